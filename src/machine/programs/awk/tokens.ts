/** A mistake in an awk program, and where in its text a caret is to point at it. */
export class AwkSyntaxError extends Error {
  constructor(
    message: string,
    readonly line: number,
    readonly at?: number,
    readonly status = 1,
  ) {
    super(message)
  }
}

export interface Token {
  kind:
    | 'number'
    | 'string'
    | 'regex'
    | 'name'
    | 'function'
    | 'builtin'
    | 'keyword'
    | 'operator'
    | 'newline'
    | 'end'
  text: string
  line: number
  /** Where it begins in the program's text. */
  at: number
  /** A blank stood before it: `f (x)` is no call. */
  spaced: boolean
}

const keywords = new Set(
  'BEGIN END BEGINFILE ENDFILE function func if else while for do break continue next nextfile exit return delete in getline print printf switch case default'.split(
    ' ',
  ),
)

export const builtinNames = new Set(
  (
    'length substr index split sub gsub match sprintf sin cos atan2 exp log sqrt int rand srand tolower toupper ' +
    'system close fflush gensub strftime systime mktime asort asorti patsplit strtonum and or xor lshift rshift ' +
    'compl isarray typeof'
  ).split(' '),
)

const operators = [
  '**=',
  '&&',
  '||',
  '++',
  '--',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '^=',
  '**',
  '==',
  '<=',
  '>=',
  '!=',
  '!~',
  '>>',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ';',
  ',',
  '+',
  '-',
  '*',
  '/',
  '%',
  '^',
  '!',
  '>',
  '<',
  '|',
  '?',
  ':',
  '~',
  '$',
  '=',
]

/** After these a slash divides; anywhere else it begins a regular expression. */
const endsOperand = (token: Token | undefined): boolean =>
  token !== undefined &&
  (['number', 'string', 'regex', 'name', 'builtin'].includes(token.kind) ||
    (token.kind === 'operator' && [')', ']', '$', '++', '--'].includes(token.text)))

export const tokenize = (source: string): Token[] => {
  const tokens: Token[] = []
  let line = 1
  let at = 0
  let spaced = false
  const push = (kind: Token['kind'], text: string, length: number): void => {
    tokens.push({ kind, text, line, at, spaced })
    at += length
    spaced = false
  }
  while (at < source.length) {
    const rest = source.slice(at, at + 1)
    if (rest === ' ' || rest === '\t' || rest === '\r') {
      at++
      spaced = true
    } else if (rest === '\\' && /^\\\r?\n/.test(source.slice(at, at + 3))) {
      at += source[at + 1] === '\r' ? 3 : 2
      line++
    } else if (rest === '#') {
      while (at < source.length && source[at] !== '\n') at++
    } else if (rest === '\n') {
      push('newline', '\n', 1)
      line++
    } else if (/[0-9]/.test(rest) || (rest === '.' && /[0-9]/.test(source[at + 1] ?? ''))) {
      const text = /^(0[xX][0-9a-fA-F]+|\d*\.?\d*(?:[eE][-+]?\d+)?)/.exec(source.slice(at, at + 400))![0]
      push('number', text, text.length)
    } else if (/[A-Za-z_]/.test(rest)) {
      const text = /^\w+/.exec(source.slice(at))![0]
      const kind = keywords.has(text)
        ? 'keyword'
        : builtinNames.has(text)
          ? 'builtin'
          : source[at + text.length] === '('
            ? 'function'
            : 'name'
      push(kind, text === 'func' ? 'function' : text, text.length)
    } else if (rest === '"') {
      const end = closing(source, at, '"', line)
      push('string', unescape(source.slice(at + 1, end)), end + 1 - at)
    } else if (rest === '/' && !endsOperand(tokens.at(-1))) {
      const end = closing(source, at, '/', line)
      push('regex', source.slice(at + 1, end).replaceAll('\\/', '/'), end + 1 - at)
    } else {
      const operator = operators.find((candidate) => source.startsWith(candidate, at))
      if (!operator) throw new AwkSyntaxError(`invalid char '${rest}' in expression`, line, at)
      push('operator', operator === '**' ? '^' : operator === '**=' ? '^=' : operator, operator.length)
    }
  }
  push('newline', '', 0)
  push('end', '', 0)
  return tokens
}

const closing = (source: string, open: number, quote: string, line: number): number => {
  let inClass = false
  for (let i = open + 1; i < source.length; i++) {
    const char = source[i]
    if (char === '\\') i++
    else if (char === '\n') break
    else if (quote === '/' && char === '[') inClass = true
    else if (quote === '/' && char === ']') inClass = false
    else if (char === quote && !inClass) return i
  }
  throw quote === '"'
    ? new AwkSyntaxError('unterminated string', line, open)
    : new AwkSyntaxError('unterminated regexp', line, open + 1)
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
  '"': '"',
  '/': '/',
}

/** Backslash sequences of strings; unknown ones keep their backslash, for they are often patterns. */
export const unescape = (text: string): string =>
  text.replace(/\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|\r?\n|.)/gs, (whole, char: string) => {
    if (/^x./.test(char)) return String.fromCharCode(parseInt(char.slice(1), 16))
    if (/^[0-7]/.test(char)) return String.fromCharCode(parseInt(char, 8) & 255)
    if (char.endsWith('\n')) return ''
    return escapes[char] ?? whole
  })
