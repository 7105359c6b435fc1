export { groupBy } from './group-by.ts'
export type { Access, AccessContext, AccessRule, Denial } from './access.ts'
export { AwsError, type AwsErrorOptions, fail } from './aws-error.ts'
export { type Pace, pacedDelay, type TimeSource } from './clock.ts'
export { newAccessKeyId, newPrincipalId, newSecret, newUuid, type RandomBytes } from './id.ts'
export type { CallRecord, CallSort, CallSource, CallTrace } from './call-record.ts'
export { type Call, Kernel, type KernelOptions } from './kernel.ts'
export {
  type AlarmHandler,
  type CallContext,
  type DecideContext,
  type Facilities,
  type Operation,
  operationsOf,
  type PrepareContext,
  type Principal,
  type Service,
} from './operation.ts'
export type { Kind, RecordChange, RecordKinds, Scope } from './records.ts'
export { systemTime } from './system-time.ts'
export type { Transaction } from './transaction.ts'
