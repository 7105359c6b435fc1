import { assign } from '../expansion/parameters.ts'
import { bytesOf } from '../expansion/escapes.ts'
import type { Builtin } from './builtin.ts'
import { formatPrintf } from './printf-format.ts'

export const printf: Builtin = async (shell, args) => {
  let rest = args
  let variable: string | undefined
  if (rest[0] === '-v') {
    variable = rest[1]
    rest = rest.slice(2)
  }
  if (rest[0] === '--') rest = rest.slice(1)
  if (rest[0] === undefined) {
    await shell.proc.stderr.write('printf: usage: printf [-v var] format [arguments]\n')
    return 2
  }
  const { text, problems } = formatPrintf(rest[0], rest.slice(1), () => shell.proc.system.now())
  const element = variable && /^(\w+)\[(.+)\]$/.exec(variable)
  if (element) assign(shell, element[1]!, element[2], text)
  else if (variable) assign(shell, variable, undefined, text)
  else await shell.proc.stdout.write(bytesOf(text))
  for (const problem of problems) await shell.complain(`printf: ${problem}`)
  return problems.length > 0 ? 1 : 0
}
