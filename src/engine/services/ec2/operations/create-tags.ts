import { operation } from '../operation.ts'
import { findTagged } from '../tagged-resources.ts'
import { checkUnique, withTags } from '../tags.ts'

export const createTags = operation('CreateTags', {
  decide({ Resources = [], Tags = [] }, { tx }) {
    checkUnique(Tags)
    for (const id of Resources) {
      const resource = findTagged(tx, id)
      resource.retag(withTags(resource.tags, Tags))
    }
    return {}
  },
})
