import { children, type Node } from './syntax.ts'

/** Names that a pattern binds. */
export function boundNames(pattern: Node | null | undefined, into: Set<string> = new Set()): Set<string> {
  if (!pattern) return into
  switch (pattern.type) {
    case 'Identifier':
      into.add(pattern.name as string)
      break
    case 'ObjectPattern':
      for (const property of pattern.properties as Node[]) {
        boundNames((property.type === 'RestElement' ? property.argument : property.value) as Node, into)
      }
      break
    case 'ArrayPattern':
      for (const element of pattern.elements as (Node | null)[]) boundNames(element, into)
      break
    case 'AssignmentPattern':
      boundNames(pattern.left as Node, into)
      break
    case 'RestElement':
      boundNames(pattern.argument as Node, into)
  }
  return into
}

const isFunction = (node: Node): boolean =>
  node.type === 'FunctionDeclaration' ||
  node.type === 'FunctionExpression' ||
  node.type === 'ArrowFunctionExpression'

/** `var`s of a function, wherever they stand in it. */
function varNames(node: Node, into: Set<string>): void {
  for (const child of children(node)) {
    if (isFunction(child)) continue
    if (child.type === 'VariableDeclaration' && child.kind === 'var') {
      for (const declaration of child.declarations as Node[]) boundNames(declaration.id as Node, into)
    }
    varNames(child, into)
  }
}

/** let, const, class and function of a list of statements. */
function lexicalNames(statements: Node[], into: Set<string>): void {
  for (const statement of statements) {
    if (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration') {
      boundNames(statement.id as Node | null, into)
    } else if (statement.type === 'VariableDeclaration') {
      for (const declaration of statement.declarations as Node[]) boundNames(declaration.id as Node, into)
    }
  }
}

/** What a node declares for the code inside it; undefined when it opens no scope. */
function namesDeclaredIn(node: Node): Set<string> | undefined {
  const names = new Set<string>()
  if (isFunction(node)) {
    if (node.type === 'FunctionExpression') boundNames(node.id as Node | null, names)
    for (const parameter of node.params as Node[]) boundNames(parameter, names)
    varNames(node, names)
    return names
  }
  switch (node.type) {
    case 'BlockStatement':
    case 'StaticBlock':
      lexicalNames(node.body as Node[], names)
      return names
    case 'SwitchStatement':
      for (const branch of node.cases as Node[]) lexicalNames(branch.consequent as Node[], names)
      return names
    case 'ForStatement':
      lexicalNames([node.init].filter(Boolean) as Node[], names)
      return names
    case 'ForInStatement':
    case 'ForOfStatement':
      lexicalNames([node.left as Node], names)
      return names
    case 'CatchClause':
      return boundNames(node.param as Node | null, names)
    case 'ClassExpression':
      return boundNames(node.id as Node | null, names)
  }
  return undefined
}

/**
 * Calls back for every use (not declaration) of one of the names that no inner scope hides. `parent` tells
 * where it stands.
 */
export function forEachUse(
  program: Node,
  names: ReadonlySet<string>,
  found: (use: Node, parent: Node) => void,
): void {
  const visit = (node: Node, parent: Node, hidden: readonly Set<string>[]): void => {
    if (node.type === 'Identifier') {
      const name = node.name as string
      if (names.has(name) && !hidden.some((scope) => scope.has(name)) && isReference(node, parent))
        found(node, parent)
      return
    }
    if (node.type === 'ImportDeclaration' || node.type === 'ExportAllDeclaration') return
    if (node.type === 'ExportNamedDeclaration' && !node.declaration) return
    const declared = namesDeclaredIn(node)
    const inner = declared && declared.size > 0 ? [...hidden, declared] : hidden
    if (node.type === 'Property' && node.shorthand) {
      visit(node.value as Node, node, inner)
      return
    }
    for (const child of children(node)) visit(child, node, inner)
  }
  visit(program, program, [])
}

function isReference(node: Node, parent: Node): boolean {
  switch (parent.type) {
    case 'MemberExpression':
      return parent.object === node || parent.computed === true
    case 'Property':
      return parent.value === node || parent.computed === true
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return parent.value === node || parent.computed === true
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
      return false
  }
  return true
}
