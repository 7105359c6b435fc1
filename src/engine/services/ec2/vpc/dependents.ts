import { AwsError } from '../../../kernel/index.ts'

/** `The vpc 'vpc-…' has dependencies and cannot be deleted.` */
export const hasDependencies = (what: string, id: string) =>
  new AwsError('DependencyViolation', `The ${what} '${id}' has dependencies and cannot be deleted.`)
