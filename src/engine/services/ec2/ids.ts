import { AwsError, fail } from '../../kernel/index.ts'

/** EC2's ids: a prefix with 8 hex digits before 2016, 17 since. All zeros count as malformed. */
export const isId = (prefix: string, id: string) =>
  id.startsWith(`${prefix}-`) &&
  /^([0-9a-f]{8}|[0-9a-f]{17})$/.test(id.slice(prefix.length + 1)) &&
  !/^0+$/.test(id.slice(prefix.length + 1))

/** Each call has its own dialect of "malformed": the error is the caller's. */
export const checkId = (prefix: string, id: string, malformed: (id: string) => AwsError) =>
  isId(prefix, id) ? id : fail(malformed(id))
