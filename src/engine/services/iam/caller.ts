import { whoIs } from '../../identity/index.ts'
import type { DecideContext } from '../../kernel/index.ts'
import { validationError } from './errors.ts'

/** Left out, the name is the caller's own. */
export const nameOrOwn = ({ principal }: DecideContext, name: string | undefined): string => {
  if (name !== undefined) return name
  const who = whoIs(principal)
  if (who.type === 'User') return who.name
  throw validationError('Must specify userName when calling with non-User credentials')
}

/** A user's long-lived keys. */
export const keysOf = (tx: DecideContext['tx'], { Arn }: { Arn: string }) =>
  tx.list('iam.access-key').filter((key) => !key.sessionToken && key.principal.arn === Arn)
