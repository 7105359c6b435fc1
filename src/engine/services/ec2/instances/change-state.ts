import type { InstanceStateChange } from '@aws-sdk/client-ec2'
import { AwsError, type Transaction } from '../../../kernel/index.ts'
import { stateOf } from './describe-instance.ts'
import type { InstanceRecord } from './records.ts'

/** The answer of start, stop and terminate: the state before and the one that was entered. */
export const stateChange = (tx: Transaction, before: InstanceRecord): InstanceStateChange => ({
  InstanceId: before.InstanceId,
  CurrentState: stateOf(tx.get('ec2.instance', before.InstanceId)!),
  PreviousState: stateOf(before),
})

export const cannotStart = (id: string) =>
  new AwsError(
    'IncorrectInstanceState',
    `The instance '${id}' is not in a state from which it can be started.`,
  )

/** Note the differing first word: it is AWS's. */
export const cannotStop = (id: string) =>
  new AwsError(
    'IncorrectInstanceState',
    `This instance '${id}' is not in a state from which it can be stopped.`,
  )

export const isProtected = (id: string, attribute: 'disableApiTermination' | 'disableApiStop') =>
  new AwsError(
    'OperationNotPermitted',
    `The instance '${id}' may not be ${attribute === 'disableApiStop' ? 'stopped' : 'terminated'}. Modify its '${attribute}' instance attribute and try again.`,
  )

/** A change that needs a stopped instance. */
export const notStopped = (id: string) =>
  new AwsError('IncorrectInstanceState', `The instance '${id}' is not in the 'stopped' state.`)

export const wrongState = (id: string) =>
  new AwsError('IncorrectInstanceState', `The instance '${id}' is not in a valid state for this operation.`)
