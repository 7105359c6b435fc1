import { AwsError } from '../../../kernel/index.ts'
import { operation } from '../operation.ts'
import { publicParameter, publicParameterNames } from '../public-parameters.ts'

const standardPage = 10

const invalidToken = () => new AwsError('InvalidNextToken', 'The specified token is not valid.')

const noFilters = () =>
  new AwsError('InvalidFilterKey', 'Public parameters can be filtered by their path alone.')

/** What lies right below a path, or anywhere below it. */
export const getParametersByPath = operation('GetParametersByPath', {
  decide(request, { region }) {
    const { Path = '', Recursive = false, ParameterFilters, MaxResults = standardPage, NextToken } = request
    if (!Path.startsWith('/'))
      throw new AwsError(
        'ValidationException',
        'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive).',
      )
    if (ParameterFilters?.length) throw noFilters()
    const root = Path.endsWith('/') ? Path : `${Path}/`
    const names = publicParameterNames(region)
      .filter((name) => name.startsWith(root) && (Recursive || !name.slice(root.length).includes('/')))
      .sort()
    const start = NextToken === undefined ? 0 : names.indexOf(nameIn(NextToken)) + 1
    if (NextToken !== undefined && start === 0) throw invalidToken()
    const page = names.slice(start, start + MaxResults)
    const more = start + page.length < names.length
    return {
      Parameters: page.map((name) => publicParameter(region, name)!),
      ...(more && { NextToken: btoa(page.at(-1)!) }),
    }
  },
})

/** A token is the last name of the page before. */
const nameIn = (token: string): string => {
  try {
    return atob(token)
  } catch {
    throw invalidToken()
  }
}
