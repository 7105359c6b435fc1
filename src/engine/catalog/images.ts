import { sha256 } from '@noble/hashes/sha2.js'
import { regions } from './regions.ts'

/** A stock image: AWS's own, in every region under an id of its own. */
export interface StockImage {
  /** What the hypervisor builds: 'al2023'. */
  build: string
  imageId: string
  snapshotId: string
  region: string
  name: string
  description: string
  creationDate: string
  deprecationTime: string
  /** In GiB. */
  size: number
  rootDeviceName: string
  /** SSM parameters that name it, with their version and the date of their last change. */
  parameters: readonly string[]
  parameterVersion: number
  parameterDate: Date
  sourceImageId: string
}

export const amazonAccountId = '137112412989'

const parameterRoot = '/aws/service/ami-amazon-linux-latest'
const recorded = { imageId: 'ami-0fef201115eefe936', snapshotId: 'snap-0dfe6a58a4239667b' }

/** The ids of the other regions are made up, once and for all. */
const idIn = (region: string, prefix: string) => {
  const digest = sha256(new TextEncoder().encode(`al2023 ${prefix} ${region}`))
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${prefix}-0${hex.slice(0, 16)}`
}

/** aws-facts 1.2: Amazon Linux 2023 as it was described in September 2026. */
const amazonLinux = (region: string): StockImage => ({
  build: 'al2023',
  imageId: region === 'us-east-1' ? recorded.imageId : idIn(region, 'ami'),
  snapshotId: region === 'us-east-1' ? recorded.snapshotId : idIn(region, 'snap'),
  region,
  name: 'al2023-ami-2023.12.20260918.0-kernel-6.18-x86_64',
  description: 'Amazon Linux 2023 AMI 2023.12.20260918.0 x86_64 HVM kernel-6.18',
  creationDate: '2026-09-18T04:42:40.000Z',
  deprecationTime: '2026-12-17T04:44:00.000Z',
  size: 8,
  rootDeviceName: '/dev/xvda',
  parameters: [
    `${parameterRoot}/al2023-ami-kernel-default-x86_64`,
    `${parameterRoot}/al2023-ami-kernel-6.18-x86_64`,
  ],
  parameterVersion: 189,
  parameterDate: new Date('2026-09-18T23:28:00.583Z'),
  sourceImageId: 'ami-075d448db8fb256af',
})

export const stockImages: readonly StockImage[] = regions.map(({ name }) => amazonLinux(name))

export const stockImagesIn = (region: string) => stockImages.filter((image) => image.region === region)
