import { associationWith, describeAssociation, findAssociation } from '../instance-profiles/association.ts'
import { profileNamed } from '../instance-profiles/find-profile.ts'
import { operation } from '../operation.ts'

/** The instance is never without a profile meanwhile. */
export const replaceIamInstanceProfileAssociation = operation('ReplaceIamInstanceProfileAssociation', {
  decide({ AssociationId, IamInstanceProfile = {} }, context) {
    const { tx } = context
    const instance = findAssociation(tx, AssociationId)
    const profile = profileNamed(tx, IamInstanceProfile)
    const changed = { ...instance, profile: associationWith(context, profile) }
    tx.put('ec2.instance', instance.InstanceId, changed)
    return { IamInstanceProfileAssociation: describeAssociation(changed, 'associating') }
  },
})
