import { ExpansionFailed } from '../control-flow.ts'
import type { Shell } from '../shell.ts'
import { elementsOf, keysOf, lastIndex, type Variable } from '../variables.ts'
import { arithmetic } from './arithmetic-scope.ts'

/** What a parameter stands for: one text, or a list (`$@`, `${a[*]}`) that `*` joins when it is quoted. */
export type Value =
  | { kind: 'one'; text: string | undefined }
  | { kind: 'list'; items: string[]; star: boolean }

const one = (text: string | undefined): Value => ({ kind: 'one', text })

/** @param index the subscript after expansion; `@` and `*` mean all elements. */
export const parameterValue = (shell: Shell, name: string, index?: string): Value => {
  switch (name) {
    case '@':
    case '*':
      return { kind: 'list', items: shell.positional, star: name === '*' }
    case '#':
      return one(String(shell.positional.length))
    case '?':
      return one(String(shell.status))
    case '$':
      return one(String(shell.mainPid))
    case '!':
      return one(shell.lastBackground === undefined ? undefined : String(shell.lastBackground))
    case '-':
      return one(shell.flags)
    case '0':
      return one(shell.name)
    case '_':
      return one(shell.lastArgument)
  }
  if (/^\d+$/.test(name)) return one(shell.positional[Number(name) - 1])
  if (index === undefined) return one(shell.variables.get(name))
  const computed = shell.computedLists.get(name)?.()
  if (computed) {
    if (index === '@' || index === '*') return { kind: 'list', items: computed, star: index === '*' }
    return one(computed.at(Number(arithmetic(shell, index))))
  }
  const variable = shell.variables.find(name)
  if (index === '@' || index === '*')
    return { kind: 'list', items: allElements(shell, name, variable), star: index === '*' }
  return one(elementAt(shell, variable, name, index))
}

const allElements = (shell: Shell, name: string, variable: Variable | undefined): string[] => {
  if (variable) return elementsOf(variable)
  const text = shell.variables.get(name)
  return text === undefined ? [] : [text]
}

const elementAt = (
  shell: Shell,
  variable: Variable | undefined,
  name: string,
  index: string,
): string | undefined => {
  if (variable?.associative) return variable.associative.get(index)
  const position = Number(arithmetic(shell, index))
  if (!variable) return position === 0 ? shell.variables.get(name) : undefined
  if (!variable.indexed) return position === 0 || position === -1 ? variable.value : undefined
  const place = position < 0 ? lastIndex(variable) + 1 + position : position
  if (place < 0) shell.murmurs.push(`${name}: bad array subscript`)
  return variable.indexed.get(place)
}

/** Negative subscripts count from the end. */
export const elementIndex = (variable: Variable, name: string, position: number): number => {
  if (position >= 0) return position
  const last = variable.indexed ? lastIndex(variable) : variable.value === undefined ? -1 : 0
  if (last + 1 + position < 0) throw new ExpansionFailed(`${name}: bad array subscript`)
  return last + 1 + position
}

export const keysValue = (shell: Shell, name: string): string[] => {
  const variable = shell.variables.find(name)
  return variable ? keysOf(variable).map(String) : []
}

/** Assigns to `name` or `name[index]`. */
export const assign = (
  shell: Shell,
  name: string,
  index: string | undefined,
  value: string,
  append = false,
): void => {
  const { variables } = shell
  if (index === undefined) {
    const integer = append && variables.find(name)?.integer
    const before = append ? (variables.get(name) ?? '') : ''
    variables.set(name, integer ? `${before || 0}+${value}` : before + value)
    onAssigned(shell, name)
    return
  }
  const variable = variables.forWriting(name)
  if (variable.associative) {
    if (index === '') throw new ExpansionFailed(`${name}[]: bad array subscript`)
    variables.setElement(name, index, append ? (variable.associative.get(index) ?? '') + value : value)
    return
  }
  if (index === '') throw new ExpansionFailed(`${name}[]: bad array subscript`)
  const position = elementIndex(variable, `${name}[${index}]`, Number(arithmetic(shell, index)))
  const before = append
    ? (variable.indexed?.get(position) ?? (position === 0 ? variable.value : undefined) ?? '')
    : ''
  variables.setElement(
    name,
    position,
    append && variable.integer ? `${before || 0}+${value}` : before + value,
  )
}

/** Some variables mean something to the shell itself. */
export const onAssigned = (shell: Shell, name: string): void => {
  if (name === 'PATH') shell.commandPaths.clear()
  if (name === 'OPTIND') shell.optionOffset = 0
  if (shell.has('allexport')) shell.variables.forWriting(name).exported = true
}

/** With -u, a parameter that is not set is a mistake. */
export const requireSet = (shell: Shell, name: string, text: string | undefined): void => {
  if (text !== undefined || !shell.has('nounset')) return
  throw new ExpansionFailed(`${/^[\d!]/.test(name) ? '$' : ''}${name}: unbound variable`, true)
}
