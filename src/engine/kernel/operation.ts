import type { AccessRule, Denial } from './access.ts'
import type { AwsError } from './aws-error.ts'
import type { Pace } from './clock.ts'
import type { RandomBytes } from './id.ts'
import type { Transaction } from './transaction.ts'

/** Who calls. */
export interface Principal {
  accountId: string
  arn: string
  userId: string
  /** Of temporary keys: policies, by their text, that limit what their holder may do. */
  sessionPolicies?: readonly string[]
}

/**
 * What the engine is joined to besides storage (hypervisor, devices…). Services that need one add it:
 * `declare module '../../kernel/operation.ts' { interface Facilities { hypervisor: Hypervisor } }`
 */
export interface Facilities {}

/** What an operation gets besides its input. */
export interface CallContext {
  readonly account: string
  readonly region: string
  readonly principal: Principal
  readonly requestId: string
  readonly facilities: Facilities
  readonly random: RandomBytes
  /** Engine time. */
  readonly now: Date
  /** An id of EC2's form: `newId('vol')`. */
  newId(prefix: string): string
  /** When something that takes AWS `milliseconds` will be done, at the account's pace. */
  after(milliseconds: number): number
  readonly pace: Pace
}

export interface DecideContext extends CallContext {
  readonly tx: Transaction
}

export interface PrepareContext extends CallContext {
  /** The records as they are, for reading; `decide` will see them again. */
  readonly tx: Transaction
  /** Commits changes of its own before the operation, for what stands for itself (a stock image's blocks). */
  commit<T>(body: (tx: Transaction) => T): Promise<T>
}

/**
 * The unit of the engine. `prepare` is asynchronous and repeatable: it loads and computes what `decide`
 * needs. `decide` is synchronous: it reads, validates, writes, and returns the output or throws an
 * AwsError; nothing else happens meanwhile, and a throw leaves nothing changed.
 */
export interface Operation<Input, Output, Prepared = unknown> {
  readonly name: string
  prepare?(input: Input, context: PrepareContext): Promise<Prepared>
  decide(input: Input, context: DecideContext, prepared: Prepared): Output
}

/** A service's alarms: what happens to `target` when its time has come. Deciding is all they do. */
export type AlarmHandler = (target: string, context: DecideContext) => void

/** An operation whatever its types: its input has been validated when it is called. */
export interface AnyOperation {
  readonly name: string
  prepare?(input: never, context: PrepareContext): Promise<unknown>
  decide(input: never, context: DecideContext, prepared: never): unknown
}

export interface Service {
  readonly name: string
  readonly operations: Record<string, AnyOperation>
  readonly alarms?: Record<string, AlarmHandler>
  /** Those that use what is inside a resource, and are no part of CloudTrail's event history. */
  readonly dataOperations?: readonly string[]
  /** What its operations ask of the caller; without it, `service:Operation` on `*`. */
  readonly accesses?: AccessRule
  /** How it turns somebody away; without it, by AccessDeniedException. */
  denied?(denial: Denial): AwsError
}

type CommandOf<Package, Name extends string> = `${Name}Command` extends keyof Package
  ? Package[`${Name}Command`] extends abstract new (...args: never[]) => infer Command
    ? Command
    : never
  : never

/** Types of an operation, taken from the AWS SDK's package: nothing is retyped. */
export type OperationInput<Package, Name extends string> =
  CommandOf<Package, Name> extends { input: infer Input } ? Input : never

export type OperationOutput<Package, Name extends string> =
  CommandOf<Package, Name> extends {
    resolveMiddleware: (...args: never[]) => (...args: never[]) => Promise<infer Result>
  }
    ? Result extends { output: infer Output }
      ? Omit<Output, '$metadata'>
      : never
    : never

/**
 * Declares operations of one SDK package:
 * `const operation = operationsOf<typeof import('@aws-sdk/client-ec2')>()`, then
 * `export const createSnapshot = operation('CreateSnapshot', { decide: … })`.
 */
export const operationsOf =
  <Package>() =>
  <Name extends string, Prepared = undefined>(
    name: Name,
    parts: Omit<Operation<OperationInput<Package, Name>, OperationOutput<Package, Name>, Prepared>, 'name'>,
  ): Operation<OperationInput<Package, Name>, OperationOutput<Package, Name>, Prepared> => ({
    name,
    ...parts,
  })
