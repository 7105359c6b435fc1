/** A dotted address as a number; undefined if it is none. */
export const parseIpv4 = (text: string): number | undefined => {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  if (!match) return undefined
  let value = 0
  for (const part of match.slice(1)) {
    if (Number(part) > 255 || (part.length > 1 && part.startsWith('0'))) return undefined
    value = value * 256 + Number(part)
  }
  return value
}

export const formatIpv4 = (address: number): string =>
  [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.')

export interface Cidr {
  /** With the host bits cleared. */
  base: number
  length: number
}

export const parseCidr = (text: string): Cidr | undefined => {
  const [address, length, ...rest] = text.split('/')
  const base = parseIpv4(address!)
  if (base === undefined || rest.length > 0 || !/^\d{1,2}$/.test(length ?? '') || Number(length) > 32)
    return undefined
  return { base: masked(base, Number(length)), length: Number(length) }
}

export const formatCidr = ({ base, length }: Cidr) => `${formatIpv4(base)}/${length}`

export const cidrContains = (cidr: string, address: string): boolean => {
  const range = parseCidr(cidr)
  const value = parseIpv4(address)
  return range !== undefined && value !== undefined && masked(value, range.length) === range.base
}

/** Number of addresses in the block. */
export const cidrSize = ({ length }: Cidr) => 2 ** (32 - length)

const masked = (address: number, length: number) =>
  length === 0 ? 0 : (address & (-1 << (32 - length))) >>> 0
