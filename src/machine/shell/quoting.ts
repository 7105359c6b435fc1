/** Text as it can be typed again: bash's `printf %q`, `${x@Q}`, `declare -p`, `set`, completion. */

const printable = /^[^\x00-\x1f\x7f]*$/

/** `it's` → `'it'\''s'`: what ${x@Q}, `alias` and `trap` print. */
export const singleQuoted = (text: string): string =>
  printable.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : ansiQuoted(text)

/** `a b` → `a\ b`: what %q prints. */
export const backslashed = (text: string): string => {
  if (text === '') return "''"
  if (!printable.test(text)) return ansiQuoted(text)
  return text.replace(/[ !"$&'()*,;<>?[\\\]^`{|}]|^[~#]/g, '\\$&')
}

/** `a "b"` → `"a \"b\""`: what `declare -p` and `export -p` print. */
export const doubleQuoted = (text: string): string =>
  printable.test(text) ? `"${text.replace(/["$`\\]/g, '\\$&')}"` : ansiQuoted(text)

/** As `set` lists values: bare when nothing needs quotes. */
export const quotedIfNeeded = (text: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]*$/.test(text) ? text : singleQuoted(text)

const controlNames: Record<string, string> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\x1b': '\\E',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}

const ansiQuoted = (text: string): string =>
  `$'${text.replace(/[\x00-\x1f\x7f'\\]/g, (char) => {
    if (char === "'" || char === '\\') return `\\${char}`
    return controlNames[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`
  })}'`
