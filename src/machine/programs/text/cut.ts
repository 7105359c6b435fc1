import { eachInput, linesOf } from '../inputs.ts'
import { program, quoted, type Invocation } from '../program.ts'
import { misused } from '../files/cp.ts'

const spec = {
  short: 'b:c:d:f:nsz',
  long: {
    bytes: 'b:',
    characters: 'c:',
    delimiter: 'd:',
    fields: 'f:',
    'only-delimited': 's',
    'output-delimiter': 'output-delimiter:',
    complement: 'complement',
    'zero-terminated': 'z',
  },
  usage: 'OPTION... [FILE]...',
}

type Range = [from: number, to: number]

export const cut = program('cut', spec, async (invocation) => {
  const kind = invocation.last('b', 'c', 'f')
  if (kind === undefined)
    return misused(invocation, 'you must specify a list of bytes, characters, or fields')
  if (invocation.options.filter(({ name }) => /^[bcf]$/.test(name)).length > 1)
    return misused(invocation, 'only one list may be specified')
  const ranges = parseRanges(invocation.value(kind)!)
  if (ranges === 'zero')
    return misused(
      invocation,
      kind === 'f' ? 'fields are numbered from 1' : 'byte/character positions are numbered from 1',
    )
  if (ranges === 'decreasing') return misused(invocation, 'invalid decreasing range')
  if (!ranges) {
    const text = invocation.value(kind)!
    const what = kind === 'f' ? 'field' : 'byte/character position'
    return /^[\d,\s-]*$/.test(text)
      ? misused(invocation, `invalid ${kind === 'f' ? 'field' : 'byte or character'} range`)
      : misused(
          invocation,
          `invalid ${kind === 'f' ? 'field value' : what} ${quoted(text.replace(/^[\d,\s-]+/, ''))}`,
        )
  }
  const delimiter = invocation.value('d') ?? '\t'
  if ([...delimiter].length > 1) return misused(invocation, 'the delimiter must be a single character')
  const cutLine =
    kind === 'f'
      ? fieldCutter(invocation, ranges, delimiter)
      : characterCutter(invocation, ranges, kind === 'b')
  const end = invocation.has('z') ? '\0' : '\n'
  await eachInput(invocation, invocation.operands, async (fd) => {
    for await (const { lines } of linesOf(invocation, fd, end)) {
      let text = ''
      for (const line of lines) {
        const result = cutLine(line)
        if (result !== undefined) text += result + end
      }
      await invocation.write(text)
    }
  })
  return invocation.status
})

const parseRanges = (text: string): Range[] | 'zero' | 'decreasing' | undefined => {
  const ranges: Range[] = []
  for (const part of text.split(/[,\s]/)) {
    const match = /^(\d*)(-?)(\d*)$/.exec(part)
    if (!match || (match[1] === '' && match[3] === '')) return undefined
    const from = match[1] === '' ? 1 : Number(match[1])
    const to = match[2] === '' ? from : match[3] === '' ? Infinity : Number(match[3])
    if (from === 0) return 'zero'
    if (to < from) return 'decreasing'
    ranges.push([from, to])
  }
  return ranges
}

const isIn = (ranges: readonly Range[], position: number): boolean =>
  ranges.some(([from, to]) => position >= from && position <= to)

const fieldCutter = (invocation: Invocation, ranges: readonly Range[], delimiter: string) => {
  const glue = invocation.value('output-delimiter') ?? delimiter
  const [only, complement] = [invocation.has('s'), invocation.has('complement')]
  return (line: string): string | undefined => {
    if (!line.includes(delimiter)) return only ? undefined : line
    return line
      .split(delimiter)
      .filter((_, i) => isIn(ranges, i + 1) !== complement)
      .join(glue)
  }
}

const characterCutter = (invocation: Invocation, ranges: readonly Range[], bytes: boolean) => {
  const complement = invocation.has('complement')
  return (line: string): string => {
    if (!bytes) return [...line].filter((_, i) => isIn(ranges, i + 1) !== complement).join('')
    return new TextDecoder().decode(
      new TextEncoder().encode(line).filter((_, i) => isIn(ranges, i + 1) !== complement),
    )
  }
}
