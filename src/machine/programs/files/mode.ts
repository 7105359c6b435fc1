/** Changes permission bits; `umask` counts where nobody is named (`+x`). */
export type ModeChange = (mode: number, isDirectory: boolean, umask: number) => number

/** `755`, `u+x`, `go-w,a=rX`; undefined when it is neither. */
export const parseMode = (text: string): ModeChange | undefined => {
  if (/^[0-7]{1,5}$/.test(text)) {
    const bits = parseInt(text, 8)
    if (bits > 0o7777) return undefined
    // A short octal mode leaves a directory's set-id bits alone, as GNU does.
    return (mode, isDirectory) => (isDirectory && text.length < 5 ? bits | (mode & 0o6000) : bits)
  }
  const clauses = text.split(',').map(parseClause)
  if (clauses.some((clause) => clause === undefined)) return undefined
  return (mode, isDirectory, umask) =>
    clauses.reduce((bits, clause) => clause!(bits, isDirectory, umask), mode)
}

const parseClause = (text: string): ModeChange | undefined => {
  const match = /^([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]))+)$/.exec(text)
  if (!match) return undefined
  const who = match[1]!
  const operations = [...match[2]!.matchAll(/([-+=])([ugo]|[rwxXst]*)/g)]
  return (mode, isDirectory, umask) =>
    operations.reduce(
      (bits, [, operator, rights]) => operate(bits, who, operator!, rights!, isDirectory, umask),
      mode,
    )
}

const operate = (
  mode: number,
  who: string,
  operator: string,
  rights: string,
  isDirectory: boolean,
  umask: number,
): number => {
  const classes = who === '' || who.includes('a') ? 'ugo' : who
  let mask = 0
  for (const name of classes) mask |= name === 'u' ? 0o4700 : name === 'g' ? 0o2070 : 0o1007
  if (classes === 'ugo' || rights.includes('t')) mask |= 0o1000
  let bits = rightsBits(rights, mode, isDirectory) & mask
  if (who === '') bits &= ~umask
  if (operator === '+') return mode | bits
  if (operator === '-') return mode & ~bits
  const keep = isDirectory && !rights.includes('s') ? 0o6000 : 0
  const cleared = who === '' ? mask & ~umask : mask
  return (mode & ~(cleared & ~keep)) | bits
}

const rightsBits = (rights: string, mode: number, isDirectory: boolean): number => {
  if (/^[ugo]$/.test(rights)) {
    const digit = (mode >> (rights === 'u' ? 6 : rights === 'g' ? 3 : 0)) & 7
    return digit * 0o111
  }
  let bits = 0
  for (const right of rights) {
    if (right === 'r') bits |= 0o444
    if (right === 'w') bits |= 0o222
    if (right === 'x' || (right === 'X' && (isDirectory || (mode & 0o111) !== 0))) bits |= 0o111
    if (right === 's') bits |= 0o6000
    if (right === 't') bits |= 0o1000
  }
  return bits
}

const letters: Record<string, string> = {
  file: '-',
  directory: 'd',
  symlink: 'l',
  fifo: 'p',
  socket: 's',
  block: 'b',
  character: 'c',
}

/** `-rwxr-xr-x`, as ls and stat show it. */
export const modeText = (type: string, mode: number): string => {
  const rights = (bits: number, special: boolean, letter: string): string => {
    const execute = bits & 1 ? (special ? letter : 'x') : special ? letter.toUpperCase() : '-'
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${execute}`
  }
  return (
    (letters[type] ?? '?') +
    rights(mode >> 6, (mode & 0o4000) !== 0, 's') +
    rights(mode >> 3, (mode & 0o2000) !== 0, 's') +
    rights(mode, (mode & 0o1000) !== 0, 't')
  )
}
