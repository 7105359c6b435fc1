import { madeBefore, rememberToken } from '../client-tokens.ts'
import { missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { findVpc } from '../vpc/find-subnet.ts'
import { describeNetworkAcl, findNetworkAcl } from '../vpc/network-acls.ts'

/** It lets nothing through until it has rules, and is no subnet's until it is associated. */
export const createNetworkAcl = operation('CreateNetworkAcl', {
  decide(request, context) {
    const { tx, newId } = context
    if (!request.VpcId) throw missingParameter('vpcId')
    const { VpcId } = findVpc(tx, request.VpcId)
    const Tags = tagsFor('network-acl', request.TagSpecifications)
    const call = { operation: 'CreateNetworkAcl', input: request }
    const answer = (id: string) => ({
      NetworkAcl: describeNetworkAcl(tx, findNetworkAcl(tx, id)),
      ...(request.ClientToken && { ClientToken: request.ClientToken }),
    })
    const [before] = madeBefore(context, call) ?? []
    if (before) return answer(before)
    const NetworkAclId = newId('acl')
    tx.put('ec2.network-acl', NetworkAclId, { NetworkAclId, VpcId, IsDefault: false, entries: [], Tags })
    rememberToken(context, call, [NetworkAclId])
    return answer(NetworkAclId)
  },
})
