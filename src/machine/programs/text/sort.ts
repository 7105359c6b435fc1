import { allLines, piecesOf } from '../inputs.ts'
import { UsageError } from '../options.ts'
import { Failure, program, quoted, shellQuoted, type Invocation } from '../program.ts'

const spec = {
  short: 'bcCdfghik:Mmno:rRsS:t:T:uVz',
  long: {
    'ignore-leading-blanks': 'b',
    'dictionary-order': 'd',
    'ignore-case': 'f',
    'general-numeric-sort': 'g',
    'human-numeric-sort': 'h',
    'month-sort': 'M',
    'numeric-sort': 'n',
    reverse: 'r',
    key: 'k:',
    output: 'o:',
    stable: 's',
    'field-separator': 't:',
    unique: 'u',
    'version-sort': 'V',
    'zero-terminated': 'z',
    check: 'c::',
    'random-sort': 'R',
    merge: 'm',
    'ignore-nonprinting': 'i',
    'buffer-size': 'S:',
    'temporary-directory': 'T:',
    'batch-size': 'batch-size:',
    sort: 'sort:',
    debug: 'debug',
    'files0-from': 'files0-from:',
    'random-source': 'random-source:',
    parallel: 'parallel:',
  },
  lacking: {
    debug: '--debug',
    R: '-R (--random-sort): shuf mixes lines',
    'random-source': '--random-source',
  },
  usage: '[OPTION]... [FILE]...',
  failure: 2,
}

interface Key {
  from: [field: number, char: number]
  to: [field: number, char: number] | undefined
  flags: string
}

export const sort = program('sort', spec, async (invocation) => {
  if (invocation.values('sort').some((word) => orderNamed(word) === 'R'))
    throw new Failure("Sandcloud's sort has no --sort=random: shuf mixes lines", 2)
  const delimiter = invocation.has('z') ? '\0' : '\n'
  const files: string[][] = []
  const operands = await operandsOf(invocation)
  for (const operand of operands.length > 0 ? operands : ['-'])
    files.push(
      await allLines(invocation, [operand], delimiter, (name, message) => `cannot read: ${name}: ${message}`),
    )
  const lines = files.flat()
  if (invocation.status !== 0) return invocation.status
  const flags = invocation.options
    .map(({ name, value }) => (name === 'sort' ? orderNamed(value ?? '') : name))
    .filter((name) => /^[bdfghiMnRV]$/.test(name))
    .join('')
  const keys = invocation.values('k').map(parseKey)
  const separator = invocation.value('t')
  if (separator !== undefined && [...separator].length > 1 && separator !== '\\0')
    throw new Failure(`multi-character tab ${quoted(separator)}`, 2)
  const compare = comparator(invocation, keys, flags, separator)
  if (invocation.has('c', 'C')) return check(invocation, lines, compare)
  const sorted = invocation.has('m')
    ? await mergeRuns(invocation, files, compare)
    : await sortInTurns(invocation, lines, compare)
  const kept = invocation.has('u')
    ? sorted.filter((line, i) => i === 0 || compare(sorted[i - 1]!, line, true) !== 0)
    : sorted
  const output = invocation.value('o')
  if (output !== undefined) await invocation.proc.writeFile(output, '')
  for (const piece of piecesOf(kept, delimiter))
    if (output === undefined) await invocation.write(piece)
    else await invocation.proc.writeFile(output, piece, { append: true })
  return invocation.status
})

/** The files: those that are named, or with --files0-from those whose names stand there. */
const operandsOf = async (invocation: Invocation): Promise<string[]> => {
  const from = invocation.value('files0-from')
  if (from === undefined) return invocation.operands
  if (invocation.operands.length > 0)
    throw new UsageError(
      `extra operand ${shellQuoted(invocation.operands[0]!)}\nfile operands cannot be combined with --files0-from`,
    )
  const names = await allLines(invocation, [from], '\0', (name, message) => `cannot open ${name}: ${message}`)
  if (names.length === 0) throw new Failure(`no input from ${shellQuoted(from)}`, 2)
  return names
}

