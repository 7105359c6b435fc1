import { regionNamed } from '../../../catalog/index.ts'
import { AwsError, type DecideContext, type RandomBytes, type Transaction } from '../../../kernel/index.ts'
import { cidrSize, formatIpv4, parseCidr, parseIpv4 } from '../../../network/ipv4.ts'
import { invalidParameter } from '../errors.ts'
import type { SubnetRecord } from './records.ts'

/** The first four addresses of a subnet and the last are AWS's. */
const reservedFirst = 4
const reserved = 5

const interfacesIn = (tx: Transaction, subnetId: string) =>
  tx.list('ec2.network-interface').filter((each) => each.SubnetId === subnetId)

export const availableAddresses = (tx: Transaction, subnet: SubnetRecord): number =>
  cidrSize(parseCidr(subnet.CidrBlock)!) - reserved - interfacesIn(tx, subnet.SubnetId).length

/** A free private address of the subnet, anywhere in it: as AWS deals them. */
const freePrivateAddress = (tx: Transaction, random: RandomBytes, subnet: SubnetRecord): string => {
  const block = parseCidr(subnet.CidrBlock)!
  const usable = cidrSize(block) - reserved
  const taken = new Set(interfacesIn(tx, subnet.SubnetId).map((each) => each.PrivateIpAddress))
  if (taken.size >= usable)
    throw new AwsError(
      'InsufficientFreeAddressesInSubnet',
      `There are not enough free addresses in subnet '${subnet.SubnetId}' to satisfy the requested number of instances.`,
    )
  let place = randomBelow(random, usable)
  for (;;) {
    const address = formatIpv4(block.base + reservedFirst + place)
    if (!taken.has(address)) return address
    place = (place + 1) % usable
  }
}

/** The address that the caller asked for, if it can be had, or a free one. */
export const privateAddress = (
  { tx, random }: Pick<DecideContext, 'tx' | 'random'>,
  subnet: SubnetRecord,
  wanted: string | undefined,
): string => {
  if (!wanted) return freePrivateAddress(tx, random, subnet)
  if (!isUsable(subnet, wanted))
    throw invalidParameter(`Address ${wanted} does not fall within the subnet's address range`)
  if (interfacesIn(tx, subnet.SubnetId).some((each) => each.PrivateIpAddress === wanted))
    throw new AwsError('InvalidIPAddress.InUse', `Address ${wanted} is in use.`)
  return wanted
}

const isUsable = (subnet: SubnetRecord, address: string): boolean => {
  const block = parseCidr(subnet.CidrBlock)!
  const value = parseIpv4(address)
  if (value === undefined) return false
  return value >= block.base + reservedFirst && value < block.base + cidrSize(block) - 1
}

/** A public address out of Amazon's pool for the region that nobody else has. */
export const freePublicAddress = ({ tx, random, region }: DecideContext): string => {
  const ranges = regionNamed(region)!.publicRanges.map((range) => parseCidr(range)!)
  const owners = [...tx.everywhere('ec2.network-interface'), ...tx.everywhere('ec2.address')]
  const taken = new Set(owners.map(({ record }) => record.PublicIp))
  for (;;) {
    const range = ranges[randomBelow(random, ranges.length)]!
    const address = formatIpv4(range.base + randomBelow(random, cidrSize(range)))
    // .0 and .255 look odd, and old systems refuse them.
    if (!taken.has(address) && !/\.(0|255)$/.test(address)) return address
  }
}

export const newMacAddress = (random: RandomBytes): string =>
  ['0e', 'ff', ...Array.from(random(4), (byte) => byte.toString(16).padStart(2, '0'))].join(':')

const randomBelow = (random: RandomBytes, limit: number): number => {
  let value = 0
  for (const byte of random(6)) value = value * 256 + byte
  return value % limit
}
