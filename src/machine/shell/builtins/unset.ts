import { ExpansionFailed } from '../control-flow.ts'
import { arithmetic } from '../expansion/arithmetic-scope.ts'
import { elementIndex } from '../expansion/parameters.ts'
import { isName } from '../variables.ts'
import type { Shell } from '../shell.ts'
import { complainOf, invalidOption, type Builtin } from './builtin.ts'

const removeFunction = (shell: Shell, name: string, status: number): Promise<number> | number => {
  if (shell.functions.get(name)?.readonly)
    return complainOf(shell, 'unset', `${name}: cannot unset: readonly function`)
  shell.functions.delete(name)
  return status
}

export const unset: Builtin = async (shell, args) => {
  let kind: 'any' | 'variable' | 'function' = 'any'
  let rest = args
  let names = false
  if (args.filter((arg) => arg === '-v' || arg === '-f').length === 2)
    return complainOf(shell, 'unset', 'cannot simultaneously unset a function and a variable')
  while (/^-[fvn]+$/.test(rest[0] ?? '')) {
    if (rest[0]!.includes('n')) names = true
    kind = rest[0]!.includes('f') ? 'function' : 'variable'
    rest = rest.slice(1)
  }
  if (/^-./.test(rest[0] ?? ''))
    return invalidOption(shell, 'unset', rest[0]!.slice(0, 2), 'unset [-f] [-v] [-n] [name ...]')
  let status = 0
  for (const arg of rest) {
    const element = /^(\w+)\[(.*)\]$/.exec(arg)
    try {
      if (names && kind === 'variable' && shell.variables.own(arg)?.reference) shell.variables.unsetOwn(arg)
      else if (kind === 'function') status = await removeFunction(shell, arg, status)
      else if (element) {
        const variable = shell.variables.find(element[1]!)
        if (variable?.readonly) throw new ExpansionFailed(`${element[1]}: cannot unset: readonly variable`)
        if (element[2] === '@' || element[2] === '*') shell.variables.unset(element[1]!)
        else if (variable?.associative) variable.associative.delete(element[2]!)
        else if (variable?.indexed)
          variable.indexed.delete(elementIndex(variable, element[1]!, Number(arithmetic(shell, element[2]!))))
      } else if (!isName(arg)) {
        if (kind === 'any') {
          shell.functions.delete(arg)
          continue
        }
        status = await complainOf(shell, 'unset', `\`${arg}': not a valid identifier`)
      } else if (kind === 'any' && !shell.variables.find(arg) && shell.functions.has(arg))
        status = await removeFunction(shell, arg, status)
      else shell.variables.unset(arg)
    } catch (error) {
      if (!(error instanceof ExpansionFailed)) throw error
      status = await complainOf(shell, 'unset', error.message)
    }
  }
  return status
}
