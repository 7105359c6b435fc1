import type { Shell } from '../shell.ts'
import { doubleQuoted, quotedIfNeeded, singleQuoted } from '../quoting.ts'
import type { Variable } from '../variables.ts'
import { unescapeAnsi } from './escapes.ts'

/** The letters of a variable's attributes, as `declare -p` and `${x@a}` show them. */
export const attributeLetters = (variable: Variable): string =>
  [
    variable.indexed && 'a',
    variable.associative && 'A',
    variable.letters === 'capital' && 'c',
    variable.integer && 'i',
    variable.letters === 'lower' && 'l',
    variable.reference && 'n',
    variable.readonly && 'r',
    variable.letters === 'upper' && 'u',
    variable.exported && 'x',
  ]
    .filter(Boolean)
    .join('')

/** As `set` lists a variable; undefined when it has no value. */
export const valueText = (variable: Variable): string | undefined => {
  if (variable.indexed || variable.associative)
    return declaration('', variable).replace(/^declare \S+ =?/, '')
  return variable.value === undefined ? undefined : quotedIfNeeded(variable.value)
}

/** `declare -- x="1"`, `declare -a a=([0]="1")`. */
export const declaration = (name: string, variable: Variable): string => {
  const head = `declare -${attributeLetters(variable) || '-'} ${name}`
  if ((variable.indexed ?? variable.associative)?.size === 0 && variable.unassigned) return head
  if (variable.indexed) {
    const elements = [...variable.indexed].sort(([a], [b]) => a - b)
    return `${head}=(${elements.map(([key, value]) => `[${key}]=${doubleQuoted(value)}`).join(' ')})`
  }
  if (variable.associative) {
    const elements = [...variable.associative].map(
      ([key, value]) => `[${/^\w+$/.test(key) ? key : doubleQuoted(key)}]=${doubleQuoted(value)} `,
    )
    return `${head}=(${elements.join('')})`
  }
  return variable.value === undefined ? head : `${head}=${doubleQuoted(variable.value)}`
}

/** `${x@Q}` and its kin. */
export const transform = (shell: Shell, name: string, text: string, operator: string): string => {
  switch (operator) {
    case 'Q':
      return singleQuoted(text)
    case 'E':
      return unescapeAnsi(text)
    case 'U':
      return text.toUpperCase()
    case 'u':
      return text.charAt(0).toUpperCase() + text.slice(1)
    case 'L':
      return text.toLowerCase()
    case 'a':
      return attributeLetters(shell.variables.find(name) ?? { value: undefined })
    case 'A': {
      const variable = shell.variables.find(name)
      if (variable?.indexed || variable?.associative || (variable && attributeLetters(variable))) {
        return `declare -${attributeLetters(variable)} ${name}=${singleQuoted(text)}`
      }
      return `${name}=${singleQuoted(text)}`
    }
    default:
      return text
  }
}
