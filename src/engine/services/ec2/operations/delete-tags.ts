import { operation } from '../operation.ts'
import { findTagged } from '../tagged-resources.ts'
import { withoutTags } from '../tags.ts'

export const deleteTags = operation('DeleteTags', {
  decide({ Resources = [], Tags }, { tx }) {
    for (const id of Resources) {
      const resource = findTagged(tx, id)
      resource.retag(withoutTags(resource.tags, Tags))
    }
    return {}
  },
})
