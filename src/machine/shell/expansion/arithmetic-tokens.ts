export type Token =
  | { kind: 'number'; value: bigint; start: number }
  | { kind: 'name'; text: string; index: string | undefined; start: number }
  | { kind: 'operator'; text: string; start: number }

const operators = [
  '<<=',
  '>>=',
  '**',
  '++',
  '--',
  '<<',
  '>>',
  '<=',
  '>=',
  '==',
  '!=',
  '&&',
  '||',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '&=',
  '^=',
  '|=',
  '+',
  '-',
  '*',
  '/',
  '%',
  '<',
  '>',
  '=',
  '!',
  '~',
  '&',
  '|',
  '^',
  '?',
  ':',
  '(',
  ')',
  ',',
]

/** Loops evaluate the same few expressions again and again. */
const known = new Map<string, readonly Token[]>()

export const tokenize = (text: string, error: (message: string, at: number) => never): readonly Token[] => {
  const before = known.get(text)
  if (before) return before
  const tokens = cut(text, error)
  if (text.length < 200) {
    if (known.size > 500) known.clear()
    known.set(text, tokens)
  }
  return tokens
}

const cut = (text: string, error: (message: string, at: number) => never): Token[] => {
  const tokens: Token[] = []
  let i = 0
  while (i < text.length) {
    const char = text[i]!
    if (/[\s"]/.test(char)) {
      i++
    } else if (/\d/.test(char)) {
      const digits = /^[0-9A-Za-z_@#]+/.exec(text.slice(i, i + 100))![0]
      tokens.push({ kind: 'number', value: numberOf(digits, (message) => error(message, i)), start: i })
      i += digits.length
    } else if (/[A-Za-z_]/.test(char)) {
      const name = /^\w+/.exec(text.slice(i))![0]
      const end = text[i + name.length] === '[' ? closing(text, i + name.length) : -1
      const index = end > 0 ? text.slice(i + name.length + 1, end) : undefined
      if (end < 0 && text[i + name.length] === '[') return error('bad array subscript', i)
      tokens.push({ kind: 'name', text: name, index, start: i })
      i = end > 0 ? end + 1 : i + name.length
    } else {
      const operator = operators.find((candidate) => text.startsWith(candidate, i))
      const before = tokens.at(-1)
      const operand = before !== undefined && (before.kind !== 'operator' || before.text === ')')
      if (!operator)
        return error(`syntax error: ${operand ? 'invalid arithmetic operator' : 'operand expected'}`, i)
      if ((operator === '++' || operator === '--') && before?.kind === 'number') {
        // Nothing to increment: two signs.
        for (const at of [i, i + 1]) tokens.push({ kind: 'operator', text: operator[0]!, start: at })
        i += 2
        continue
      }
      tokens.push({ kind: 'operator', text: operator, start: i })
      i += operator.length
    }
  }
  return tokens
}

const closing = (text: string, open: number): number => {
  let depth = 0
  for (let i = open; i < text.length; i++) {
    if (text[i] === '[') depth++
    else if (text[i] === ']' && --depth === 0) return i
  }
  return -1
}

/** `10`, `010` (octal), `0xff`, `2#101`, `36#zz`. */
const numberOf = (digits: string, error: (message: string) => never): bigint => {
  if (/^\d+#$/.test(digits)) return error('invalid integer constant')
  const based = /^(\d+)#([0-9A-Za-z@_]+)$/.exec(digits)
  if (based) return inBase(based[2]!, Number(based[1]), error)
  if (/^0[xX][0-9a-fA-F]*$/.test(digits)) return inBase(digits.slice(2), 16, error)
  if (/^0\d+$/.test(digits)) return inBase(digits.slice(1), 8, error)
  if (!/^\d+$/.test(digits)) return error('value too great for base')
  return BigInt.asIntN(64, BigInt(digits))
}

const inBase = (digits: string, base: number, error: (message: string) => never): bigint => {
  if (base < 2 || base > 64) return error('invalid arithmetic base')
  const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_'
  let value = 0n
  for (const char of base <= 36 ? digits.toLowerCase() : digits) {
    const digit = alphabet.indexOf(char)
    if (digit < 0 || digit >= base) return error('value too great for base')
    value = value * BigInt(base) + BigInt(digit)
  }
  return BigInt.asIntN(64, value)
}
