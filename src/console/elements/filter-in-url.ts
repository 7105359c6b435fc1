import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter'

const operators = ['!=', '!:', '!^', '>=', '<=', '=', ':', '^', '>', '<'] as const

/**
 * A table's filter as a piece of its address: `state=running;name:web`, a text that is looked for in all
 * columns as `:web`, and `or;` in front when one match is enough.
 */
export const writeFilter = ({ tokens, operation }: PropertyFilterProps.Query): string | undefined => {
  if (tokens.length === 0) return undefined
  const parts = tokens.map(
    ({ propertyKey = '', operator, value }) => propertyKey + operator + encodeURIComponent(String(value)),
  )
  return (operation === 'or' && parts.length > 1 ? 'or;' : '') + parts.join(';')
}

/** Reads only what names a known column: an address may have been written by anybody. */
export const readFilter = (
  text: string | undefined,
  columns: readonly string[],
): PropertyFilterProps.Query => {
  const [first, ...others] = (text ?? '').slice(0, 2000).split(';')
  const any = first === 'or'
  const tokens = (any ? others : [first!, ...others]).flatMap((part) => readToken(part, columns) ?? [])
  return { tokens, operation: any ? 'or' : 'and' }
}

const readToken = (part: string, columns: readonly string[]): PropertyFilterProps.Token | undefined => {
  const [, name = '', rest = ''] = /^([\w-]*)(.*)$/s.exec(part) ?? []
  const operator = operators.find((candidate) => rest.startsWith(candidate))
  if (!operator || (name && !columns.includes(name))) return undefined
  try {
    const value = decodeURIComponent(rest.slice(operator.length))
    return { ...(name && { propertyKey: name }), operator, value }
  } catch {
    return undefined
  }
}
