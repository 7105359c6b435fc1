import type { CreateNetworkInterfaceRequest } from '@aws-sdk/client-ec2'
import { regionNamed } from '../../../catalog/index.ts'
import {
  AwsError,
  type DecideContext,
  fail,
  type RandomBytes,
  type Transaction,
} from '../../../kernel/index.ts'
import { addressesOf } from '../../../network/interfaces.ts'
import { cidrSize, formatIpv4, parseCidr, parseIpv4 } from '../../../network/ipv4.ts'
import { invalidCombination, invalidParameter } from '../errors.ts'
import type { SubnetRecord } from './records.ts'

/** The first four addresses of a subnet and the last are AWS's. */
const reservedFirst = 4
const reserved = 5

const takenIn = (tx: Transaction, subnetId: string): string[] =>
  tx
    .list('ec2.network-interface')
    .filter((each) => each.SubnetId === subnetId)
    .flatMap((each) => addressesOf(each).map(({ PrivateIpAddress }) => PrivateIpAddress))

export const availableAddresses = (tx: Transaction, subnet: SubnetRecord): number =>
  cidrSize(parseCidr(subnet.CidrBlock)!) - reserved - takenIn(tx, subnet.SubnetId).length

/** What a new interface asks for: its first address, those after it, and how many more of any. */
export interface WantedAddresses {
  privateAddress?: string
  secondaryAddresses?: readonly string[]
  secondaryCount?: number
}

type AddressRequest = Pick<
  CreateNetworkInterfaceRequest,
  'PrivateIpAddress' | 'PrivateIpAddresses' | 'SecondaryPrivateIpAddressCount'
>

/** The addresses that a request for a new interface names, in any of its ways. */
export const addressesAsked = (asked: AddressRequest, otherwise?: string): WantedAddresses => {
  const listed = asked.PrivateIpAddresses ?? []
  const named = (primary: boolean) =>
    listed.flatMap(({ Primary = false, PrivateIpAddress }) =>
      Primary === primary && PrivateIpAddress ? PrivateIpAddress : [],
    )
  const primaries = [...(asked.PrivateIpAddress ? [asked.PrivateIpAddress] : []), ...named(true)]
  if (primaries.length > 1) throw invalidCombination('Only one primary private IP address can be specified.')
  const [privateAddress = otherwise] = primaries
  const secondaryCount = asked.SecondaryPrivateIpAddressCount ?? 0
  if (secondaryCount < 0)
    throw invalidParameter(`Invalid value '${secondaryCount}' for secondaryPrivateIpAddressCount.`)
  return {
    ...(privateAddress && { privateAddress }),
    secondaryAddresses: named(false),
    secondaryCount,
  }
}

export const addressCount = ({ secondaryAddresses = [], secondaryCount = 0 }: WantedAddresses): number =>
  1 + secondaryAddresses.length + secondaryCount

/** Addresses of the subnet for one interface, the first one first: those asked for, if they can be had, or free ones. */
export const privateAddresses = (
  { tx, random }: Pick<DecideContext, 'tx' | 'random'>,
  subnet: SubnetRecord,
  { privateAddress, secondaryAddresses = [], secondaryCount = 0 }: WantedAddresses,
): string[] => {
  const taken = new Set(takenIn(tx, subnet.SubnetId))
  const asked = [...(privateAddress ? [privateAddress] : []), ...secondaryAddresses]
  for (const address of asked) {
    checkInSubnet(subnet, address)
    if (taken.has(address)) throw new AwsError('InvalidIPAddress.InUse', `Address ${address} is in use.`)
    taken.add(address)
  }
  const dealt = freeAddresses(random, subnet, taken, (privateAddress ? 0 : 1) + secondaryCount)
  if (!dealt)
    throw new AwsError(
      'InsufficientFreeAddressesInSubnet',
      `There are not enough free addresses in subnet '${subnet.SubnetId}' to satisfy the requested number of instances.`,
    )
  return privateAddress ? [...asked, ...dealt] : [dealt[0]!, ...asked, ...dealt.slice(1)]
}

/** More addresses of the subnet for an interface that is there already. */
export const moreAddresses = (
  { tx, random }: Pick<DecideContext, 'tx' | 'random'>,
  subnet: SubnetRecord,
  count: number,
): string[] =>
  freeAddresses(random, subnet, new Set(takenIn(tx, subnet.SubnetId)), count) ??
  fail(
    new AwsError(
      'InsufficientFreeAddressesInSubnet',
      'The specified subnet does not have enough free addresses to satisfy the request.',
    ),
  )

/** Free private addresses of the subnet, anywhere in it, as AWS deals them; undefined if there are too few. */
const freeAddresses = (
  random: RandomBytes,
  subnet: SubnetRecord,
  taken: Set<string>,
  count: number,
): string[] | undefined => {
  const block = parseCidr(subnet.CidrBlock)!
  const usable = cidrSize(block) - reserved
  if (taken.size + count > usable) return undefined
  return Array.from({ length: count }, () => {
    let place = randomBelow(random, usable)
    for (;;) {
      const address = formatIpv4(block.base + reservedFirst + place)
      place = (place + 1) % usable
      if (taken.has(address)) continue
      taken.add(address)
      return address
    }
  })
}

/** Throws unless the address is one of the subnet's that may be given away. */
export const checkInSubnet = (subnet: SubnetRecord, address: string) => {
  const block = parseCidr(subnet.CidrBlock)!
  const value = parseIpv4(address)
  if (value === undefined) throw invalidParameter(`invalid value for parameter address: ${address}`)
  if (value < block.base + reservedFirst || value >= block.base + cidrSize(block) - 1)
    throw invalidParameter(`Address ${address} does not fall within the subnet's address range`)
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
