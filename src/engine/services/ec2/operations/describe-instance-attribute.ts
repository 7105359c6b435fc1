import type { InstanceAttribute } from '@aws-sdk/client-ec2'
import type { Transaction } from '../../../kernel/index.ts'
import { invalidParameter } from '../errors.ts'
import { describeInstance } from '../instances/describe-instance.ts'
import { findInstance } from '../instances/find-instance.ts'
import type { InstanceRecord } from '../instances/records.ts'
import { operation } from '../operation.ts'

type Reader = (instance: InstanceRecord, tx: Transaction) => Omit<InstanceAttribute, 'InstanceId'>

const attributes: Record<string, Reader> = {
  blockDeviceMapping: (instance, tx) => ({
    BlockDeviceMappings: describeInstance(tx, instance).BlockDeviceMappings,
  }),
  disableApiStop: (instance) => ({ DisableApiStop: { Value: instance.DisableApiStop } }),
  disableApiTermination: (instance) => ({
    DisableApiTermination: { Value: instance.DisableApiTermination },
  }),
  ebsOptimized: (instance) => ({ EbsOptimized: { Value: instance.EbsOptimized } }),
  enaSupport: () => ({ EnaSupport: { Value: true } }),
  groupSet: (instance, tx) => ({ Groups: describeInstance(tx, instance).SecurityGroups }),
  instanceInitiatedShutdownBehavior: (instance) => ({
    InstanceInitiatedShutdownBehavior: { Value: instance.InstanceInitiatedShutdownBehavior },
  }),
  instanceType: (instance) => ({ InstanceType: { Value: instance.InstanceType } }),
  rootDeviceName: (instance) => ({ RootDeviceName: { Value: instance.RootDeviceName } }),
  enclaveOptions: () => ({ EnclaveOptions: { Enabled: false } }),
  kernel: () => ({ KernelId: {} }),
  productCodes: () => ({ ProductCodes: [] }),
  ramdisk: () => ({ RamdiskId: {} }),
  sourceDestCheck: ({ NetworkInterfaceId }, tx) => ({
    SourceDestCheck: { Value: tx.get('ec2.network-interface', NetworkInterfaceId)?.sourceDestCheck ?? true },
  }),
  sriovNetSupport: () => ({ SriovNetSupport: { Value: 'simple' } }),
  userData: ({ UserData }) => ({ UserData: UserData === undefined ? {} : { Value: UserData } }),
}

export const describeInstanceAttribute = operation('DescribeInstanceAttribute', {
  decide(
    { InstanceId = '', Attribute = '' }: { InstanceId?: string | undefined; Attribute?: string | undefined },
    { tx },
  ) {
    const instance = findInstance(tx, InstanceId)
    const read = Object.hasOwn(attributes, Attribute) ? attributes[Attribute] : undefined
    if (!read)
      throw invalidParameter(`Value (${Attribute}) for parameter attribute is invalid. Unknown attribute.`)
    return { InstanceId, ...read(instance, tx) }
  },
})