const orders = {
  'general-numeric': 'g',
  'human-numeric': 'h',
  month: 'M',
  numeric: 'n',
  random: 'R',
  version: 'V',
}

const orderNamed = (word: string): string => {
  const found = Object.entries(orders).find(([name]) => word !== '' && name.startsWith(word))
  if (found) return found[1]
  const list = Object.keys(orders).map((name) => `  - ‘${name}’`)
  throw new Failure(
    `invalid argument ${quoted(word)} for ‘--sort’\nValid arguments are:\n${list.join('\n')}\nTry 'sort --help' for more information.`,
    1,
  )
}

type Compare = (a: string, b: string, keysOnly?: boolean) => number

const plain = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const parseKey = (text: string): Key => {
  if (text.includes('R')) throw new Failure("Sandcloud's sort has no R in keys", 2)
  const match = /^(\d+)(?:\.(\d+))?([bdfghiMnrV]*)(?:,(\d+)(?:\.(\d+))?([bdfghiMnrV]*))?$/.exec(text)
  if (!match) throw new Failure(`invalid number at field start: invalid count at start of ${quoted(text)}`, 2)
  if (match[1] === '0')
    throw new Failure(`field number is zero: invalid field specification ${quoted(text)}`, 2)
  return {
    from: [Number(match[1]), Number(match[2] ?? 1)],
    to: match[4] === undefined ? undefined : [Number(match[4]), Number(match[5] ?? 0)],
    flags: match[3]! + (match[6] ?? ''),
  }
}

const comparator = (
  invocation: Invocation,
  keys: readonly Key[],
  flags: string,
  separator: string | undefined,
): Compare => {
  const reverse = invocation.has('r')
  const stable = invocation.has('s', 'u')
  if (keys.length === 0 && flags === '') return reverse ? (a, b) => plain(b, a) : plain
  const parts = (keys.length > 0 ? keys : [undefined]).map((key) => {
    const own = key && key.flags !== '' ? key.flags : flags
    const backwards = key && key.flags !== '' ? key.flags.includes('r') : reverse
    const by = comparison(own)
    const select = key
      ? (line: string) => selectKey(line, key, separator, own.includes('b'))
      : (line: string) => line
    return { by, select, backwards }
  })
  return (a, b, keysOnly = false) => {
    for (const { by, select, backwards } of parts) {
      const order = by(select(a), select(b))
      if (order !== 0) return backwards ? -order : order
    }
    if (stable || keysOnly) return 0
    return reverse ? plain(b, a) : plain(a, b)
  }
}

const comparison = (flags: string): ((a: string, b: string) => number) => {
  if (flags.includes('n')) return (a, b) => leadingNumber(a) - leadingNumber(b)
  if (flags.includes('g')) return (a, b) => (Number.parseFloat(a) || 0) - (Number.parseFloat(b) || 0)
  if (flags.includes('h')) return (a, b) => humanNumber(a) - humanNumber(b)
  if (flags.includes('M')) return (a, b) => monthNumber(a) - monthNumber(b)
  if (flags.includes('V')) return compareVersions
  const change = (text: string): string => {
    let result = flags.includes('b') ? text.replace(/^[ \t]+/, '') : text
    if (flags.includes('i')) result = result.replace(/[^\x20-\x7e\u{a0}-\u{10ffff}]/gu, '')
    if (flags.includes('d')) result = result.replace(/[^\p{L}\p{N}\s]/gu, '')
    return flags.includes('f') ? result.toUpperCase() : result
  }
  return (a, b) => plain(change(a), change(b))
}

const leadingNumber = (text: string): number => Number(/^\s*(-?\d*\.?\d*)/.exec(text)?.[1] || 0) || 0

