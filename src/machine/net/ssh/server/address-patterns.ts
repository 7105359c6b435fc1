import { matchesStars } from '../../../star-pattern.ts'

const numberOf = (address: string): number | undefined => {
  const parts = address.split('.').map(Number)
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part < 256))) return undefined
  return parts.reduce((sum, part) => sum * 256 + part, 0)
}

/** `10.0.0.0/8`, or a pattern with stars. */
function fitsAddress(pattern: string, address: string): boolean {
  const [network = '', length] = pattern.split('/')
  if (length === undefined) return matchesStars(pattern, address)
  const [own, base] = [numberOf(address), numberOf(network)]
  const bits = Number(length)
  if (own === undefined || base === undefined || !(bits >= 0 && bits <= 32)) return false
  const size = 2 ** (32 - bits)
  return Math.floor(own / size) === Math.floor(base / size)
}

/** A pattern list of ssh: one of them fits, and none with `!` before it does. */
export function fitsList(patterns: readonly string[], fits: (pattern: string) => boolean): boolean {
  if (patterns.some((pattern) => pattern.startsWith('!') && fits(pattern.slice(1)))) return false
  return patterns.some((pattern) => !pattern.startsWith('!') && fits(pattern))
}

export const addressFits = (patterns: readonly string[], address: string): boolean =>
  fitsList(patterns, (pattern) => fitsAddress(pattern, address))
