import type { IamInstanceProfileAssociationState } from '@aws-sdk/client-ec2'
import { AwsError, type DecideContext, fail, type Transaction } from '../../../kernel/index.ts'
import type { InstanceRecord } from '../instances/records.ts'
import { wholeSeconds } from '../whole-seconds.ts'
import type { Profile } from './find-profile.ts'

type Association = NonNullable<InstanceRecord['profile']>
export type Associated = InstanceRecord & { profile: Association }

export const associationWith = ({ newId, now }: DecideContext, profile: Profile): Association => ({
  AssociationId: newId('iip-assoc'),
  Arn: profile.Arn,
  Id: profile.InstanceProfileId,
  Timestamp: wholeSeconds(now),
})

/** Instances that have a profile; what is terminated has none any more. */
export const associated = (tx: Transaction): Associated[] =>
  tx
    .list('ec2.instance')
    .filter((instance): instance is Associated => !!instance.profile && instance.state !== 'terminated')

export const findAssociation = (tx: Transaction, id = ''): Associated =>
  associated(tx).find(({ profile }) => profile.AssociationId === id) ?? fail(associationNotFound(id))

const associationNotFound = (id: string) =>
  new AwsError('InvalidAssociationID.NotFound', `An invalid association-id of '${id}' was given`)

export const describeAssociation = (
  { InstanceId, profile }: Associated,
  State: IamInstanceProfileAssociationState,
) => ({
  AssociationId: profile.AssociationId,
  InstanceId,
  IamInstanceProfile: { Arn: profile.Arn, Id: profile.Id },
  State,
})
