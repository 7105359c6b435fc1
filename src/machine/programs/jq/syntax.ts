/** The parts of a filter. */
export type Node =
  | { kind: 'identity' }
  | { kind: 'recurse' }
  | { kind: 'literal'; value: null | boolean | number | string }
  | { kind: 'text'; format: string | undefined; parts: (string | Node)[] }
  | { kind: 'format'; name: string }
  | { kind: 'index'; of: Node; by: Node }
  | { kind: 'slice'; of: Node; from: Node | undefined; to: Node | undefined }
  | { kind: 'each'; of: Node }
  | { kind: 'array'; of: Node | undefined }
  | { kind: 'object'; entries: { key: Node; value: Node }[] }
  | { kind: 'negate'; of: Node }
  | Pair<'pipe'>
  | Pair<'comma'>
  | Pair<'and'>
  | Pair<'or'>
  | Pair<'alternative'>
  | { kind: 'operate'; operator: string; left: Node; right: Node }
  | { kind: 'assign'; operator: string; left: Node; right: Node }
  | { kind: 'if'; branches: { when: Node; body: Node }[]; otherwise: Node | undefined }
  | { kind: 'try'; body: Node; handler: Node | undefined }
  | { kind: 'reduce'; source: Node; pattern: Pattern; start: Node; update: Node }
  | { kind: 'foreach'; source: Node; pattern: Pattern; start: Node; update: Node; extract: Node | undefined }
  | { kind: 'define'; definition: Definition; body: Node }
  | { kind: 'call'; name: string; args: Node[] }
  | { kind: 'variable'; name: string }
  | { kind: 'bind'; source: Node; patterns: Pattern[]; body: Node }
  | { kind: 'label'; name: string; body: Node }
  | { kind: 'break'; name: string }

/** Two filters, one on either side. */
interface Pair<Kind extends string> {
  kind: Kind
  left: Node
  right: Node
}

export type NodeOf<Kind extends Node['kind']> = Extract<Node, { kind: Kind }>

export interface Definition {
  name: string
  parameters: string[]
  body: Node
}

/** What stands behind `as`: `$x`, `[$a, $b]`, `{a: $x, $y}`. */
export type Pattern =
  | { kind: 'name'; name: string }
  | { kind: 'items'; items: Pattern[] }
  | { kind: 'entries'; entries: { key: Node; name: string | undefined; pattern: Pattern | undefined }[] }

/** The names that a pattern binds, without the dollar sign. */
export const namesIn = (pattern: Pattern): string[] => {
  if (pattern.kind === 'name') return [pattern.name]
  if (pattern.kind === 'items') return pattern.items.flatMap(namesIn)
  return pattern.entries.flatMap(({ name, pattern: inner }) => [
    ...(name === undefined ? [] : [name]),
    ...(inner ? namesIn(inner) : []),
  ])
}
