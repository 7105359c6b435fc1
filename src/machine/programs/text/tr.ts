import { chunksOf } from '../inputs.ts'
import { Failure, program, quoted } from '../program.ts'
import { misused } from '../files/cp.ts'

const spec = {
  short: '+cCdst',
  long: { complement: 'c', delete: 'd', 'squeeze-repeats': 's', 'truncate-set1': 't' },
  usage: '[OPTION]... SET1 [SET2]',
}

export const tr = program('tr', spec, async (invocation) => {
  const { operands } = invocation
  const [deletes, squeezes] = [invocation.has('d'), invocation.has('s')]
  if (operands.length === 0) return misused(invocation, 'missing operand')
  if (operands.length === 1 && (!deletes || squeezes) && !(squeezes && !deletes))
    return misused(
      invocation,
      `missing operand after ${quoted(operands[0]!)}\nTwo strings must be given when ${deletes ? 'both deleting and squeezing repeats' : 'translating'}.`,
    )
  if (operands.length > 2) return misused(invocation, `extra operand ${quoted(operands[2]!)}`)
  const first = expandSet(operands[0]!)
  const second = operands[1] === undefined ? undefined : expandSet(operands[1], first.length)
  const inFirst = new Set(first)
  const complement = invocation.has('c', 'C')
  const selected = (char: string): boolean => inFirst.has(char) !== complement
  const translated =
    deletes || !second ? undefined : translation(first, second, complement, invocation.has('t'), selected)
  const squeezed = squeezes ? (second ? new Set(second) : undefined) : undefined
  let last = ''
  const decoder = new TextDecoder()
  for await (const chunk of chunksOf(invocation, 0)) {
    let text = ''
    for (const char of decoder.decode(chunk, { stream: true })) {
      if (deletes && selected(char)) continue
      const out = translated ? translated(char) : char
      if (squeezes && out === last && (squeezed ? squeezed.has(out) : selected(out))) continue
      last = out
      text += out
    }
    await invocation.write(text)
  }
  return 0
})

const translation = (
  first: readonly string[],
  second: readonly string[],
  complement: boolean,
  truncate: boolean,
  selected: (char: string) => boolean,
) => {
  if (second.length === 0) throw new Failure('when not truncating set1, string2 must be non-empty')
  const filler = second.at(-1)!
  if (complement) return (char: string): string => (selected(char) ? filler : char)
  const table = new Map<string, string>()
  for (const [i, char] of first.entries())
    if (!truncate || i < second.length) table.set(char, second[i] ?? filler)
  return (char: string): string => table.get(char) ?? char
}

const range = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i))
const ascii = range(0, 127)

const classes: Record<string, string[]> = {
  alpha: ascii.filter((char) => /[a-zA-Z]/.test(char)),
  digit: range(48, 57),
  alnum: ascii.filter((char) => /[0-9A-Za-z]/.test(char)),
  upper: range(65, 90),
  lower: range(97, 122),
  space: ['\t', '\n', '\v', '\f', '\r', ' '],
  blank: ['\t', ' '],
  punct: ascii.filter((char) => /[!-/:-@[-`{-~]/.test(char)),
  cntrl: [...range(0, 31), '\x7f'],
  print: range(32, 126),
  graph: range(33, 126),
  xdigit: ascii.filter((char) => /[0-9A-Fa-f]/.test(char)),
}

const escapes: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
}

/** `a-z`, `[:upper:]`, `\n`, `[x*3]`. */
const expandSet = (text: string, length = 0): string[] => {
  const result: string[] = []
  let rest = text
  const take = (): string => {
    const octal = /^\\([0-7]{1,3})/.exec(rest)
    const escaped = /^\\(.)/s.exec(rest)
    const char = octal
      ? String.fromCharCode(parseInt(octal[1]!, 8))
      : escaped
        ? (escapes[escaped[1]!] ?? escaped[1]!)
        : String.fromCodePoint(rest.codePointAt(0)!)
    rest = rest.slice(octal?.[0].length ?? escaped?.[0].length ?? char.length)
    return char
  }
  while (rest !== '') {
    const named = /^\[:(\w+):\]/.exec(rest)
    const repeat = /^\[(.)\*(\d*)\]/s.exec(rest)
    if (named) {
      const members = classes[named[1]!]
      if (!members) throw new Failure(`invalid character class ${quoted(named[1]!)}`)
      result.push(...members)
      rest = rest.slice(named[0].length)
      continue
    }
    if (repeat) {
      const count = repeat[2]
        ? parseInt(repeat[2], repeat[2].startsWith('0') ? 8 : 10)
        : Math.max(0, length - result.length)
      for (let i = 0; i < Math.min(count, 100_000); i++) result.push(repeat[1]!)
      rest = rest.slice(repeat[0].length)
      continue
    }
    const from = take()
    if (rest.length < 2 || rest[0] !== '-') {
      result.push(from)
      continue
    }
    rest = rest.slice(1)
    const to = take()
    if (to.codePointAt(0)! < from.codePointAt(0)!)
      throw new Failure(`range-endpoints of '${from}-${to}' are in reverse collating sequence order`)
    result.push(...range(from.codePointAt(0)!, to.codePointAt(0)!))
  }
  return result
}
