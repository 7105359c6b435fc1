import type { InstanceTypeInfo, NetworkInfo } from '@aws-sdk/client-ec2'
import type { InstanceType } from '../../../catalog/index.ts'

/** A type as DescribeInstanceTypes has it; t3.nano comes out as it was recorded. */
export const describeType = (type: InstanceType): InstanceTypeInfo => {
  const nitro = type.hypervisor === 'nitro'
  const arm = type.architectures.includes('arm64')
  const tpm = nitro && !arm
  const threads = type.processors / type.cores
  return {
    InstanceType: type.name as InstanceTypeInfo['InstanceType'],
    CurrentGeneration: true,
    FreeTierEligible: type.freeTier,
    SupportedUsageClasses: ['on-demand', 'spot'],
    SupportedRootDeviceTypes: ['ebs'],
    SupportedVirtualizationTypes: ['hvm'],
    BareMetal: false,
    Hypervisor: type.hypervisor,
    ProcessorInfo: {
      SupportedArchitectures: [...type.architectures],
      SustainedClockSpeedInGhz: type.clock,
      Manufacturer: type.manufacturer,
    },
    VCpuInfo: {
      DefaultVCpus: type.processors,
      DefaultCores: type.cores,
      DefaultThreadsPerCore: threads,
      ValidCores: Array.from({ length: type.cores }, (_, index) => index + 1),
      ValidThreadsPerCore: Array.from({ length: threads }, (_, index) => index + 1),
    },
    MemoryInfo: { SizeInMiB: type.memory },
    InstanceStorageSupported: false,
    EbsInfo: {
      EbsOptimizedSupport: type.ebs ? 'default' : 'unsupported',
      EncryptionSupport: 'supported',
      ...(type.ebs && {
        EbsOptimizedInfo: {
          BaselineBandwidthInMbps: type.ebs.baselineMbps,
          BaselineThroughputInMBps: type.ebs.baselineMbps / 8,
          BaselineIops: type.ebs.baselineIops,
          MaximumBandwidthInMbps: type.ebs.maximumMbps,
          MaximumThroughputInMBps: type.ebs.maximumMbps / 8,
          MaximumIops: type.ebs.maximumIops,
        },
      }),
      NvmeSupport: nitro ? 'required' : 'unsupported',
      MaximumEbsAttachments: type.attachments,
      AttachmentLimitType: type.attachmentLimit,
    },
    NetworkInfo: describeNetwork(type),
    PlacementGroupInfo: {
      SupportedStrategies: [...(type.clusterPlacement ? ['cluster'] : []), 'partition', 'spread'],
    },
    HibernationSupported: true,
    BurstablePerformanceSupported: type.burstable,
    DedicatedHostsSupported: type.dedicatedHosts,
    AutoRecoverySupported: true,
    SupportedBootModes: bootModesOf(type),
    NitroEnclavesSupport: 'unsupported',
    NitroTpmSupport: tpm ? 'supported' : 'unsupported',
    ...(tpm && { NitroTpmInfo: { SupportedVersions: ['2.0'] } }),
    PhcSupport: 'unsupported',
    RebootMigrationSupport: nitro ? 'supported' : 'unsupported',
    SupportedInRegion: true,
  } as InstanceTypeInfo
}

const bootModesOf = ({ hypervisor, architectures }: InstanceType) => {
  if (architectures.includes('arm64')) return ['uefi']
  return hypervisor === 'nitro' ? ['legacy-bios', 'uefi'] : ['legacy-bios']
}

const describeNetwork = ({ hypervisor, network }: InstanceType): NetworkInfo => {
  const nitro = hypervisor === 'nitro'
  return {
    NetworkPerformance: network.performance,
    MaximumNetworkInterfaces: network.interfaces,
    MaximumNetworkCards: 1,
    DefaultNetworkCardIndex: 0,
    NetworkCards: [
      {
        NetworkCardIndex: 0,
        NetworkPerformance: network.performance,
        MaximumNetworkInterfaces: network.interfaces,
        BaselineBandwidthInGbps: network.baselineGbps,
        PeakBandwidthInGbps: network.peakGbps,
        ...(nitro && { DefaultEnaQueueCountPerInterface: 2 }),
        InterfaceTypes: ['interface'],
      },
    ],
    Ipv4AddressesPerInterface: network.addresses,
    Ipv6AddressesPerInterface: network.addresses,
    Ipv6Supported: true,
    EnaSupport: nitro ? 'required' : 'unsupported',
    EfaSupported: false,
    EncryptionInTransitSupported: network.encrypted,
    EnaSrdSupported: false,
    FlexibleEnaQueuesSupport: 'unsupported',
    ConnectionTrackingConfiguration: {
      DefaultTcpEstablishedTimeout: 432_000,
      DefaultUdpTimeout: 30,
      DefaultUdpStreamTimeout: 180,
    },
    SecondaryNetworkSupported: false,
  } as NetworkInfo
}
