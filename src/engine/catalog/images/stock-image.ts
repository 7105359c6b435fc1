import { sha256 } from '@noble/hashes/sha2.js'

/** A stock image: in every region under an id of its own. */
export interface StockImage {
  /** What the hypervisor builds: 'al2023', 'ubuntu-24.04-arm64'. */
  build: string
  imageId: string
  snapshotId: string
  region: string
  ownerId: string
  name: string
  description: string
  architecture: 'x86_64' | 'arm64'
  creationDate: string
  deprecationTime: string
  /** In GiB. */
  size: number
  volumeType: 'gp2' | 'gp3'
  rootDeviceName: string
  bootMode: 'uefi' | 'uefi-preferred'
  /** It asks for version 2 of the metadata service. */
  imdsSupport: boolean
  freeTierEligible: boolean
  /** Instance store that it would use where a type has any. */
  ephemeral: readonly string[]
  /** SSM parameters that name it, with their version and the date of their last change. */
  parameters: readonly string[]
  parameterVersion: number
  parameterDate: Date
  sourceImageId?: string
}

/** Ids that nobody has recorded are made up, once and for all. */
export const madeUpId = (prefix: 'ami' | 'snap', name: string, region: string): string => {
  const digest = sha256(new TextEncoder().encode(`${name} ${prefix} ${region}`))
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${prefix}-0${hex.slice(0, 16)}`
}

/** The date of a name that ends in one: `20251212` is `2025-12-12`. */
export const dateOf = (stamp: string): string =>
  `${stamp.slice(0, 4)}-${stamp.slice(4, 6)}-${stamp.slice(6, 8)}`

/** Canonical and Debian let their images be deprecated after two years. */
export const twoYearsAfter = (date: string): string => `${Number(date.slice(0, 4)) + 2}${date.slice(4)}`
