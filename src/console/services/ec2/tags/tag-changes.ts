import type { Tag } from '@aws-sdk/client-ec2'

export interface TagChanges {
  put: Tag[]
  remove: Tag[]
}

/** What must be put and removed to come from one set of tags to another. */
export const tagChanges = (before: readonly Tag[], after: readonly Tag[]): TagChanges => {
  const valueBefore = new Map(before.map(({ Key, Value }) => [Key, Value ?? '']))
  const keysAfter = new Set(after.map(({ Key }) => Key))
  return {
    put: after.filter(({ Key, Value }) => valueBefore.get(Key) !== (Value ?? '')),
    remove: before.filter(({ Key }) => !keysAfter.has(Key)).map(({ Key }) => ({ Key })),
  }
}
