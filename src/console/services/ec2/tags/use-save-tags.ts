import type { Tag } from '@aws-sdk/client-ec2'
import { useAction } from '../../../data/index.ts'
import { tagChanges } from './tag-changes.ts'

/** Brings the tags of one resource from what they were to what they shall be. */
export const useSaveTags = () =>
  useAction(
    {
      failure: 'Failed to manage tags',
      success: (id: string) => ({ text: `Successfully updated the tags of ${id}` }),
    },
    async ({ call }, id: string, before: readonly Tag[], after: readonly Tag[]) => {
      const { put, remove } = tagChanges(before, after)
      if (remove.length > 0) await call('ec2', 'DeleteTags', { Resources: [id], Tags: remove })
      if (put.length > 0) await call('ec2', 'CreateTags', { Resources: [id], Tags: put })
      return id
    },
  )
