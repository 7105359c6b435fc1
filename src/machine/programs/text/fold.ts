import { eachInput, linesOf } from '../inputs.ts'
import { Failure, program, quoted } from '../program.ts'

const widthOf = (text: string, what = 'number of columns'): number => {
  if (/^0+$/.test(text)) throw new Failure(`invalid ${what}: ${quoted(text)}: Numerical result out of range`)
  if (!/^[1-9]\d*$/.test(text)) throw new Failure(`invalid ${what}: ${quoted(text)}`)
  return Number(text)
}

/** `-80` is the old way to say a width. */
const modern = (args: string[]): string[] =>
  args.map((arg) => (/^-\d+$/.test(arg) ? `-w${arg.slice(1)}` : arg))

export const fold = program(
  'fold',
  {
    short: 'bsw:',
    long: { bytes: 'b', spaces: 's', width: 'w:' },
    usage: '[OPTION]... [FILE]...',
    prepare: modern,
  },
  async (invocation) => {
    const width = widthOf(invocation.value('w') ?? '80')
    const atBlanks = invocation.has('s')
    const folded = (line: string): string => {
      let result = ''
      let [start, column, blank] = [0, 0, -1]
      for (let i = 0; i < line.length; i++) {
        const char = line[i]!
        const size = char === '\t' ? 8 - (column % 8) : 1
        if (column + size > width && i > start) {
          const end = atBlanks && blank >= start ? blank + 1 : i
          result += `${line.slice(start, end)}\n`
          start = end
          column = 0
          for (let k = start; k < i; k++) column += line[k] === '\t' ? 8 - (column % 8) : 1
        }
        column += char === '\t' ? 8 - (column % 8) : 1
        if (char === ' ' || char === '\t') blank = i
      }
      return result + line.slice(start)
    }
    await eachInput(invocation, invocation.operands, async (fd) => {
      for await (const { lines, unterminated } of linesOf(invocation, fd))
        await invocation.write(lines.map(folded).join('\n') + (unterminated ? '' : '\n'))
    })
    return invocation.status
  },
)

/** fmt's lines are filled up to 93 % of the width, as even as they can be. */
export const fmt = program(
  'fmt',
  {
    short: 'cstup:w:g:',
    long: { width: 'w:', 'split-only': 's', 'uniform-spacing': 'u', prefix: 'p:', goal: 'g:' },
    lacking: { c: '-c', t: '-t', p: '-p (--prefix)' },
    usage: '[-WIDTH] [OPTION]... [FILE]...',
    prepare: modern,
  },
  async (invocation) => {
    const width = widthOf(invocation.value('w') ?? '75', 'width')
    const goal = Number(invocation.value('g') ?? Math.floor((width * 187) / 200))
    await eachInput(invocation, invocation.operands, async (fd) => {
      let words: string[] = []
      let indent = ''
      let other: string | undefined
      const flush = async (): Promise<void> => {
        if (words.length === 0) return
        await invocation.write(filled(words, indent, other ?? indent, width, goal))
        words = []
        other = undefined
      }
      for await (const { lines } of linesOf(invocation, fd))
        for (const line of lines) {
          if (line.trim() === '') {
            await flush()
            await invocation.write('\n')
            continue
          }
          const own = /^[ \t]*/.exec(line)![0]
          if (words.length > 0 && (own !== (other ?? indent) || invocation.has('s'))) await flush()
          if (words.length === 0) indent = own
          words.push(...line.trim().split(/[ \t]+/))
        }
      await flush()
    })
    return invocation.status
  },
)

/** The breaks with the least sum of squared distances from the goal. */
const filled = (
  words: readonly string[],
  indent: string,
  other: string,
  width: number,
  goal: number,
): string => {
  const best: number[] = Array.from({ length: words.length + 1 }, () => 0)
  const breaks: number[] = []
  for (let from = words.length - 1; from >= 0; from--) {
    let length = (from === 0 ? indent : other).length - 1
    best[from] = Infinity
    for (let to = from; to < words.length; to++) {
      length += 1 + words[to]!.length
      if (length > width && to > from) break
      const cost = (to === words.length - 1 ? 0 : (goal - length) ** 2 * 100) + best[to + 1]!
      if (cost < best[from]!) {
        best[from] = cost
        breaks[from] = to + 1
      }
    }
  }
  let result = ''
  for (let at = 0; at < words.length; at = breaks[at]!)
    result += `${at === 0 ? indent : other}${words.slice(at, breaks[at]).join(' ')}\n`
  return result
}
