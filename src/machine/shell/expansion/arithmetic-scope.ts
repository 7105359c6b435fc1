import { ExpansionFailed } from '../control-flow.ts'
import type { Shell } from '../shell.ts'
import { lastIndex, type Variable } from '../variables.ts'
import { evaluateArithmetic, type ArithmeticScope } from './arithmetic.ts'

/** Evaluates an expression with the shell's variables. */
export const arithmetic = (shell: Shell, expression: string): bigint =>
  evaluateArithmetic(expression, scopeOf(shell))

const scopeOf = (shell: Shell): ArithmeticScope => ({
  get(name, index) {
    if (index === undefined) {
      const text = shell.variables.get(name)
      if (text === undefined && shell.has('nounset'))
        throw new ExpansionFailed(`${name}: unbound variable`, true)
      return text
    }
    const variable = shell.variables.find(name)
    if (!variable) return undefined
    if (variable.associative) return variable.associative.get(index)
    const position = positionOf(shell, variable, index)
    return variable.indexed ? variable.indexed.get(position) : position === 0 ? variable.value : undefined
  },
  set(name, index, value) {
    if (index === undefined) shell.variables.set(name, value)
    else {
      const variable = shell.variables.forWriting(name)
      shell.variables.setElement(
        name,
        variable.associative ? index : positionOf(shell, variable, index),
        value,
      )
    }
  },
})

const positionOf = (shell: Shell, variable: Variable, index: string): number => {
  const position = Number(arithmetic(shell, index))
  return position < 0 ? lastIndex(variable) + 1 + position : position
}
