import { requireBuiltin } from '../realm-require.ts'

/** A node of acorn's tree (ESTree), loosely. */
export interface Node {
  type: string
  start: number
  end: number
  [key: string]: unknown
}

interface Acorn {
  parse(source: string, options: object): Node
}

interface ParseError extends SyntaxError {
  pos: number
  loc: { line: number; column: number }
}

/** Node carries acorn in its own lib/deps. */
const acorn = (): Acorn => requireBuiltin('internal/deps/acorn/acorn/dist/acorn') as unknown as Acorn

const options = { ecmaVersion: 'latest', allowHashBang: true }

export const parseModule = (source: string): Node =>
  acorn().parse(source, { ...options, sourceType: 'module' })

/** As a CommonJS module: the body of a function. */
export const parseCommonJs = (source: string): Node =>
  acorn().parse(source, {
    ...options,
    sourceType: 'script',
    allowReturnOutsideFunction: true,
    allowSuperOutsideMethod: true,
  })

export function canParseModule(source: string): boolean {
  try {
    parseModule(source)
    return true
  } catch {
    return false
  }
}

/** Where the syntax is wrong; V8 does not tell JavaScript. */
export function faultIn(
  source: string,
  kind: 'module' | 'commonjs',
): { line: number; column: number; length: number } | undefined {
  try {
    if (kind === 'module') parseModule(source)
    else parseCommonJs(source)
    return undefined
  } catch (error) {
    const { loc, pos } = error as ParseError
    if (!loc) return undefined
    const token = /^[\w$]+|^./.exec(source.slice(pos))?.[0] ?? ' '
    return { line: loc.line, column: loc.column, length: token.length }
  }
}

export function children(node: Node): Node[] {
  const found: Node[] = []
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) found.push(item)
    } else if (isNode(value)) found.push(value)
  }
  return found
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
