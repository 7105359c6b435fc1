import type { Parameter } from '@aws-sdk/client-ssm'
import { AwsError } from '../../../kernel/index.ts'
import { validation } from '../errors.ts'
import { filtered, isBelow } from '../filters.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../paging.ts'
import { describe, latest } from '../parameters.ts'
import { publicParameter, publicParameterNames } from '../public-parameters.ts'

const standardPage = 10

/** What lies right below a path, or anywhere below it. */
export const getParametersByPath = operation('GetParametersByPath', {
  decide(request, context) {
    const { Path = '', Recursive = false, ParameterFilters, MaxResults = standardPage, NextToken } = request
    const { tx, region } = context
    if (!Path.startsWith('/'))
      throw validation(
        'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive).',
      )
    const isOf = (name: string) => isBelow(name, Path, Recursive)
    const theirs = publicParameterNames(region)
      .filter(isOf)
      .map((name): Parameter => publicParameter(region, name)!)
    if (theirs.length > 0 && ParameterFilters?.length)
      throw new AwsError('InvalidFilterKey', 'Public parameters can be filtered by their path alone.')
    const own = filtered(tx.list('ssm.parameter'), ParameterFilters, ['KeyId', 'Type'])
      .filter(({ name }) => name.startsWith('/') && isOf(name))
      .map((record) => describe(context, record, latest(record), request.WithDecryption ?? false))
    const all = [...theirs, ...own].sort((a, b) => (a.Name! < b.Name! ? -1 : 1))
    const { page, more } = pageOf(all, ({ Name }) => Name!, { MaxResults, NextToken })
    return { Parameters: page, ...more }
  },
})
