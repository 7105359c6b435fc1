import { Edits } from './edits.ts'
import { boundNames, forEachUse } from './scopes.ts'
import { children, parseModule, type Node } from './syntax.ts'

export interface ModuleRequest {
  specifier: string
  attributes: Record<string, string>
  /** 2: evaluation, as module_wrap's kEvaluationPhase. */
  phase: number
}

/** What a module takes from another: a name, or its whole namespace. */
export interface ImportedName {
  request: number
  name: string | typeof wholeNamespace
  line: number
  column: number
}

export const wholeNamespace = Symbol('namespace')

export interface ModuleShape {
  /**
   * A generator's body: up to its first yield it declares the exports (so that functions are hoisted
   * through cycles), the rest is the module.
   */
  code: string
  requests: ModuleRequest[]
  /** Local name → where it comes from. */
  imports: Map<string, ImportedName>
  /** Exported name → the local binding. */
  exports: Map<string, string>
  /** Exported name → another module's. */
  reexports: Map<string, ImportedName>
  stars: number[]
  hasTopLevelAwait: boolean
  sourceMapUrl?: string
}

/** The names that a transformed module finds around it. */
export const names = {
  imports: '__i$__',
  meta: '__meta$__',
  dynamic: '__imp$',
  exports: '__e$__',
  fallback: '__d$__',
}

const text = (node: Node): string => (node.type === 'Literal' ? String(node.value) : (node.name as string))

