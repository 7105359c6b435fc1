import type { DescribeParametersRequest, ParameterStringFilter } from '@aws-sdk/client-ssm'
import { validation } from '../errors.ts'
import { filtered } from '../filters.ts'
import { arnOf } from '../names.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../paging.ts'
import { latest, parametersKey } from '../parameters.ts'
import type { ParameterRecord, ParameterVersion } from '../records.ts'

const standardPage = 50

/** What is said of a version without its value. */
export const metadataOf = ({ name }: ParameterRecord, version: ParameterVersion) => ({
  Name: name,
  Type: version.type,
  ...(version.type === 'SecureString' && { KeyId: parametersKey }),
  LastModifiedDate: version.date,
  LastModifiedUser: version.user,
  ...(version.description !== undefined && { Description: version.description }),
  Version: version.version,
  Tier: version.tier,
  Policies: [],
  DataType: 'text',
})

export const describeParameters = operation('DescribeParameters', {
  decide(request, { tx, account, region }) {
    const { MaxResults = standardPage, NextToken, Shared } = request
    // Nobody shares parameters with this account.
    const own = Shared ? [] : tx.list('ssm.parameter')
    const found = filtered(own, filtersOf(request)).sort((a, b) => (a.name < b.name ? -1 : 1))
    const { page, more } = pageOf(found, ({ name }) => name, { MaxResults, NextToken })
    return {
      Parameters: page.map((record) => ({
        ...metadataOf(record, latest(record)),
        ARN: arnOf(account, region, record.name),
      })),
      ...more,
    }
  },
})

/** The older filters find what begins like their values. */
const filtersOf = ({
  Filters = [],
  ParameterFilters = [],
}: DescribeParametersRequest): ParameterStringFilter[] => {
  if (Filters.length > 0 && ParameterFilters.length > 0)
    throw validation('You can use either Filters or ParameterFilters in a single request.')
  return [
    ...ParameterFilters,
    ...Filters.map(({ Key, Values }) => ({
      Key,
      Values,
      ...(Key === 'Name' && { Option: 'BeginsWith' }),
    })),
  ]
}
