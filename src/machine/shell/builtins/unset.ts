import { ExpansionFailed } from '../control-flow.ts'
import { arithmetic } from '../expansion/arithmetic-scope.ts'
import { elementIndex } from '../expansion/parameters.ts'
import { isName } from '../variables.ts'
import { complainOf, invalidOption, type Builtin } from './builtin.ts'

export const unset: Builtin = async (shell, args) => {
  let kind: 'any' | 'variable' | 'function' = 'any'
  let rest = args
  while (/^-[fvn]+$/.test(rest[0] ?? '')) {
    kind = rest[0]!.includes('f') ? 'function' : 'variable'
    rest = rest.slice(1)
  }
  if (/^-./.test(rest[0] ?? ''))
    return invalidOption(shell, 'unset', rest[0]!.slice(0, 2), 'unset [-f] [-v] [-n] [name ...]')
  let status = 0
  for (const arg of rest) {
    const element = /^(\w+)\[(.*)\]$/.exec(arg)
    try {
      if (kind === 'function') shell.functions.delete(arg)
      else if (element) {
        const variable = shell.variables.find(element[1]!)
        if (element[2] === '@' || element[2] === '*') shell.variables.unset(element[1]!)
        else if (variable?.associative) variable.associative.delete(element[2]!)
        else if (variable?.indexed)
          variable.indexed.delete(elementIndex(variable, element[1]!, Number(arithmetic(shell, element[2]!))))
      } else if (!isName(arg)) {
        if (kind === 'any' && shell.functions.delete(arg)) continue
        status = await complainOf(shell, 'unset', `\`${arg}': not a valid identifier`)
      } else if (kind === 'any' && !shell.variables.find(arg) && shell.functions.has(arg))
        shell.functions.delete(arg)
      else shell.variables.unset(arg)
    } catch (error) {
      if (!(error instanceof ExpansionFailed)) throw error
      status = await complainOf(shell, 'unset', error.message)
    }
  }
  return status
}
