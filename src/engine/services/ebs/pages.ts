import type { CallContext } from '../../kernel/index.ts'
import { invalidPageToken } from './errors.ts'
import { sealToken, tokenFits } from './tokens.ts'

interface PageRequest {
  MaxResults?: number | undefined
  NextToken?: string | undefined
  StartingBlockIndex?: number | undefined
}

const most = 10_000

/** One page of block indexes in ascending order. The page's token names the index at which the next begins. */
export const pageOf = (
  context: CallContext,
  list: string,
  indexes: readonly number[],
  { MaxResults = most, NextToken, StartingBlockIndex = 0 }: PageRequest,
): { page: number[]; NextToken?: string } => {
  const from = NextToken ? openPage(context, list, NextToken) : StartingBlockIndex
  const left = indexes.filter((index) => index >= from).sort((a, b) => a - b)
  const page = left.slice(0, Math.min(MaxResults, most))
  const next = left[page.length]
  return {
    page,
    ...(next !== undefined && { NextToken: `${next}.${sealToken(context, `${list} from ${next}`)}` }),
  }
}

const openPage = (context: CallContext, list: string, token: string): number => {
  const [, index, seal = ''] = /^(\d{1,9})\.(.+)$/.exec(token) ?? []
  if (index === undefined || !tokenFits(context, seal, `${list} from ${index}`)) throw invalidPageToken(token)
  return Number(index)
}
