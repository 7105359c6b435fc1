import { AwsError } from '../../../kernel/index.ts'
import { type Cidr, formatCidr, parseCidr } from '../../../network/ipv4.ts'
import { invalidParameter } from '../errors.ts'

/** A block in its canonical form: host bits are dropped without a word, as AWS does. */
export const canonicalCidr = (text: string, parameter: string): string => {
  const cidr = parseCidr(text)
  if (!cidr)
    throw invalidParameter(
      `Value (${text}) for parameter ${parameter} is invalid. This is not a valid CIDR block.`,
    )
  return formatCidr(cidr)
}

export const rangeError = (code: 'InvalidVpc.Range' | 'InvalidSubnet.Range', cidr: string) =>
  new AwsError(code, `The CIDR '${cidr}' is invalid.`)

/** VPCs and subnets have from 16 to 65,536 addresses. */
export const hasFairSize = (cidr: string) => {
  const { length } = parseCidr(cidr)!
  return length >= 16 && length <= 28
}

const lastOf = ({ base, length }: Cidr) => base + 2 ** (32 - length) - 1

export const within = (outer: string, inner: string): boolean => {
  const [a, b] = [parseCidr(outer)!, parseCidr(inner)!]
  return b.base >= a.base && lastOf(b) <= lastOf(a)
}

export const overlap = (one: string, other: string): boolean => {
  const [a, b] = [parseCidr(one)!, parseCidr(other)!]
  return a.base <= lastOf(b) && b.base <= lastOf(a)
}
