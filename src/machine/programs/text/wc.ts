import { chunksOf, eachInput } from '../inputs.ts'
import { program, type Invocation } from '../program.ts'

const spec = {
  short: 'clmwL',
  long: { bytes: 'c', chars: 'm', lines: 'l', words: 'w', 'max-line-length': 'L' },
  usage: '[OPTION]... [FILE]...',
}

interface Counts {
  lines: number
  words: number
  chars: number
  bytes: number
  longest: number
}

const order = [
  ['l', 'lines'],
  ['w', 'words'],
  ['m', 'chars'],
  ['c', 'bytes'],
  ['L', 'longest'],
] as const

export const wc = program('wc', spec, async (invocation) => {
  const given = order.filter(([letter]) => invocation.has(letter)).map(([, key]) => key)
  const keys = given.length > 0 ? given : (['lines', 'words', 'bytes'] as const)
  const total: Counts = { lines: 0, words: 0, chars: 0, bytes: 0, longest: 0 }
  const rows: [Counts, string][] = []
  let width = 1
  await eachInput(invocation, invocation.operands, async (fd, name) => {
    if ((await invocation.proc.fstat(fd)).type !== 'file') width = 7
    const counts = await count(invocation, fd, keys)
    for (const key of ['lines', 'words', 'chars', 'bytes'] as const) total[key] += counts[key]
    total.longest = Math.max(total.longest, counts.longest)
    rows.push([counts, invocation.operands.length === 0 ? '' : name])
  })
  if (invocation.operands.length > 1) rows.push([total, 'total'])
  if (keys.length === 1 && invocation.operands.length <= 1) width = 1
  // As wide as the total of bytes, as GNU takes it.
  else width = Math.max(width, String(total.bytes).length)
  const line = ([counts, name]: [Counts, string]): string =>
    `${keys.map((key) => String(counts[key]).padStart(width)).join(' ')}${name === '' ? '' : ` ${name}`}\n`
  await invocation.write(rows.map(line).join(''))
  return invocation.status
})

const count = async (invocation: Invocation, fd: number, keys: readonly string[]): Promise<Counts> => {
  const counts: Counts = { lines: 0, words: 0, chars: 0, bytes: 0, longest: 0 }
  const detailed = keys.some((key) => key !== 'lines' && key !== 'bytes')
  let inWord = false
  let column = 0
  for await (const chunk of chunksOf(invocation, fd)) {
    counts.bytes += chunk.length
    if (!detailed) {
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) counts.lines++
      continue
    }
    for (const byte of chunk) {
      const continuation = (byte & 0xc0) === 0x80
      if (!continuation) counts.chars++
      if (byte === 10) {
        counts.lines++
        counts.longest = Math.max(counts.longest, column)
        column = 0
      } else if (byte === 9) column += 8 - (column % 8)
      else if (!continuation && byte >= 32) column++
      const blank = byte === 32 || (byte >= 9 && byte <= 13)
      if (blank) inWord = false
      else if (!inWord) {
        inWord = true
        counts.words++
      }
    }
  }
  counts.longest = Math.max(counts.longest, column)
  return counts
}
