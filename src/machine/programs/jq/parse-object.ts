import type { Parser } from './parser.ts'
import type { Node } from './syntax.ts'

interface Entry {
  key: Node
  value: Node
}

/** `{a: 1, "b", $c, (.d): 2}` */
export const parseObject = (parser: Parser): Node => {
  const entries: Entry[] = []
  parser.operator('{')
  while (!parser.isOperator('}')) {
    entries.push(entry(parser))
    if (!parser.takeOperator(',')) break
  }
  parser.operator('}')
  return { kind: 'object', entries }
}

const entry = (parser: Parser): Entry => {
  if (parser.token?.kind === 'variable') {
    const name = parser.variable()
    return { key: { kind: 'literal', value: name }, value: { kind: 'variable', name } }
  }
  const key = keyOf(parser)
  if (parser.takeOperator(':')) return { key, value: parser.pipeWithoutCommas() }
  return { key, value: { kind: 'index', of: { kind: 'identity' }, by: key } }
}

const keyOf = (parser: Parser): Node => {
  const { token } = parser
  if (token?.kind === 'text') return parser.text()
  if (token?.kind === 'format') return parser.format()
  if (parser.isOperator('(')) return parser.inParentheses()
  if (token?.kind !== 'number') return { kind: 'literal', value: parser.name() }
  parser.skip()
  return { kind: 'literal', value: token.value }
}
