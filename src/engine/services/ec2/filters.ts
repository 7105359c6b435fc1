import type { Filter, Tag } from '@aws-sdk/client-ec2'
import { invalidParameter } from './errors.ts'
import { globMatches } from './glob.ts'

type Value = string | number | boolean | undefined

/** What a resource says to each filter that is served. */
export type FilterTable<T> = Record<string, (item: T) => Value | readonly Value[]>

/** EC2's filters: all must hold, each by one of its values. One that is not served is an error, as in AWS. */
export const filterBy = <T extends object>(
  items: readonly T[],
  filters: readonly Filter[] | undefined,
  table: FilterTable<T>,
): T[] => {
  let left = [...items]
  // Who names no filter is told of AWS's own null.
  for (const { Name = 'null', Values = [] } of filters ?? []) {
    const valuesOf = tagFilter(Name) ?? (Object.hasOwn(table, Name) ? table[Name]! : undefined)
    if (!valuesOf) throw invalidParameter(`The filter '${Name}' is invalid`)
    left = left.filter((item) => {
      const values = [valuesOf(item)].flat().filter((value) => value !== undefined)
      return values.some((value) => Values.some((pattern) => globMatches(pattern, String(value))))
    })
  }
  return left
}

const tagFilter = (name: string): ((item: object) => Value[]) | undefined => {
  if (name.startsWith('tag:')) {
    const key = name.slice('tag:'.length)
    return (item) =>
      tagsOf(item)
        .filter((tag) => tag.Key === key)
        .map((tag) => tag.Value)
  }
  if (name === 'tag-key') return (item) => tagsOf(item).map((tag) => tag.Key)
  if (name === 'tag-value') return (item) => tagsOf(item).map((tag) => tag.Value)
  return undefined
}

const tagsOf = (item: { Tags?: readonly Tag[] }) => item.Tags ?? []

/**
 * Filters that are called after the members that they look at: `metadata-options.http-tokens`. Where a part
 * of the name is not its member's, `renamed` says which it is. What nothing here has matches nothing.
 */
export const byMember = <T extends object>(
  names: readonly string[],
  renamed: Readonly<Record<string, string>> = {},
): FilterTable<T> =>
  Object.fromEntries(
    names.map((name) => {
      const path = name.split('.').map((part) => renamed[part] ?? memberName(part))
      return [name, (item: T) => valuesAt(item, path)]
    }),
  )

const memberName = (part: string) =>
  part
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

const valuesAt = (value: unknown, [member, ...rest]: readonly string[]): Value[] => {
  if (Array.isArray(value))
    return value.flatMap((each) => valuesAt(each, member === undefined ? [] : [member, ...rest]))
  if (member !== undefined) return valuesAt((value as Record<string, unknown> | undefined)?.[member], rest)
  return [value instanceof Date ? value.toISOString() : (value as Value)]
}
