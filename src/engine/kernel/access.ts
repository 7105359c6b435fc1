import type { Principal } from './operation.ts'
import type { Transaction } from './transaction.ts'

/** One thing that a caller must be allowed to do. */
export interface Access {
  /** `ec2:StartInstances` */
  readonly action: string
  /** An ARN, or `*` for what has none. */
  readonly resource: string
  /** Condition keys beyond those of every request, in lower case. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>
}

export interface AccessContext {
  readonly account: string
  readonly region: string
  readonly principal: Principal
  readonly tx: Transaction
}

/** What an operation asks of its caller: all of it must be allowed. */
export type AccessRule = (operation: string, input: unknown, context: AccessContext) => readonly Access[]

/** Why somebody was turned away, for the service's own words. */
export interface Denial {
  /** `User: … is not authorized to perform: …` */
  readonly sentence: string
  readonly access: Access
  /** What DecodeAuthorizationMessage takes. */
  readonly encoded: string
}
