import { eachInput, linesOf } from '../inputs.ts'
import { Failure, program, quoted, type Invocation } from '../program.ts'
import { charWidth } from '../terminal/width.ts'

/** The column of the next tab stop behind a column. */
const stops = (invocation: Invocation): ((column: number) => number) => {
  const text = invocation.values('t').join(',') || '8'
  const list = text.split(/[ ,]+/).filter(Boolean)
  for (const item of list)
    if (!/^\d+$/.test(item))
      throw new Failure(`tab size contains invalid character(s): ${quoted(item.replace(/^\d+/, ''))}`)
  const numbers = list.map(Number)
  if (numbers.includes(0)) throw new Failure('tab size cannot be 0')
  if (numbers.length === 1) return (column) => column + numbers[0]! - (column % numbers[0]!)
  return (column) => numbers.find((stop) => stop > column) ?? column + 1
}

const modern = (args: string[]): string[] =>
  args.map((arg) => (/^-\d[\d,]*$/.test(arg) ? `-t${arg.slice(1)}` : arg))

export const expand = program(
  'expand',
  { short: 'it:', long: { initial: 'i', tabs: 't:' }, usage: '[OPTION]... [FILE]...', prepare: modern },
  async (invocation) => {
    const next = stops(invocation)
    const expanded = (line: string): string => {
      if (!line.includes('\t')) return line
      let result = ''
      let column = 0
      let initial = true
      for (const char of line) {
        if (char === '\t' && (initial || !invocation.has('i'))) {
          const to = next(column)
          result += ' '.repeat(to - column)
          column = to
          continue
        }
        if (char !== ' ' && char !== '\t') initial = false
        column =
          char === '\b' ? Math.max(0, column - 1) : char === '\t' ? next(column) : column + charWidth(char)
        result += char
      }
      return result
    }
    await mapLines(invocation, expanded)
    return invocation.status
  },
)

export const unexpand = program(
  'unexpand',
  {
    short: 'at:',
    long: { all: 'a', 'first-only': 'first-only', tabs: 't:' },
    usage: '[OPTION]... [FILE]...',
    prepare: modern,
  },
  async (invocation) => {
    const next = stops(invocation)
    const all = (invocation.has('a') || invocation.has('t')) && !invocation.has('first-only')
    const unexpanded = (line: string): string => {
      let result = ''
      let column = 0
      for (let i = 0; i < line.length;) {
        const blanks = /^[ \t]+/.exec(line.slice(i))?.[0]
        if (!blanks || (!all && i > 0)) {
          result += line[i]
          column++
          i++
          if (!all) return result + line.slice(i)
          continue
        }
        let end = column
        for (const char of blanks) end = char === '\t' ? next(end) : end + 1
        let packed = ''
        while (next(column) <= end && (end - column > 1 || blanks.includes('\t'))) {
          packed += '\t'
          column = next(column)
        }
        result += packed + ' '.repeat(end - column)
        column = end
        i += blanks.length
      }
      return result
    }
    await mapLines(invocation, unexpanded)
    return invocation.status
  },
)

const mapLines = (invocation: Invocation, change: (line: string) => string): Promise<void> =>
  eachInput(invocation, invocation.operands, async (fd) => {
    for await (const { lines, unterminated } of linesOf(invocation, fd))
      await invocation.write(lines.map(change).join('\n') + (unterminated ? '' : '\n'))
  })
