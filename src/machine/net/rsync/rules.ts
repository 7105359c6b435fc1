/** --include and --exclude, in their order: the first rule that fits decides. */
export interface Rule {
  include: boolean
  pattern: string
}

/** Whether a path below the transfer's root takes part. */
export function isExcluded(rules: readonly Rule[], path: string, isFolder: boolean): boolean {
  const rule = rules.find(({ pattern }) => fits(pattern, path, isFolder))
  return rule !== undefined && !rule.include
}

/** rsync(1), "INCLUDE/EXCLUDE PATTERN RULES". */
function fits(given: string, path: string, isFolder: boolean): boolean {
  if (given.endsWith('/') && !isFolder) return false
  const pattern = given.replace(/\/$/, '')
  if (pattern.startsWith('/')) return matchesPath(pattern.slice(1), path)
  if (!pattern.includes('/') && !pattern.includes('**'))
    return matchesPath(pattern, path.slice(path.lastIndexOf('/') + 1))
  // Not anchored: it must fit the end of the path, from the beginning of a name on.
  for (let at = 0; at >= 0;) {
    if (matchesPath(pattern, path.slice(at))) return true
    const slash = path.indexOf('/', at)
    at = slash < 0 ? -1 : slash + 1
  }
  return false
}

/**
 * `*` and `?` stay within a name, `**` crosses slashes. One row for each letter of the text, so that the time is
 * the product of the two lengths, whatever the pattern.
 */
export function matchesPath(pattern: string, text: string): boolean {
  const tokens = pattern.match(/\*\*|\[(?:!|\^)?\]?[^\]]*\]|\\.|[^]/g) ?? []
  let row = Array.from<boolean>({ length: tokens.length + 1 }).fill(false)
  row[0] = true
  const throughStars = (of: boolean[]): void => {
    tokens.forEach((token, at) => {
      if ((token === '*' || token === '**') && of[at]) of[at + 1] = true
    })
  }
  throughStars(row)
  for (const letter of text) {
    const next = Array.from<boolean>({ length: tokens.length + 1 }).fill(false)
    tokens.forEach((token, at) => {
      if (token === '**' || (token === '*' && letter !== '/')) {
        if (row[at] || row[at + 1]) next[at + 1] = true
        if (row[at]) next[at] = true
      } else if (row[at] && takes(token, letter)) next[at + 1] = true
    })
    throughStars(next)
    row = next
  }
  return row[tokens.length]!
}

function takes(token: string, letter: string): boolean {
  if (token === '?') return letter !== '/'
  if (token.startsWith('\\') && token.length === 2) return token[1] === letter
  if (!token.startsWith('[') || token.length < 3) return token === letter
  const negated = token[1] === '!' || token[1] === '^'
  const members = token.slice(negated ? 2 : 1, -1)
  let found = false
  for (let at = 0; at < members.length; at++) {
    const last = members[at + 1] === '-' && members[at + 2] ? members[at + 2]! : members[at]!
    if (letter >= members[at]! && letter <= last) found = true
    if (last !== members[at]) at += 2
  }
  return found !== negated && letter !== '/'
}