const humanNumber = (text: string): number => {
  const match = /^\s*(-?\d*\.?\d*)([KkMGTPE]?)/.exec(text)
  return (Number(match?.[1]) || 0) * 1024 ** ' KMGTPE'.indexOf((match?.[2] || ' ').toUpperCase())
}

const monthNumber = (text: string): number =>
  'JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC'.indexOf(text.trim().slice(0, 3).toUpperCase())

const compareVersions = (a: string, b: string): number => {
  const split = (text: string): string[] => text.match(/\d+|\D+/g) ?? []
  const [left, right] = [split(a), split(b)]
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i]!, right[i]!]
    const order = /^\d/.test(x) && /^\d/.test(y) ? Number(x) - Number(y) : plain(x, y)
    if (order !== 0) return order
  }
  return left.length - right.length
}

/** The stretch of a line that a key names; without -t, fields begin with the blanks before them. */
const selectKey = (line: string, key: Key, separator: string | undefined, skipBlanks: boolean): string => {
  const bounds = fieldBounds(line, separator)
  const position = ([field, char]: [number, number], isEnd: boolean): number => {
    const bound = bounds[field - 1]
    if (!bound) return line.length
    if (isEnd && char === 0) return bound[1]
    let start = bound[0]
    if (skipBlanks) start += /^[ \t]*/.exec(line.slice(start))![0].length
    return Math.min(start + char - (isEnd ? 0 : 1), isEnd ? line.length : Math.max(bound[1], start))
  }
  return line.slice(position(key.from, false), key.to ? position(key.to, true) : undefined)
}

const fieldBounds = (line: string, separator: string | undefined): [number, number][] => {
  const bounds: [number, number][] = []
  if (separator !== undefined) {
    let start = 0
    for (;;) {
      const end = line.indexOf(separator, start)
      bounds.push([start, end < 0 ? line.length : end])
      if (end < 0) return bounds
      start = end + separator.length
    }
  }
  for (const match of line.matchAll(/[ \t]*[^ \t]+|[ \t]+$/g))
    bounds.push([match.index, match.index + match[0].length])
  return bounds
}

/** Lines that are sorted or merged between two turns of the others. */
const runLength = 10_000

/** Merge sort in steps, so that sorting a million lines does not stop the machine. */
const sortInTurns = async (invocation: Invocation, lines: string[], compare: Compare): Promise<string[]> => {
  const runs: string[][] = []
  for (let i = 0; i < lines.length; i += runLength) {
    runs.push(lines.slice(i, i + runLength).sort((a, b) => compare(a, b)))
    await invocation.proc.yield()
  }
  return mergeRuns(invocation, runs, compare)
}

const mergeRuns = async (invocation: Invocation, sorted: string[][], compare: Compare): Promise<string[]> => {
  let runs = sorted
  while (runs.length > 1) {
    const merged: string[][] = []
    for (let i = 0; i < runs.length; i += 2) {
      merged.push(runs[i + 1] ? await merge(invocation, runs[i]!, runs[i + 1]!, compare) : runs[i]!)
    }
    runs = merged
  }
  return runs[0] ?? []
}

const merge = async (
  invocation: Invocation,
  a: string[],
  b: string[],
  compare: Compare,
): Promise<string[]> => {
  const result: string[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const fromA = j >= b.length || (i < a.length && compare(a[i]!, b[j]!) <= 0)
    result.push(fromA ? a[i++]! : b[j++]!)
    if (result.length % runLength === 0) await invocation.proc.yield()
  }
  return result
}

const check = async (invocation: Invocation, lines: readonly string[], compare: Compare): Promise<number> => {
  for (let i = 1; i < lines.length; i++) {
    const order = compare(lines[i - 1]!, lines[i]!)
    if (order < 0 || (order === 0 && !invocation.has('u'))) continue
    if (invocation.has('c'))
      await invocation.proc.stderr.write(
        `sort: ${invocation.operands[0] ?? '-'}:${i + 1}: disorder: ${lines[i]}\n`,
      )
    return 1
  }
  return 0
}
