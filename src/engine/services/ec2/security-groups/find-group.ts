import { AwsError, fail, type Transaction } from '../../../kernel/index.ts'
import { malformedId } from '../errors.ts'
import { checkId } from '../ids.ts'
import type { SecurityGroupRecord } from './records.ts'

const malformedGroupId = malformedId('InvalidGroupId.Malformed', 'sg')

export const groupNotFound = (id: string) =>
  new AwsError('InvalidGroup.NotFound', `The security group '${id}' does not exist`)

export const groupNotInVpc = (name: string, vpcId: string, isDefault: boolean) =>
  new AwsError(
    'InvalidGroup.NotFound',
    `The security group '${name}' does not exist in ${isDefault ? 'default VPC' : 'VPC'} '${vpcId}'`,
  )

export const groupById = (tx: Transaction, id: string): SecurityGroupRecord =>
  tx.get('ec2.security-group', checkId('sg', id, malformedGroupId)) ?? fail(groupNotFound(id))

/** Names are unique in their VPC, whatever the case. */
export const groupNamed = (tx: Transaction, vpcId: string, name: string): SecurityGroupRecord | undefined =>
  tx
    .list('ec2.security-group')
    .find((group) => group.VpcId === vpcId && group.GroupName.toLowerCase() === name.toLowerCase())

export const groupByName = (tx: Transaction, name: string): SecurityGroupRecord => {
  const vpc = defaultVpc(tx)
  return groupNamed(tx, vpc.VpcId, name) ?? fail(groupNotInVpc(name, vpc.VpcId, true))
}

export const defaultVpc = (tx: Transaction) =>
  tx.list('ec2.vpc').find((vpc) => vpc.IsDefault) ??
  fail(new AwsError('VPCIdNotSpecified', 'No default VPC for this user'))
