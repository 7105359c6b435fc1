import { AwsError } from '../../kernel/aws-error.ts'

/** The name and value pairs of a query string or form body, in order. */
export function formPairs(text: string): [name: string, value: string][] {
  const pairs: [string, string][] = []
  for (const part of text.split('&')) {
    if (part === '') continue
    const equals = part.indexOf('=')
    if (equals < 0) pairs.push([formDecode(part), ''])
    else pairs.push([formDecode(part.slice(0, equals)), formDecode(part.slice(equals + 1))])
  }
  return pairs
}

function formDecode(text: string): string {
  return percentDecode(text.includes('+') ? text.replaceAll('+', ' ') : text)
}

export function percentDecode(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    throw new AwsError('MalformedQueryString', 'The query string contains a syntax error.')
  }
}
