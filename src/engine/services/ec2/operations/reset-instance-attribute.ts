import { AwsError } from '../../../kernel/index.ts'
import { invalidParameter } from '../errors.ts'
import { findInstance } from '../instances/find-instance.ts'
import { operation } from '../operation.ts'

/** Today's instances have no kernel or RAM disk of their own to go back to: the check of addresses has. */
export const resetInstanceAttribute = operation('ResetInstanceAttribute', {
  decide({ InstanceId = '', Attribute }, { tx }) {
    const { NetworkInterfaceId } = findInstance(tx, InstanceId)
    if (Attribute === 'kernel' || Attribute === 'ramdisk')
      throw new AwsError('UnsupportedOperation', 'Sandcloud has no kernels and RAM disks of their own.')
    if (Attribute !== 'sourceDestCheck')
      throw invalidParameter(
        `Value (${String(Attribute)}) for parameter attribute is invalid. It cannot be reset.`,
      )
    const eni = tx.get('ec2.network-interface', NetworkInterfaceId)
    if (eni) tx.put('ec2.network-interface', NetworkInterfaceId, { ...eni, sourceDestCheck: true })
    return {}
  },
})
