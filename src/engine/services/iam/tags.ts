import type { Tag } from '@aws-sdk/client-iam'
import { quotaExceeded } from './errors.ts'

const limit = 50

/** Later values replace earlier ones. */
export const withTags = (before: readonly Tag[], added: readonly Tag[] = []): Tag[] => {
  const tags = new Map(before.map((tag) => [tag.Key!, tag]))
  for (const { Key, Value } of added) tags.set(Key!, { Key, Value })
  if (tags.size > limit) throw quotaExceeded('TagsPerResource', limit)
  return [...tags.values()]
}

export const withoutTags = (before: readonly Tag[], keys: readonly string[] = []): Tag[] =>
  before.filter(({ Key }) => !keys.includes(Key!))