/** Rewrites an ES module into a generator's body. Lines keep their numbers. Throws acorn's SyntaxError. */
export function transformModule(source: string): ModuleShape {
  const program = parseModule(source)
  const edits = new Edits(source)
  const shape: ModuleShape = {
    code: '',
    requests: [],
    imports: new Map(),
    exports: new Map(),
    reexports: new Map(),
    stars: [],
    hasTopLevelAwait: awaits(program),
  }
  const lines = lineStarts(source)
  const place = (node: Node) => {
    const line = lines.findLastIndex((start) => start <= node.start)
    return { line: line + 1, column: node.start - lines[line]! }
  }
  const request = (node: Node): number => {
    const specifier = (node.source as Node).value as string
    const attributes = Object.fromEntries(
      ((node.attributes ?? []) as Node[]).map((one) => [text(one.key as Node), text(one.value as Node)]),
    )
    const key = JSON.stringify([specifier, attributes])
    const known = shape.requests.findIndex((one) => JSON.stringify([one.specifier, one.attributes]) === key)
    return known >= 0 ? known : shape.requests.push({ specifier, attributes, phase: 2 }) - 1
  }

  for (const statement of program.body as Node[]) {
    switch (statement.type) {
      case 'ImportDeclaration':
        readImport(statement, request(statement))
        edits.blank(statement.start, statement.end)
        break
      case 'ExportAllDeclaration': {
        const from = request(statement)
        const exported = statement.exported as Node | null
        if (exported)
          shape.reexports.set(text(exported), { request: from, name: wholeNamespace, ...place(exported) })
        else shape.stars.push(from)
        edits.blank(statement.start, statement.end)
        break
      }
      case 'ExportNamedDeclaration':
        readExport(statement)
        break
      case 'ExportDefaultDeclaration':
        readDefault(statement)
    }
  }

  function readImport(statement: Node, from: number): void {
    for (const specifier of statement.specifiers as Node[]) {
      const name =
        specifier.type === 'ImportNamespaceSpecifier'
          ? wholeNamespace
          : specifier.type === 'ImportDefaultSpecifier'
            ? 'default'
            : text(specifier.imported as Node)
      shape.imports.set((specifier.local as Node).name as string, {
        request: from,
        name,
        ...place(specifier),
      })
    }
  }

  function readExport(statement: Node): void {
    const declaration = statement.declaration as Node | null
    if (declaration) {
      const declared =
        declaration.type === 'VariableDeclaration'
          ? (declaration.declarations as Node[]).flatMap((one) => [...boundNames(one.id as Node)])
          : [(declaration.id as Node).name as string]
      for (const name of declared) shape.exports.set(name, name)
      edits.blank(statement.start, declaration.start)
      return
    }
    const from = statement.source ? request(statement) : undefined
    for (const specifier of statement.specifiers as Node[]) {
      const local = text(specifier.local as Node)
      const exported = text(specifier.exported as Node)
      if (from === undefined) shape.exports.set(exported, local)
      else shape.reexports.set(exported, { request: from, name: local, ...place(specifier) })
    }
    edits.blank(statement.start, statement.end)
  }

  function readDefault(statement: Node): void {
    const declaration = statement.declaration as Node
    const id = declaration.id as Node | null | undefined
    if (id && declaration.type.endsWith('Declaration')) {
      shape.exports.set('default', id.name as string)
      edits.blank(statement.start, declaration.start)
      return
    }
    shape.exports.set('default', names.fallback)
    // A property named `default` gives an anonymous function or class that name, as `export default` does.
    edits.replace(statement.start, declaration.start, `${names.fallback}={default:`)
    edits.insert(declaration.end, '}.default;')
  }

  // An imported binding that is exported again belongs to the module it came from.
  for (const [exported, local] of shape.exports) {
    const imported = shape.imports.get(local)
    if (!imported) continue
    shape.exports.delete(exported)
    shape.reexports.set(exported, imported)
  }

  const statements = startsOfStatements(program)
  forEachUse(program, new Set(shape.imports.keys()), (use, parent) => {
    const name = use.name as string
    const access = `${names.imports}.${name}`
    const isCalled =
      (parent.type === 'CallExpression' && parent.callee === use) ||
      parent.type === 'TaggedTemplateExpression'
    const isShorthand = parent.type === 'Property' && parent.shorthand === true
    // Called without the object it hangs on; a parenthesis at a statement's start must not call the line before.
    const called = `${statements.has(use.start) ? ';' : ''}(0,${access})`
    edits.replace(use.start, use.end, isShorthand ? `${name}:${access}` : isCalled ? called : access)
  })
  replaceImportForms(program, edits)

  shape.code = edits.apply().replace(/^#!/, '//')
  const sourceMap = /^\/\/[#@] sourceMappingURL=(\S+)\s*$/m.exec(source.slice(-4096))
  if (sourceMap) shape.sourceMapUrl = sourceMap[1]
  return shape
}

/** `import()` and `import.meta` become names that the loader provides, `import` being six letters as they are. */
export function replaceImportForms(program: Node, edits: Edits): boolean {
  let found = false
  const visit = (node: Node): void => {
    if (node.type === 'ImportExpression') {
      edits.replace(node.start, node.start + 6, names.dynamic)
      found = true
    } else if (node.type === 'MetaProperty' && (node.meta as Node).name === 'import') {
      edits.replace(node.start, node.end, names.meta)
    }
    for (const child of children(node)) visit(child)
  }
  visit(program)
  return found
}

/** Where expressions begin that stand as statements in a list of statements. */
function startsOfStatements(node: Node, found = new Set<number>()): Set<number> {
  const list = node.type === 'SwitchCase' ? node.consequent : node.body
  if (Array.isArray(list)) {
    for (const statement of list as Node[])
      if (statement.type === 'ExpressionStatement') found.add(statement.start)
  }
  for (const child of children(node)) startsOfStatements(child, found)
  return found
}

function awaits(node: Node): boolean {
  return children(node).some((child) => {
    if (/Function/.test(child.type) || child.type === 'ClassBody') return false
    return (
      child.type === 'AwaitExpression' ||
      (child.type === 'ForOfStatement' && child.await === true) ||
      awaits(child)
    )
  })
}

function lineStarts(source: string): number[] {
  const starts = [0]
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
