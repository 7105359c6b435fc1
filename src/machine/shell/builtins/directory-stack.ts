import type { Shell } from '../shell.ts'
import { complainOf, type Builtin } from './builtin.ts'
import { goTo } from './cd.ts'

const stackOf = (shell: Shell): string[] => [
  shell.variables.get('PWD') ?? shell.proc.cwd,
  ...shell.directoryStack,
]

const show = async (shell: Shell): Promise<number> => {
  const home = shell.variables.get('HOME')
  const short = (path: string): string =>
    home && (path === home || path.startsWith(`${home}/`)) ? `~${path.slice(home.length)}` : path
  await shell.proc.stdout.write(`${stackOf(shell).map(short).join(' ')}\n`)
  return 0
}

/** `+n` counts from the left, `-n` from the right. */
const position = (shell: Shell, text: string): number | undefined => {
  const match = /^([+-])(\d+)$/.exec(text)
  if (!match) return undefined
  const count = Number(match[2])
  return match[1] === '+' ? count : stackOf(shell).length - 1 - count
}

export const pushd: Builtin = async (shell, args) => {
  const stack = stackOf(shell)
  const at = args[0] === undefined ? 1 : position(shell, args[0])
  if (at === undefined) {
    const status = await goTo(shell, 'pushd', args[0]!)
    if (status !== 0) return status
    shell.directoryStack = stack
    return show(shell)
  }
  if (stack.length < 2) return complainOf(shell, 'pushd', 'no other directory')
  if (at < 0 || at >= stack.length)
    return complainOf(shell, 'pushd', `${args[0]}: directory stack index out of range`)
  const rotated =
    args[0] === undefined
      ? [stack[1]!, stack[0]!, ...stack.slice(2)]
      : [...stack.slice(at), ...stack.slice(0, at)]
  const status = await goTo(shell, 'pushd', rotated[0]!)
  if (status !== 0) return status
  shell.directoryStack = rotated.slice(1)
  return show(shell)
}

export const popd: Builtin = async (shell, args) => {
  const stack = stackOf(shell)
  if (stack.length < 2) return complainOf(shell, 'popd', 'directory stack empty')
  const at = args[0] === undefined ? 0 : position(shell, args[0])
  if (at === undefined || at < 0 || at >= stack.length)
    return complainOf(shell, 'popd', `${args[0]}: directory stack index out of range`)
  if (at === 0) {
    const status = await goTo(shell, 'popd', stack[1]!)
    if (status !== 0) return status
    shell.directoryStack = stack.slice(2)
  } else shell.directoryStack = stack.filter((_, i) => i !== at && i !== 0)
  return show(shell)
}

export const dirs: Builtin = async (shell, args) => {
  if (args[0] === '-c') {
    shell.directoryStack = []
    return 0
  }
  if (args[0] === '-p' || args[0] === '-l' || args[0] === '-v') {
    const lines = stackOf(shell).map((path, i) =>
      args[0] === '-v' ? `${String(i).padStart(2)}  ${path}` : path,
    )
    await shell.proc.stdout.write(
      args[0] === '-l' ? `${lines.join(' ')}\n` : lines.map((line) => `${line}\n`).join(''),
    )
    return 0
  }
  return show(shell)
}
