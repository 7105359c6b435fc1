import { assign } from '../expansion/parameters.ts'
import { bytesOf } from '../expansion/escapes.ts'
import { invalidOption, type Builtin } from './builtin.ts'
import { formatPrintf } from './printf-format.ts'

const usage = 'printf [-v var] format [arguments]'

export const printf: Builtin = async (shell, args) => {
  let rest = args
  let variable: string | undefined
  if (rest[0]?.startsWith('-v')) {
    const joined = rest[0].length > 2
    variable = joined ? rest[0].slice(2) : rest[1]
    rest = rest.slice(joined ? 1 : 2)
    if (variable === undefined) {
      await shell.complain('printf: -v: option requires an argument')
      await shell.proc.stderr.write(`printf: usage: ${usage}\n`)
      return 2
    }
    if (!/^[A-Za-z_]\w*(\[.+\])?$/.test(variable)) {
      await shell.complain(`printf: \`${variable}': not a valid identifier`)
      return 2
    }
  } else if (/^-[^-]/.test(rest[0] ?? '')) return invalidOption(shell, 'printf', rest[0]!.slice(0, 2), usage)
  if (rest[0] === '--') rest = rest.slice(1)
  if (rest[0] === undefined) {
    await shell.proc.stderr.write(`printf: usage: ${usage}\n`)
    return 2
  }
  const { text, problems } = formatPrintf(rest[0], rest.slice(1), () => shell.proc.system.now())
  const element = variable && /^(\w+)\[(.+)\]$/.exec(variable)
  if (element) assign(shell, element[1]!, element[2], text)
  else if (variable) assign(shell, variable, undefined, text)
  else await shell.proc.stdout.write(bytesOf(text))
  for (const problem of problems) await shell.complain(`printf: ${problem}`)
  return problems.some((problem) => !problem.startsWith('warning')) ? 1 : 0
}
