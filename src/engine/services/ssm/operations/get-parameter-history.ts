import { operation } from '../operation.ts'
import { pageOf } from '../paging.ts'
import { describe, findOwn } from '../parameters.ts'
import { metadataOf } from './describe-parameters.ts'

const standardPage = 50

export const getParameterHistory = operation('GetParameterHistory', {
  decide({ Name, WithDecryption = false, MaxResults = standardPage, NextToken }, context) {
    const record = findOwn(context, Name)
    const { page, more } = pageOf(record.versions, ({ version }) => String(version), {
      MaxResults,
      NextToken,
    })
    return {
      Parameters: page.map((version) => ({
        ...metadataOf(record, version),
        Value: describe(context, record, version, WithDecryption).Value,
        Labels: [],
      })),
      ...more,
    }
  },
})
