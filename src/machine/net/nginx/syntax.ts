/** What keeps nginx from starting: printed behind `nginx: [emerg]`. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
}

/** `name arguments;` or `name arguments { … }`. */
export interface Directive {
  name: string
  args: string[]
  block: Directive[] | undefined
  file: string
  line: number
}

interface Token {
  text: string
  /** `;`, `{` and `}` stand for themselves unless they are quoted. */
  sign: boolean
  line: number
}

export const place = ({ file, line }: Pick<Directive, 'file' | 'line'>): string => `${file}:${line}`

function tokens(text: string): Token[] {
  const found: Token[] = []
  let line = 1
  for (let at = 0; at < text.length;) {
    const char = text[at]!
    if (char === '\n') line++
    if (/\s/.test(char)) at++
    else if (char === '#') {
      const end = text.indexOf('\n', at)
      at = end < 0 ? text.length : end
    } else if (';{}'.includes(char)) {
      found.push({ text: char, sign: true, line })
      at++
    } else {
      const [word, end] = char === '"' || char === "'" ? quoted(text, at) : bare(text, at)
      found.push({ text: word, sign: false, line })
      line += text.slice(at, end).split('\n').length - 1
      at = end
    }
  }
  return found
}

function quoted(text: string, start: number): [word: string, end: number] {
  let word = ''
  let at = start + 1
  for (; at < text.length && text[at] !== text[start]; at++) {
    if (text[at] === '\\' && at + 1 < text.length && `\\"'`.includes(text[at + 1]!)) at++
    word += text[at]
  }
  return [word, at + 1]
}

function bare(text: string, start: number): [word: string, end: number] {
  let at = start
  for (; at < text.length && !/[\s;{}]/.test(text[at]!); at++)
    if (text[at] === '\\') at++
    // Variables in braces are no blocks.
    else if (text[at] === '$' && text[at + 1] === '{') at = Math.max(at, text.indexOf('}', at))
  return [text.slice(start, at), at]
}

/** A configuration file as directives. Throws ConfigurationError in nginx's words. */
export function parseConfiguration(text: string, file: string): Directive[] {
  const all = tokens(text)
  let at = 0
  const block = (inside: boolean): Directive[] => {
    const found: Directive[] = []
    for (;;) {
      const first = all[at]
      if (!first) {
        if (!inside) return found
        throw new ConfigurationError(
          `unexpected end of file, expecting "}" in ${file}:${text.split('\n').length}`,
        )
      }
      if (first.sign && first.text === '}') {
        if (!inside) throw new ConfigurationError(`unexpected "}" in ${file}:${first.line}`)
        at++
        return found
      }
      found.push(directive(first))
    }
  }
  const directive = (first: Token): Directive => {
    if (first.sign) throw new ConfigurationError(`unexpected "${first.text}" in ${file}:${first.line}`)
    const args: string[] = []
    for (at++; ; at++) {
      const next = all[at]
      if (!next)
        throw new ConfigurationError(
          `unexpected end of file, expecting ";" or "}" in ${file}:${text.split('\n').length}`,
        )
      if (!next.sign) {
        args.push(next.text)
        continue
      }
      at++
      if (next.text === '}') throw new ConfigurationError(`unexpected "}" in ${file}:${next.line}`)
      const inner = next.text === '{' ? block(true) : undefined
      return { name: first.text, args, block: inner, file, line: first.line }
    }
  }
  return block(false)
}
