import { instanceTypeNamed, instanceTypes } from '../../../catalog/index.ts'
import { AwsError } from '../../../kernel/index.ts'
import { byMember, filterBy } from '../filters.ts'
import { describeType } from '../instances/describe-type.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'

const unknownTypes = (names: readonly string[]) =>
  new AwsError(
    'InvalidInstanceType',
    `The following supplied instance types do not exist: [${names.join(', ')}]`,
  )

export const describeInstanceTypes = operation('DescribeInstanceTypes', {
  decide({ InstanceTypes = [], Filters, MaxResults, NextToken }) {
    const unknown = InstanceTypes.filter((name) => !instanceTypeNamed(name))
    if (unknown.length > 0) throw unknownTypes(unknown)
    const given = InstanceTypes.length > 0
    const asked = given ? InstanceTypes.map((name) => instanceTypeNamed(name)!) : instanceTypes
    const found = filterBy(asked.map(describeType), Filters, {
      ...byMember(
        [
          'dedicated-hosts-supported',
          'ebs-info.attachment-limit-type',
          'ebs-info.maximum-ebs-attachments',
          'ebs-info.ebs-optimized-info.baseline-bandwidth-in-mbps',
          'ebs-info.ebs-optimized-info.baseline-iops',
          'ebs-info.ebs-optimized-info.baseline-throughput-in-mbps',
          'ebs-info.ebs-optimized-info.maximum-bandwidth-in-mbps',
          'ebs-info.ebs-optimized-info.maximum-iops',
          'ebs-info.ebs-optimized-info.maximum-throughput-in-mbps',
          'ebs-info.ebs-optimized-support',
          'ebs-info.encryption-support',
          'ebs-info.nvme-support',
          'hibernation-supported',
          'instance-storage-info.disk.count',
          'instance-storage-info.disk.size-in-gb',
          'instance-storage-info.disk.type',
          'instance-storage-info.encryption-support',
          'instance-storage-info.nvme-support',
          'instance-storage-info.total-size-in-gb',
          'network-info.bandwidth-weightings',
          'network-info.efa-info.maximum-efa-interfaces',
          'network-info.efa-supported',
          'network-info.ena-support',
          'network-info.flexible-ena-queues-support',
          'network-info.encryption-in-transit-supported',
          'network-info.ipv4-addresses-per-interface',
          'network-info.ipv6-addresses-per-interface',
          'network-info.ipv6-supported',
          'network-info.maximum-network-cards',
          'network-info.maximum-network-interfaces',
          'network-info.network-performance',
          'nitro-enclaves-support',
          'nitro-tpm-support',
          'nitro-tpm-info.supported-versions',
          'processor-info.sustained-clock-speed-in-ghz',
          'processor-info.supported-features',
          'reboot-migration-support',
          'vcpu-info.default-cores',
          'vcpu-info.default-threads-per-core',
          'vcpu-info.valid-cores',
          'vcpu-info.valid-threads-per-core',
        ],
        {
          'baseline-throughput-in-mbps': 'BaselineThroughputInMBps',
          'maximum-throughput-in-mbps': 'MaximumThroughputInMBps',
          'vcpu-info': 'VCpuInfo',
        },
      ),
      'supported-boot-mode': (type) => type.SupportedBootModes,
      'auto-recovery-supported': (type) => type.AutoRecoverySupported,
      'bare-metal': (type) => type.BareMetal,
      'burstable-performance-supported': (type) => type.BurstablePerformanceSupported,
      'current-generation': (type) => type.CurrentGeneration,
      'free-tier-eligible': (type) => type.FreeTierEligible,
      hypervisor: (type) => type.Hypervisor,
      'instance-storage-supported': (type) => type.InstanceStorageSupported,
      'instance-type': (type) => type.InstanceType,
      'memory-info.size-in-mib': (type) => type.MemoryInfo?.SizeInMiB,
      'processor-info.supported-architecture': (type) => type.ProcessorInfo?.SupportedArchitectures,
      'supported-root-device-type': (type) => type.SupportedRootDeviceTypes,
      'supported-usage-class': (type) => type.SupportedUsageClasses,
      'supported-virtualization-type': (type) => type.SupportedVirtualizationTypes,
      'vcpu-info.default-vcpus': (type) => type.VCpuInfo?.DefaultVCpus,
    })
    const { page, ...more } = paginate(found, {
      idOf: (type) => type.InstanceType!,
      MaxResults,
      NextToken,
      ids: { name: 'instanceTypesSet', given },
      most: 100,
    })
    return { InstanceTypes: page, ...more }
  },
})
