/** Compares versions as dpkg does: epoch, upstream version, revision; `~` sorts before the end. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [split(left), split(right)]
  return a.epoch - b.epoch || compareParts(a.upstream, b.upstream) || compareParts(a.revision, b.revision)
}

function split(text: string): { epoch: number; upstream: string; revision: string } {
  const colon = text.indexOf(':')
  const rest = text.slice(colon + 1)
  const dash = rest.lastIndexOf('-')
  return {
    epoch: colon < 0 ? 0 : Number(text.slice(0, colon)) || 0,
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    revision: dash < 0 ? '' : rest.slice(dash + 1),
  }
}

const isDigit = (char: string | undefined): boolean => char !== undefined && char >= '0' && char <= '9'

const weight = (char: string | undefined): number => {
  if (char === '~') return -1
  if (char === undefined || isDigit(char)) return 0
  return /[a-zA-Z]/.test(char) ? char.charCodeAt(0) : char.charCodeAt(0) + 256
}

/** Parts that are no digits by their letters, digits by their value, in turn. */
function compareParts(left: string, right: string): number {
  let [a, b] = [0, 0]
  while (a < left.length || b < right.length) {
    while ((a < left.length && !isDigit(left[a])) || (b < right.length && !isDigit(right[b]))) {
      const difference = weight(left[a]) - weight(right[b])
      if (difference !== 0) return difference
      if (!isDigit(left[a])) a++
      if (!isDigit(right[b])) b++
    }
    const numbers = [left, right].map((text, index) => /^\d*/.exec(text.slice(index === 0 ? a : b))![0])
    const difference = Number(numbers[0]) - Number(numbers[1])
    if (difference !== 0) return difference
    a += numbers[0]!.length
    b += numbers[1]!.length
  }
  return 0
}
