import { fail } from '../../kernel/index.ts'
import { validationError } from './errors.ts'

interface Paging {
  Marker?: string | undefined
  MaxItems?: number | undefined
  PathPrefix?: string | undefined
}

const standard = 100

/** One page by IAM's Marker, which is the place where the next begins. */
export const pageOf = <T>(items: readonly T[], { Marker, MaxItems = standard }: Paging) => {
  const start = Marker === undefined ? 0 : placeOf(Marker)
  const end = start + MaxItems
  const more = end < items.length
  return {
    page: items.slice(start, end),
    more: { IsTruncated: more, ...(more && { Marker: btoa(`at ${end}`) }) },
  }
}

const placeOf = (marker: string): number => {
  let text = ''
  try {
    text = atob(marker)
  } catch {
    // Judged below.
  }
  const place = /^at (\d{1,9})$/.exec(text)?.[1]
  return place === undefined ? fail(validationError(`Invalid Marker: ${marker}`)) : Number(place)
}

/** What lies below a path, in the order of names. */
export const below = <T extends { Path: string }>(
  items: readonly T[],
  PathPrefix: string | undefined,
  nameOf: (item: T) => string,
): T[] =>
  items
    .filter(({ Path }) => Path.startsWith(PathPrefix ?? '/'))
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
