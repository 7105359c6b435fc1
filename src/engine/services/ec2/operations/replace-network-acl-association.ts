import { AwsError, fail } from '../../../kernel/index.ts'
import { invalidParameter, missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { findNetworkAcl } from '../vpc/network-acls.ts'

const associationNotFound = (id: string) =>
  new AwsError('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`)

/** A subnet always has one ACL: it gets another, and the association another id. */
export const replaceNetworkAclAssociation = operation('ReplaceNetworkAclAssociation', {
  decide({ AssociationId, NetworkAclId }, { tx, newId }) {
    if (!AssociationId) throw missingParameter('associationId')
    if (!NetworkAclId) throw missingParameter('networkAclId')
    const subnet =
      tx.list('ec2.subnet').find((each) => each.AclAssociationId === AssociationId) ??
      fail(associationNotFound(AssociationId))
    const acl = findNetworkAcl(tx, NetworkAclId)
    if (acl.VpcId !== subnet.VpcId)
      throw invalidParameter(
        `Network ACL ${NetworkAclId} and subnet ${subnet.SubnetId} belong to different networks`,
      )
    const NewAssociationId = newId('aclassoc')
    tx.put('ec2.subnet', subnet.SubnetId, { ...subnet, NetworkAclId, AclAssociationId: NewAssociationId })
    return { NewAssociationId }
  },
})
