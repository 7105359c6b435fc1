import { invalidToken } from './errors.ts'

/** One page. A token is the last name of the page before. */
export const pageOf = <T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  { MaxResults, NextToken }: { MaxResults: number; NextToken: string | undefined },
): { page: T[]; more: { NextToken?: string } } => {
  const start = NextToken === undefined ? 0 : placeAfter(items.map(nameOf), NextToken)
  const page = items.slice(start, start + MaxResults)
  const more = start + page.length < items.length
  return { page, more: more ? { NextToken: btoa(nameOf(page.at(-1)!)) } : {} }
}

const placeAfter = (names: readonly string[], token: string): number => {
  let name: string
  try {
    name = atob(token)
  } catch {
    throw invalidToken()
  }
  const place = names.indexOf(name)
  if (place < 0) throw invalidToken()
  return place + 1
}
