/** The figures in which instance types differ; what they have in common is said where they are described. */
export interface InstanceType {
  name: string
  hypervisor: 'xen' | 'nitro'
  freeTier: boolean
  processors: number
  cores: number
  /** In MiB. */
  memory: number
  clock: number
  network: {
    performance: string
    baselineGbps?: number
    peakGbps?: number
    interfaces: number
    addresses: number
  }
  /** Bandwidth to EBS, where it is guaranteed: in Mbit/s and operations a second, baseline and burst. */
  ebs?: { baselineMbps: number; baselineIops: number; maximumMbps: number; maximumIops: number }
  attachments: number
}

const t3 = (
  size: string,
  memory: number,
  ebs: [baselineMbps: number, baselineIops: number],
  network: [baselineGbps: number, interfaces: number, addresses: number],
): InstanceType => ({
  name: `t3.${size}`,
  hypervisor: 'nitro',
  freeTier: size === 'micro' || size === 'small',
  processors: 2,
  cores: 1,
  memory,
  clock: 2.5,
  network: {
    performance: 'Up to 5 Gigabit',
    baselineGbps: network[0],
    peakGbps: 5,
    interfaces: network[1],
    addresses: network[2],
  },
  ebs: { baselineMbps: ebs[0], baselineIops: ebs[1], maximumMbps: 2085, maximumIops: 11_800 },
  attachments: 27,
})

/** From AWS's pages on instance types and EBS optimisation; t3.nano is as recorded. */
export const instanceTypes: readonly InstanceType[] = [
  {
    name: 't2.micro',
    hypervisor: 'xen',
    freeTier: false,
    processors: 1,
    cores: 1,
    memory: 1024,
    clock: 2.5,
    network: {
      performance: 'Low to Moderate',
      baselineGbps: 0.064,
      peakGbps: 1.024,
      interfaces: 2,
      addresses: 2,
    },
    attachments: 39,
  },
  t3('nano', 512, [43, 250], [0.032, 2, 2]),
  t3('micro', 1024, [87, 500], [0.064, 2, 2]),
  t3('small', 2048, [174, 1000], [0.128, 3, 4]),
  t3('medium', 4096, [347, 2000], [0.256, 3, 6]),
]

const byName = new Map(instanceTypes.map((type) => [type.name, type]))

export const instanceTypeNamed = (name: string): InstanceType | undefined => byName.get(name)

/** use1-az3 is old and has none of the current types: learners meet this as us-east-1e. */
export const zoneHasTypes = (zoneId: string) => zoneId !== 'use1-az3'
