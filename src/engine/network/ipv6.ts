/** An IPv6 block in its shortest spelling (RFC 5952) with the host bits cleared; undefined if it is none. */
export const canonicalIpv6Cidr = (text: string): string | undefined => {
  const [address = '', length = '', ...rest] = text.split('/')
  const groups = parse(address)
  if (!groups || rest.length > 0 || !/^\d{1,3}$/.test(length) || Number(length) > 128) return undefined
  const masked = groups.map((group, index) => {
    const bits = Math.min(16, Math.max(0, Number(length) - index * 16))
    return group & (0xffff << (16 - bits)) & 0xffff
  })
  return `${format(masked)}/${Number(length)}`
}

const parse = (text: string): number[] | undefined => {
  const halves = text.split('::')
  if (halves.length > 2 || text.length > 39) return undefined
  const [left, right] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const given = [...left!, ...(right ?? [])]
  if (given.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined
  if (right ? given.length > 7 : given.length !== 8) return undefined
  const zeros = Array.from({ length: 8 - given.length }, () => '0')
  return [...left!, ...zeros, ...(right ?? [])].map((group) => Number.parseInt(group, 16))
}

/** The longest run of two or more zeros is left out. */
const format = (groups: readonly number[]): string => {
  let best = { start: 0, length: 1 }
  for (let start = 0; start < 8; start++) {
    let length = 0
    while (start + length < 8 && groups[start + length] === 0) length++
    if (length > best.length) best = { start, length }
  }
  const hex = groups.map((group) => group.toString(16))
  if (best.length < 2) return hex.join(':')
  return `${hex.slice(0, best.start).join(':')}::${hex.slice(best.start + best.length).join(':')}`
}
