import { parse } from 'unbash'
import type { Shell } from '../shell.ts'
import { functionText } from './source-text.ts'

const prefix = 'BASH_FUNC_'
const suffix = '%%'

/** The environment for a program, with the functions that `export -f` named. */
export const exportedEnvironment = (shell: Shell): Map<string, string> => {
  const environment = shell.variables.environment()
  for (const definition of shell.functions.values())
    if (definition.exported)
      environment.set(
        `${prefix}${definition.name}${suffix}`,
        functionText(definition).slice(definition.name.length + 1),
      )
  return environment
}

/** Takes up the functions that the environment brings. */
export const importFunctions = async (shell: Shell): Promise<void> => {
  for (const [name, text] of shell.proc.env) {
    if (!name.startsWith(prefix) || !name.endsWith(suffix) || !text.startsWith('() ')) continue
    const called = name.slice(prefix.length, -suffix.length)
    if (!/^[\w-]+$/.test(called) || !isOneFunction(`${called} ${text}`)) continue
    await shell.interpreter.text(shell, `${called} ${text}`)
    const definition = shell.functions.get(called)
    if (definition) definition.exported = true
  }
}

/** Nothing but a definition: what stands behind one is not run. */
const isOneFunction = (text: string): boolean => {
  const { commands, errors } = parse(text)
  return !errors?.length && commands.length === 1 && commands[0]!.command.type === 'Function'
}
