import { type AwsError, fail } from '../../kernel/index.ts'
import { invalidCombination, invalidParameter } from './errors.ts'

interface PagingOptions<T> {
  idOf(item: T): string
  MaxResults: number | undefined
  NextToken: string | undefined
  /** The list of ids in the request, and what AWS calls it: not together with MaxResults. */
  ids?: { name: string; given: boolean }
  least?: number
  most?: number
  badToken?: () => AwsError
}

const unparsable = () => invalidParameter('Unable to parse pagination token')

/** One page. A token names the last item of the page before, and its place should it be gone. */
export const paginate = <T>(
  items: readonly T[],
  { idOf, MaxResults, NextToken, ids, least = 5, most = 1000, badToken = unparsable }: PagingOptions<T>,
): { page: T[]; NextToken?: string } => {
  if (ids?.given && MaxResults !== undefined)
    throw invalidCombination(`The parameter ${ids.name} cannot be used with the parameter maxResults`)
  if (ids?.given && NextToken !== undefined)
    throw invalidCombination(`The parameter ${ids.name} cannot be used with the parameter nextToken`)
  if (MaxResults !== undefined && MaxResults < least)
    throw invalidParameter(
      `Value ( ${MaxResults} ) for parameter maxResults is invalid. Expecting a value greater than ${least}.`,
    )
  const start = NextToken ? (startOf(items, idOf, NextToken) ?? fail(badToken())) : 0
  const end = start + Math.min(MaxResults ?? most, most)
  const page = items.slice(start, end)
  return { page, ...(end < items.length && { NextToken: btoa(`${end} ${idOf(items[end - 1]!)}`) }) }
}

const startOf = <T>(items: readonly T[], idOf: (item: T) => string, token: string): number | undefined => {
  let text
  try {
    text = atob(token)
  } catch {
    return undefined
  }
  const [, place, id] = /^(\d{1,9}) (.+)$/.exec(text) ?? []
  if (!place || !id) return undefined
  const index = items.findIndex((item) => idOf(item) === id)
  return index >= 0 ? index + 1 : Math.min(Number(place), items.length)
}
