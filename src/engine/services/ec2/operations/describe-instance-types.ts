import { instanceTypeNamed, instanceTypes } from '../../../catalog/index.ts'
import { AwsError } from '../../../kernel/index.ts'
import { filterBy } from '../filters.ts'
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
