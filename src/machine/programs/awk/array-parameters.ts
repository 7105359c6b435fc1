import type { AwkProgram, Expression, Statement } from './syntax.ts'

/** Which parameters of which functions are arrays: those must be passed by reference even when still unset. */
export const arrayParameters = (program: AwkProgram): Map<string, Set<number>> => {
  const found = new Map<string, Set<number>>()
  for (const name of program.functions.keys()) found.set(name, new Set())
  for (let changed = true; changed;) {
    changed = false
    for (const { name, parameters, body } of program.functions.values()) {
      const used = new Set<string>()
      visitStatement(body, (expression) => collect(expression, found, used), used)
      for (const [i, parameter] of parameters.entries()) {
        if (!used.has(parameter) || found.get(name)!.has(i)) continue
        found.get(name)!.add(i)
        changed = true
      }
    }
  }
  return found
}

/** Which arguments of builtins are arrays. */
const arrayArguments: Readonly<Record<string, readonly number[]>> = {
  split: [1, 3],
  patsplit: [1, 3],
  match: [2],
  asort: [0, 1],
  asorti: [0, 1],
}

const collect = (expression: Expression, found: Map<string, Set<number>>, used: Set<string>): void => {
  if (expression.kind === 'element' || expression.kind === 'in') used.add(expression.array.name)
  if (expression.kind === 'builtin')
    for (const i of arrayArguments[expression.name] ?? []) {
      const argument = expression.args[i]
      if (argument?.kind === 'variable') used.add(argument.name)
    }
  if (expression.kind !== 'call') return
  for (const [i, argument] of expression.args.entries())
    if (argument.kind === 'variable' && found.get(expression.name)?.has(i)) used.add(argument.name)
}

const visitStatement = (
  statement: Statement | undefined,
  visit: (expression: Expression) => void,
  used: Set<string>,
): void => {
  const expression = (value: Expression | undefined): void => visitExpression(value, visit)
  if (!statement) return
  switch (statement.kind) {
    case 'expression':
    case 'exit':
    case 'return':
      return expression(statement.value)
    case 'print':
      statement.args.forEach(expression)
      return expression(statement.to?.path)
    case 'if':
      expression(statement.test)
      visitStatement(statement.consequent, visit, used)
      return visitStatement(statement.otherwise, visit, used)
    case 'while':
      expression(statement.test)
      return visitStatement(statement.body, visit, used)
    case 'for':
      visitStatement(statement.start, visit, used)
      expression(statement.test)
      visitStatement(statement.step, visit, used)
      return visitStatement(statement.body, visit, used)
    case 'forIn':
      used.add(statement.array.name)
      statement.array.path.flat().forEach(expression)
      return visitStatement(statement.body, visit, used)
    case 'switch':
      expression(statement.subject)
      for (const { value, body } of statement.cases) {
        expression(value)
        for (const inner of body) visitStatement(inner, visit, used)
      }
      return undefined
    case 'block':
      return statement.statements.forEach((inner) => visitStatement(inner, visit, used))
    case 'delete':
      used.add(statement.array.name)
      statement.array.path.flat().forEach(expression)
      return statement.index?.forEach(expression)
  }
}

const visitExpression = (
  expression: Expression | undefined,
  visit: (expression: Expression) => void,
): void => {
  if (!expression) return
  visit(expression)
  for (const value of Object.values(expression)) visitParts(value, visit)
}

/** Expressions stand in lists and small records of an expression. */
const visitParts = (value: unknown, visit: (expression: Expression) => void): void => {
  if (Array.isArray(value)) for (const inner of value) visitParts(inner, visit)
  else if (typeof value !== 'object' || value === null) return
  else if ('from' in value) visitParts(value.from, visit)
  else if ('kind' in value) visitExpression(value as Expression, visit)
  else if ('path' in value) visitParts(value.path, visit)
}
