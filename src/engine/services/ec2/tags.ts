import type { ResourceType, Tag, TagSpecification } from '@aws-sdk/client-ec2'
import { AwsError } from '../../kernel/index.ts'
import { invalidParameter, notTaggable } from './errors.ts'

export type Tags = readonly Tag[]

const limit = 50

/** The tags that a request gives to what it creates. `allowed` are the types that it creates. */
export const tagsFor = (
  type: ResourceType,
  specifications: readonly TagSpecification[] | undefined,
  allowed: readonly ResourceType[] = [type],
): Tags => {
  const specified = new Map<ResourceType, readonly Tag[]>()
  for (const { ResourceType, Tags = [] } of specifications ?? []) {
    if (!ResourceType) throw invalidParameter('Tag specification resource type must have a value')
    if (!allowed.includes(ResourceType)) throw notTaggable(ResourceType)
    if (specified.has(ResourceType))
      throw invalidParameter(
        'The same resource type may not be specified more than once in tag specifications',
      )
    specified.set(ResourceType, Tags)
  }
  for (const tags of specified.values()) checkUnique(tags)
  return withTags([], specified.get(type) ?? [])
}

/** One request gives a key to a resource once. */
export const checkUnique = (tags: readonly Tag[]) => {
  const keys = new Set<string>()
  for (const { Key = '' } of tags) {
    if (keys.has(Key)) throw invalidParameter(`Duplicate tag key '${Key}' specified.`)
    keys.add(Key)
  }
}

/** Later values replace earlier ones; the order is that of the keys' first coming. */
export const withTags = (before: Tags, added: readonly Tag[]): Tags => {
  const tags = new Map(before.map((tag) => [tag.Key!, tag.Value ?? '']))
  for (const { Key = '', Value = '' } of added) {
    checkTag(Key, Value)
    tags.set(Key, Value)
  }
  if (tags.size > limit)
    throw new AwsError('TagLimitExceeded', `You have reached the maximum number of tags (${limit}).`)
  return [...tags].map(([Key, Value]) => ({ Key, Value }))
}

/** A tag without a value is deleted whatever its value; no tags at all delete every one. */
export const withoutTags = (before: Tags, removed: readonly Tag[] | undefined): Tags =>
  removed === undefined || removed.length === 0
    ? []
    : before.filter(
        (tag) =>
          !removed.some(({ Key, Value }) => Key === tag.Key && (Value === undefined || Value === tag.Value)),
      )

const checkTag = (key: string, value: string) => {
  if (key === '')
    throw invalidParameter("Value ( '' ) for parameter Tag key is invalid. Tag key cannot be null or empty.")
  if (key.toLowerCase().startsWith('aws:'))
    throw invalidParameter("Tag keys starting with 'aws:' are reserved for internal use")
  if (key.length > 128) throw invalidParameter(`Tag key exceeds the maximum length of 128 characters`)
  if (value.length > 256) throw invalidParameter(`Tag value exceeds the maximum length of 256 characters`)
}

export const tagMember = (tags: Tags): { Tags?: Tag[] } => (tags.length > 0 ? { Tags: [...tags] } : {})
