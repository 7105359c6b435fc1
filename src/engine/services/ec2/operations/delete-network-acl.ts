import { invalidParameter, missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { hasDependencies } from '../vpc/dependents.ts'
import { findNetworkAcl, subnetsOf } from '../vpc/network-acls.ts'

export const deleteNetworkAcl = operation('DeleteNetworkAcl', {
  decide({ NetworkAclId }, { tx }) {
    if (!NetworkAclId) throw missingParameter('networkAclId')
    const acl = findNetworkAcl(tx, NetworkAclId)
    if (acl.IsDefault) throw invalidParameter(`Cannot delete default network ACL ${NetworkAclId}`)
    if (subnetsOf(tx, acl).length > 0) throw hasDependencies('networkAcl', NetworkAclId)
    tx.delete('ec2.network-acl', NetworkAclId)
    return {}
  },
})
