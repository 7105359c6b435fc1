import type { TagDescription } from '@aws-sdk/client-ec2'
import { filterBy, type FilterTable } from '../filters.ts'
import { omit } from '../omit.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'
import { allTagged } from '../tagged-resources.ts'

const filters: FilterTable<TagDescription> = {
  key: (tag) => tag.Key,
  'resource-id': (tag) => tag.ResourceId,
  'resource-type': (tag) => tag.ResourceType,
  value: (tag) => tag.Value,
}

export const describeTags = operation('DescribeTags', {
  decide({ Filters, MaxResults, NextToken }, { tx }) {
    const tags = allTagged(tx).flatMap(({ id, type, tags }) =>
      tags.map(({ Key, Value }): TagDescription => ({ Key, ResourceId: id, ResourceType: type, Value })),
    )
    // `tag:Name` looks for a tag of that key, like everywhere.
    const found = filterBy(
      tags.map((tag) => ({ ...tag, Tags: [tag] })),
      Filters,
      filters,
    )
    const { page, ...more } = paginate(
      found.map((tag) => omit(tag, 'Tags')),
      {
        idOf: (tag) => `${tag.ResourceId} ${tag.Key}`,
        MaxResults,
        NextToken,
      },
    )
    return { Tags: page, ...more }
  },
})
