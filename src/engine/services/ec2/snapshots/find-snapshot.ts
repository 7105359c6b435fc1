import { AwsError, fail, type Transaction } from '../../../kernel/index.ts'
import { isId } from '../ids.ts'
import type { SnapshotRecord } from './records.ts'

export const snapshotNotFound = (id: string) =>
  new AwsError('InvalidSnapshot.NotFound', `The snapshot '${id}' does not exist.`)

/** With AWS's blank at the end (errors.json). */
const malformedSnapshotId = (id: string) =>
  new AwsError('InvalidSnapshotID.Malformed', `Value ( ${id} ) for parameter SNAPSHOT is invalid. `)

export const checkSnapshotId = (id: string) => {
  if (!isId('snap', id)) throw malformedSnapshotId(id)
}

export const findSnapshot = (tx: Transaction, id: string): SnapshotRecord => {
  checkSnapshotId(id)
  return tx.get('ec2.snapshot', id) ?? fail(snapshotNotFound(id))
}
