import { operationsOf } from '../../kernel/index.ts'

const declare = operationsOf<typeof import('@aws-sdk/client-iam')>()

/** Declares an operation of IAM. The service is global: its records are not the caller's region's. */
export const operation: typeof declare = (name, parts) =>
  declare(name, {
    ...parts,
    decide: (input, context, prepared) =>
      parts.decide(input, { ...context, tx: context.tx.in('global') }, prepared),
  })
