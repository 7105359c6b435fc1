/** Whether a name fits a pattern with stars and question marks: without a regular expression, in linear time. */
export function packageNamed(pattern: string, name: string): boolean {
  let [at, of] = [0, 0]
  let [star, mark] = [-1, 0]
  while (of < name.length) {
    if (at < pattern.length && (pattern[at] === '?' || pattern[at] === name[of]) && pattern[at] !== '*') {
      at++
      of++
    } else if (pattern[at] === '*') {
      star = at++
      mark = of
    } else if (star >= 0) {
      at = star + 1
      of = ++mark
    } else return false
  }
  while (pattern[at] === '*') at++
  return at === pattern.length
}
