import { AwsError, fail, type Transaction } from '../../../kernel/index.ts'
import type { SubnetRecord } from './records.ts'

const subnetNotFound = (id: string) =>
  new AwsError('InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`)

export const findSubnet = (tx: Transaction, id: string): SubnetRecord =>
  tx.get('ec2.subnet', id) ?? fail(subnetNotFound(id))

const vpcNotFound = (id: string) => new AwsError('InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`)

export const findVpc = (tx: Transaction, id: string) => tx.get('ec2.vpc', id) ?? fail(vpcNotFound(id))
