import { AwsError, fail, type Transaction } from '../../../kernel/index.ts'
import { malformedId } from '../errors.ts'
import { checkId } from '../ids.ts'
import type { InstanceRecord } from './records.ts'

const malformedInstanceId = malformedId('InvalidInstanceID.Malformed', 'i')

const instancesNotFound = (ids: readonly string[]) =>
  new AwsError(
    'InvalidInstanceID.NotFound',
    ids.length === 1
      ? `The instance ID '${ids[0]}' does not exist`
      : `The instance IDs '${ids.join(', ')}' do not exist`,
  )

export const findInstance = (
  tx: Transaction,
  id: string,
  malformed: (id: string) => AwsError = malformedInstanceId,
): InstanceRecord => findInstances(tx, [id], malformed)[0]!

/** All of them, or an error that names those which are missing. */
export const findInstances = (
  tx: Transaction,
  ids: readonly string[],
  malformed: (id: string) => AwsError = malformedInstanceId,
): InstanceRecord[] => {
  const unique = [...new Set(ids)]
  for (const id of unique) checkId('i', id, malformed)
  const missing = unique.filter((id) => !tx.get('ec2.instance', id))
  if (missing.length > 0) fail(instancesNotFound(missing))
  return unique.map((id) => tx.get('ec2.instance', id)!)
}
