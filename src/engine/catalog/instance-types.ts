/** The figures in which instance types differ; what they have in common is said where they are described. */
export interface InstanceType {
  name: string
  hypervisor: 'xen' | 'nitro'
  architectures: readonly ('i386' | 'x86_64' | 'arm64')[]
  manufacturer: 'Intel' | 'AWS'
  freeTier: boolean
  /** Earns and spends CPU credits. */
  burstable: boolean
  processors: number
  cores: number
  /** In MiB. */
  memory: number
  clock: number
  network: {
    performance: string
    baselineGbps: number
    peakGbps: number
    interfaces: number
    addresses: number
    encrypted: boolean
  }
  /** Bandwidth to EBS, where it is guaranteed: in Mbit/s and operations a second, baseline and burst. */
  ebs?: { baselineMbps: number; baselineIops: number; maximumMbps: number; maximumIops: number }
  attachments: number
  /** Whether network interfaces count among the attachments. */
  attachmentLimit: 'shared' | 'dedicated'
  dedicatedHosts: boolean
  clusterPlacement: boolean
}

type Network = [baselineGbps: number, interfaces: number, addresses: number]
type Ebs = [baselineMbps: number, baselineIops: number, maximumMbps?: number, maximumIops?: number]

const ebsOf = ([baselineMbps, baselineIops, maximumMbps = 2085, maximumIops = 11_800]: Ebs) => ({
  baselineMbps,
  baselineIops,
  maximumMbps,
  maximumIops,
})

const nitro = {
  hypervisor: 'nitro',
  architectures: ['x86_64'],
  manufacturer: 'Intel',
  freeTier: false,
  burstable: false,
  processors: 2,
  cores: 1,
  attachments: 27,
  attachmentLimit: 'shared',
  dedicatedHosts: true,
  clusterPlacement: true,
} as const

const t2 = (
  size: string,
  processors: number,
  memory: number,
  clock: number,
  network: Network,
): InstanceType => ({
  name: `t2.${size}`,
  hypervisor: 'xen',
  architectures: ['i386', 'x86_64'],
  manufacturer: 'Intel',
  freeTier: false,
  burstable: true,
  processors,
  cores: processors,
  memory,
  clock,
  network: {
    performance: 'Low to Moderate',
    baselineGbps: network[0],
    peakGbps: 1.024,
    interfaces: network[1],
    addresses: network[2],
    encrypted: false,
  },
  attachments: 39,
  attachmentLimit: 'dedicated',
  dedicatedHosts: false,
  clusterPlacement: false,
})

const t3 = (size: string, memory: number, ebs: Ebs, network: Network): InstanceType => ({
  ...nitro,
  name: `t3.${size}`,
  freeTier: size === 'micro' || size === 'small',
  burstable: true,
  memory,
  clock: 2.5,
  network: {
    performance: 'Up to 5 Gigabit',
    baselineGbps: network[0],
    peakGbps: 5,
    interfaces: network[1],
    addresses: network[2],
    encrypted: false,
  },
  ebs: ebsOf(ebs),
  clusterPlacement: false,
})

/** Graviton: without hyperthreading, every virtual processor is a core. */
const t4g = (size: string, memory: number, ebs: Ebs, network: Network): InstanceType => ({
  ...t3(size, memory, ebs, network),
  name: `t4g.${size}`,
  architectures: ['arm64'],
  manufacturer: 'AWS',
  cores: 2,
  dedicatedHosts: false,
})

/** The `large` of a family: two virtual processors, three interfaces of ten addresses. */
const large = (
  family: string,
  memory: number,
  clock: number,
  ebs: Ebs,
  gigabit: { baseline: number; peak: number },
): InstanceType => ({
  ...nitro,
  name: `${family}.large`,
  memory,
  clock,
  network: {
    performance: `Up to ${gigabit.peak} Gigabit`,
    baselineGbps: gigabit.baseline,
    peakGbps: gigabit.peak,
    interfaces: 3,
    addresses: 10,
    encrypted: false,
  },
  ebs: ebsOf(ebs),
})

/** The seventh generation has places of their own for volumes, and encrypts between instances. */
const seventh = (family: string, memory: number): InstanceType => {
  const type = large(family, memory, 3.2, [650, 3600, 10_000, 40_000], { baseline: 0.781, peak: 12.5 })
  return {
    ...type,
    network: { ...type.network, encrypted: true },
    attachments: 32,
    attachmentLimit: 'dedicated',
  }
}

const fifth = { baseline: 0.75, peak: 10 }

/** From AWS's pages on instance types and EBS optimisation; t3.nano is as recorded. */
export const instanceTypes: readonly InstanceType[] = [
  t2('micro', 1, 1024, 2.5, [0.064, 2, 2]),
  t2('small', 1, 2048, 2.5, [0.128, 3, 4]),
  t2('medium', 2, 4096, 2.3, [0.256, 3, 6]),
  t3('nano', 512, [43, 250], [0.032, 2, 2]),
  t3('micro', 1024, [87, 500], [0.064, 2, 2]),
  t3('small', 2048, [174, 1000], [0.128, 3, 4]),
  t3('medium', 4096, [347, 2000], [0.256, 3, 6]),
  t3('large', 8192, [695, 4000, 2780, 15_700], [0.512, 3, 12]),
  t4g('micro', 1024, [87, 500], [0.064, 2, 2]),
  t4g('small', 2048, [174, 1000], [0.128, 3, 4]),
  large('m5', 8192, 3.1, [650, 3600, 4750, 18_750], fifth),
  seventh('m7i', 8192),
  large('c5', 4096, 3.4, [650, 4000, 4750, 20_000], fifth),
  seventh('c7i', 4096),
  large('r5', 16_384, 3.1, [650, 3600, 4750, 18_750], fifth),
]

const byName = new Map(instanceTypes.map((type) => [type.name, type]))

export const instanceTypeNamed = (name: string): InstanceType | undefined => byName.get(name)

/** use1-az3 is old and has none of the current types: learners meet this as us-east-1e. */
export const zoneHasTypes = (zoneId: string) => zoneId !== 'use1-az3'
