import { AwsError, type DecideContext, fail } from '../../../kernel/index.ts'
import { operation } from '../operation.ts'
import type { ParameterRecord } from '../records.ts'
import { withTags } from '../tags.ts'

interface Named {
  ResourceType: string | undefined
  ResourceId: string | undefined
}

/** Of what Systems Manager tags, parameters are here. */
const tagged = ({ tx }: DecideContext, { ResourceType, ResourceId = '' }: Named): ParameterRecord => {
  const found = ResourceType === 'Parameter' ? tx.get('ssm.parameter', ResourceId) : undefined
  return (
    found ??
    fail(
      new AwsError(
        'InvalidResourceId',
        'The resource ID is not valid. Verify that you entered the correct ID and try again.',
      ),
    )
  )
}

export const addTagsToResource = operation('AddTagsToResource', {
  decide(request, context) {
    const record = tagged(context, request)
    context.tx.put('ssm.parameter', record.name, { ...record, tags: withTags(record.tags, request.Tags) })
    return {}
  },
})

export const removeTagsFromResource = operation('RemoveTagsFromResource', {
  decide(request, context) {
    const record = tagged(context, request)
    const tags = record.tags.filter(({ Key }) => !request.TagKeys?.includes(Key!))
    context.tx.put('ssm.parameter', record.name, { ...record, tags })
    return {}
  },
})

export const listTagsForResource = operation('ListTagsForResource', {
  decide: (request, context) => ({ TagList: [...tagged(context, request).tags] }),
})
