import { AwsError, fail, type Transaction } from '../../../kernel/index.ts'
import { missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { freePublicAddress } from '../vpc/addresses.ts'
import { disassociate, findPublicIp } from '../vpc/elastic-ips.ts'
import { interfacesOf } from '../../../network/interfaces.ts'
import type { NetworkInterfaceRecord } from '../vpc/records.ts'

const associationNotFound = (id: string) =>
  new AwsError('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`)

/** Whether it is the only interface of a running instance. */
const runsAlone = (tx: Transaction, { Attachment }: NetworkInterfaceRecord) =>
  Attachment !== undefined &&
  tx.get('ec2.instance', Attachment.InstanceId)?.state === 'running' &&
  interfacesOf(tx, Attachment.InstanceId).length === 1

/** An instance that was launched with an address of Amazon's pool gets one again, once it has none. */
export const disassociateAddress = operation('DisassociateAddress', {
  decide({ AssociationId, PublicIp }, context) {
    const { tx } = context
    if (!AssociationId && !PublicIp) throw missingParameter('AssociationId')
    const address = AssociationId
      ? (tx.list('ec2.address').find((each) => each.association?.AssociationId === AssociationId) ??
        fail(associationNotFound(AssociationId)))
      : findPublicIp(tx, PublicIp!)
    if (!address.association) return {}
    const { NetworkInterfaceId, PrivateIpAddress } = address.association
    if (tx.get('ec2.network-interface', NetworkInterfaceId)?.InterfaceType === 'nat_gateway')
      throw new AwsError(
        'OperationNotPermitted',
        'You do not have permission to access the specified resource.',
      )
    disassociate(tx, address.AllocationId)
    const eni = tx.get('ec2.network-interface', NetworkInterfaceId)
    if (eni?.associatePublicIp && eni.PrivateIpAddress === PrivateIpAddress && runsAlone(tx, eni))
      tx.put('ec2.network-interface', NetworkInterfaceId, { ...eni, PublicIp: freePublicAddress(context) })
    return {}
  },
})
