import { incorrectState } from '../errors.ts'
import { associationWith, describeAssociation } from '../instance-profiles/association.ts'
import { profileNamed } from '../instance-profiles/find-profile.ts'
import { findInstance } from '../instances/find-instance.ts'
import { operation } from '../operation.ts'

export const associateIamInstanceProfile = operation('AssociateIamInstanceProfile', {
  decide({ InstanceId = '', IamInstanceProfile = {} }, context) {
    const { tx } = context
    const instance = findInstance(tx, InstanceId)
    const profile = profileNamed(tx, IamInstanceProfile)
    if (instance.profile) throw incorrectState(`There is an existing association for instance ${InstanceId}`)
    if (instance.state === 'terminated' || instance.state === 'shutting-down')
      throw incorrectState(`The instance '${InstanceId}' is not in a valid state for this operation.`)
    const changed = { ...instance, profile: associationWith(context, profile) }
    tx.put('ec2.instance', InstanceId, changed)
    return { IamInstanceProfileAssociation: describeAssociation(changed, 'associating') }
  },
})
