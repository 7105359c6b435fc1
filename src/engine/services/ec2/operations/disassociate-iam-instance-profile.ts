import { describeAssociation, findAssociation } from '../instance-profiles/association.ts'
import { omit } from '../omit.ts'
import { operation } from '../operation.ts'

export const disassociateIamInstanceProfile = operation('DisassociateIamInstanceProfile', {
  decide({ AssociationId }, { tx }) {
    const instance = findAssociation(tx, AssociationId)
    tx.put('ec2.instance', instance.InstanceId, omit(instance, 'profile'))
    return { IamInstanceProfileAssociation: describeAssociation(instance, 'disassociating') }
  },
})
