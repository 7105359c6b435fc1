import type { Parser } from './parser.ts'
import type { Node, Pattern } from './syntax.ts'

type Entry = Extract<Pattern, { kind: 'entries' }>['entries'][number]

/** What stands behind `as`. */
export const parsePattern = (parser: Parser): Pattern => {
  if (parser.token?.kind === 'variable') return { kind: 'name', name: parser.variable() }
  if (parser.isOperator('[')) {
    const items = separated(parser, () => parsePattern(parser))
    parser.operator(']')
    return { kind: 'items', items }
  }
  if (!parser.isOperator('{')) parser.unexpected()
  const entries = separated(parser, () => entry(parser))
  parser.operator('}')
  return { kind: 'entries', entries }
}

/** From behind an opening bracket on, up to the closing one. */
const separated = <Part>(parser: Parser, part: () => Part): Part[] => {
  const parts: Part[] = []
  do {
    parser.skip()
    parts.push(part())
  } while (parser.isOperator(','))
  return parts
}

const entry = (parser: Parser): Entry => {
  const name = parser.token?.kind === 'variable' ? parser.variable() : undefined
  const key: Node = name === undefined ? keyOf(parser) : { kind: 'literal', value: name }
  if (parser.takeOperator(':')) return { key, name, pattern: parsePattern(parser) }
  if (name === undefined) parser.unexpected()
  return { key, name, pattern: undefined }
}

const keyOf = (parser: Parser): Node => {
  if (parser.token?.kind === 'text') return parser.text()
  if (parser.isOperator('(')) return parser.inParentheses()
  return { kind: 'literal', value: parser.name() }
}
