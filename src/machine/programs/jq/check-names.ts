import type { Native } from './interpreter.ts'
import { namesIn, type Definition, type Node, type Pattern } from './syntax.ts'

/** The first function or variable that nobody defines: `foo/0 is not defined`. */
export const checkNames = (
  filter: Node,
  variables: ReadonlySet<string>,
  natives: ReadonlyMap<string, Native>,
  library: readonly Definition[],
): string | undefined => {
  const known = new Set([
    ...natives.keys(),
    ...library.map(({ name, parameters }) => `${name}/${parameters.length}`),
  ])
  for (const name of [...variables, 'ENV', '__loc__']) known.add(`$${name}`)
  return check(filter, known)
}

const namesOf = (pattern: Pattern): string[] => namesIn(pattern).map((name) => `$${name}`)

const keysOf = (pattern: Pattern): Node[] => {
  if (pattern.kind === 'name') return []
  if (pattern.kind === 'items') return pattern.items.flatMap(keysOf)
  return pattern.entries.flatMap(({ key, pattern: inner }) => [key, ...(inner ? keysOf(inner) : [])])
}

const first = <T>(items: readonly T[], look: (item: T) => string | undefined): string | undefined => {
  for (const item of items) {
    const problem = look(item)
    if (problem) return problem
  }
  return undefined
}

const check = (node: Node, known: ReadonlySet<string>): string | undefined => {
  const all = (...nodes: (Node | undefined)[]): string | undefined =>
    first(nodes, (inner) => (inner ? check(inner, known) : undefined))
  const within = (names: readonly string[], ...nodes: (Node | undefined)[]): string | undefined => {
    const inner = new Set([...known, ...names])
    return first(nodes, (item) => (item ? check(item, inner) : undefined))
  }
  switch (node.kind) {
    case 'text':
      return all(...node.parts.filter((part) => typeof part !== 'string'))
    case 'index':
      return all(node.of, node.by)
    case 'slice':
      return all(node.of, node.from, node.to)
    case 'each':
    case 'array':
    case 'negate':
      return all(node.of)
    case 'object':
      return all(...node.entries.flatMap(({ key, value }) => [key, value]))
    case 'pipe':
    case 'comma':
    case 'and':
    case 'or':
    case 'alternative':
    case 'operate':
    case 'assign':
      return all(node.left, node.right)
    case 'if':
      return all(...node.branches.flatMap(({ when, body }) => [when, body]), node.otherwise)
    case 'try':
      return all(node.body, node.handler)
    case 'reduce':
    case 'foreach':
      return (
        all(node.source, node.start, ...keysOf(node.pattern)) ??
        within(namesOf(node.pattern), node.update, node.kind === 'foreach' ? node.extract : undefined)
      )
    case 'define': {
      const { name, parameters, body } = node.definition
      const own = `${name}/${parameters.length}`
      const inside = parameters.flatMap((parameter) =>
        parameter.startsWith('$') ? [parameter, `${parameter.slice(1)}/0`] : [`${parameter}/0`],
      )
      return within([own, ...inside], body) ?? within([own], node.body)
    }
    case 'call': {
      const key = `${node.name}/${node.args.length}`
      return known.has(key) ? all(...node.args) : `${key} is not defined`
    }
    case 'variable':
      return known.has(`$${node.name}`) ? undefined : `$${node.name} is not defined`
    case 'bind':
      return (
        all(node.source, ...node.patterns.flatMap(keysOf)) ??
        within(node.patterns.flatMap(namesOf), node.body)
      )
    case 'label':
      return within([`*${node.name}`], node.body)
    case 'break':
      return known.has(`*${node.name}`) ? undefined : `$*label-${node.name} is not defined`
    default:
      return undefined
  }
}
