import type { IamInstanceProfileSpecification } from '@aws-sdk/client-ec2'
import { fail, type RecordKinds, type Transaction } from '../../../kernel/index.ts'
import { invalidCombination, invalidParameter } from '../errors.ts'

export type Profile = RecordKinds['iam.instance-profile']

/** Profiles are IAM's, and global; a launch names one by ARN or by name. */
export const findProfile = (
  tx: Transaction,
  { Arn, Name }: IamInstanceProfileSpecification,
): Profile | undefined => {
  const global = tx.in('global')
  if (Arn) return global.list('iam.instance-profile').find((profile) => profile.Arn === Arn)
  return Name ? global.get('iam.instance-profile', Name) : undefined
}

export const profileNamed = (tx: Transaction, specification: IamInstanceProfileSpecification): Profile => {
  if (specification.Arn && specification.Name)
    throw invalidCombination(
      "The parameter 'iamInstanceProfile.name' may not be used in combination with 'iamInstanceProfile.arn'",
    )
  return findProfile(tx, specification) ?? fail(invalidProfile(specification))
}

const invalidProfile = ({ Arn, Name = '' }: IamInstanceProfileSpecification) =>
  invalidParameter(
    Arn
      ? `Value (${Arn}) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN`
      : `Value (${Name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`,
  )
