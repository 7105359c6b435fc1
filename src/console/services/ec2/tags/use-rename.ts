import type { Tag } from '@aws-sdk/client-ec2'
import { useSaveTags } from './use-save-tags.ts'

/** Sets the Name of a resource; an empty one takes the tag away. */
export const useRename = <T extends { Tags?: Tag[] | undefined }>(idOf: (item: T) => string) => {
  const save = useSaveTags()
  return async (item: T, _column: string, name: string): Promise<void> => {
    const before = item.Tags ?? []
    const others = before.filter(({ Key }) => Key !== 'Name')
    await save.run(idOf(item), before, name ? [...others, { Key: 'Name', Value: name }] : others)
  }
}
