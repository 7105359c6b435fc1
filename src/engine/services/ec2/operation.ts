import { AwsError, operationsOf } from '../../kernel/index.ts'

const declare = operationsOf<typeof import('@aws-sdk/client-ec2')>()

const dryRunOperation = () =>
  new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', { status: 412 })

/**
 * Declares an operation of EC2. A dry run decides like any other call and then throws, which undoes what it
 * did: so it answers exactly the errors that the real call would.
 */
export const operation: typeof declare = (name, parts) =>
  declare(name, {
    ...parts,
    decide(input, context, prepared) {
      const output = parts.decide(input, context, prepared)
      if ((input as { DryRun?: boolean }).DryRun) throw dryRunOperation()
      return output
    },
  })
