/** A line of ExecStart= and its kin. */
export interface Command {
  path: string
  /** argv[0] and the arguments, before variables are put in. */
  words: readonly string[]
  /** `-`: a failure counts as success. */
  ignoreFailure: boolean
  /** `+` or `!`: not as the unit's user. */
  privileged: boolean
  /** `:`: variables are left alone. */
  verbatim: boolean
}

const escapes: Record<string, string> = {
  a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', '"': '"', "'": "'", s: ' ',
} // prettier-ignore

/** Splits a value as systemd does: quotes, C's escapes. Throws a message for unbalanced quotes. */
export function splitWords(text: string): string[] {
  const words: string[] = []
  let at = 0
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at++
      continue
    }
    let word = ''
    let quote = ''
    for (; at < text.length && (quote !== '' || !/\s/.test(text[at]!)); at++) {
      const char = text[at]!
      if (quote === '' && (char === '"' || char === "'")) quote = char
      else if (char === quote) quote = ''
      else if (char === '\\' && at + 1 < text.length) {
        const [value, length] = escapeAt(text, at + 1)
        word += value
        at += length
      } else word += char
    }
    if (quote !== '') throw new SyntaxError('unbalanced quoting')
    words.push(word)
  }
  return words
}

function escapeAt(text: string, at: number): [value: string, length: number] {
  const hex = /^x([0-9a-fA-F]{2})/.exec(text.slice(at, at + 3))
  if (hex) return [String.fromCharCode(Number.parseInt(hex[1]!, 16)), 3]
  const char = text[at]!
  // systemd refuses what it does not know; to keep the letter is kinder, and what bash users expect.
  return [escapes[char] ?? `\\${char}`, 1]
}

/** One value may hold several commands, parted by a `;` of its own. */
export function parseCommands(value: string): Command[] {
  const commands: Command[] = []
  let words: string[] = []
  for (const word of [...splitWords(value), ';']) {
    if (word !== ';') words.push(word === '\\;' ? ';' : word)
    else if (words.length > 0) {
      commands.push(commandOf(words))
      words = []
    }
  }
  return commands
}

function commandOf([first = '', ...rest]: readonly string[]): Command {
  const prefix = /^[-+!:@|]*/.exec(first)![0]
  const path = first.slice(prefix.length)
  const words = prefix.includes('@') ? rest : [path, ...rest]
  return {
    path,
    words,
    ignoreFailure: prefix.includes('-'),
    privileged: /[+!]/.test(prefix),
    verbatim: prefix.includes(':'),
  }
}

/** `${NAME}` within a word, `$NAME` as a word of its own (split at blanks): systemd.service(5). */
export function expandVariables(
  words: readonly string[],
  environment: ReadonlyMap<string, string>,
): string[] {
  return words.flatMap((word, index) => {
    const whole = /^\$([A-Za-z_][A-Za-z0-9_]*)$/.exec(word)
    if (whole && index > 0)
      return (environment.get(whole[1]!) ?? '').split(/\s+/).filter((part) => part !== '')
    return [
      word.replace(/\$\$|\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (match, name: string | undefined) =>
        match === '$$' ? '$' : (environment.get(name!) ?? ''),
      ),
    ]
  })
}
