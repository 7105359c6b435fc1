import { AwsError, type Transaction } from '../../../kernel/index.ts'
import { missingParameter } from '../errors.ts'

/** Names are free of each other's way in one account and region. */
export const checkImageName = (tx: Transaction, name: string | undefined): string => {
  if (!name) throw missingParameter('Name')
  if (!/^[A-Za-z0-9()[\] ./\-'@_]{3,128}$/.test(name))
    throw new AwsError(
      'InvalidAMIName.Malformed',
      "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, '(', ')', '.', '-', '/' and '_'",
    )
  const taken = tx.list('ec2.image').find((image) => image.Name === name)
  if (taken)
    throw new AwsError(
      'InvalidAMIName.Duplicate',
      `AMI name ${name} is already in use by AMI ${taken.ImageId}`,
    )
  return name
}
