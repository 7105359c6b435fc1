import type { Tag } from '@aws-sdk/client-ssm'
import { AwsError } from '../../kernel/index.ts'

const most = 50

export const withTags = (before: readonly Tag[], added: readonly Tag[] = []): Tag[] => {
  const tags = new Map([...before, ...added].map(({ Key, Value }) => [Key, Value]))
  if (tags.size > most)
    throw new AwsError('TooManyTagsError', `The number of tags exceeds the limit of ${most}.`)
  return [...tags].map(([Key, Value]) => ({ Key, Value }))
}
