import type { Shell } from '../shell.ts'
import { complainOf, invalidOption, type Builtin } from './builtin.ts'
import { goTo } from './cd.ts'

const stackOf = (shell: Shell): string[] => [
  shell.variables.get('PWD') ?? shell.proc.cwd,
  ...shell.directoryStack,
]

const shortened = (shell: Shell, path: string): string => {
  const home = shell.variables.get('HOME')
  return home && (path === home || path.startsWith(`${home}/`)) ? `~${path.slice(home.length)}` : path
}

const show = async (shell: Shell): Promise<number> => {
  const paths = stackOf(shell).map((path) => shortened(shell, path))
  await shell.proc.stdout.write(`${paths.join(' ')}\n`)
  return 0
}

/** `+n` counts from the left, `-n` from the right. */
const position = (shell: Shell, text: string): number | undefined => {
  const match = /^([+-])(\d+)$/.exec(text)
  if (!match) return undefined
  const count = Number(match[2])
  return match[1] === '+' ? count : stackOf(shell).length - 1 - count
}

const outOfRange = (shell: Shell, command: string, text: string): Promise<number> =>
  complainOf(
    shell,
    command,
    stackOf(shell).length < 2
      ? 'directory stack empty'
      : `${text.replace(/^[+]/, '+')}: directory stack index out of range`,
  )

export const pushd: Builtin = async (shell, args) => {
  // -n: only the stack changes.
  const still = args[0] === '-n'
  const target = still ? args[1] : args[0]
  const stack = stackOf(shell)
  if (target?.startsWith('-') && target !== '-' && !/^-\d+$/.test(target))
    return invalidOption(shell, 'pushd', target.slice(0, 2), 'pushd [-n] [+N | -N | dir]')
  const at = target === undefined ? 1 : position(shell, target)
  if (at === undefined) {
    if (still) shell.directoryStack.unshift(target!)
    else {
      const status = await goTo(
        shell,
        'pushd',
        target === '-' ? (shell.variables.get('OLDPWD') ?? '') : target!,
      )
      if (status !== 0) return status
      shell.directoryStack = stack
    }
    return show(shell)
  }
  if (target === undefined && stack.length < 2) return complainOf(shell, 'pushd', 'no other directory')
  if (at < 0 || at >= stack.length) return outOfRange(shell, 'pushd', target ?? '')
  const rotated =
    target === undefined
      ? [stack[1]!, stack[0]!, ...stack.slice(2)]
      : [...stack.slice(at), ...stack.slice(0, at)]
  if (!still) {
    const status = await goTo(shell, 'pushd', rotated[0]!)
    if (status !== 0) return status
  }
  shell.directoryStack = rotated.slice(1)
  return show(shell)
}

export const popd: Builtin = async (shell, args) => {
  const still = args[0] === '-n'
  const target = still ? args[1] : args[0]
  const stack = stackOf(shell)
  if (target !== undefined && position(shell, target) === undefined)
    return invalidOption(shell, 'popd', target.slice(0, 2), 'popd [-n] [+N | -N]')
  const at = target === undefined ? (still ? 1 : 0) : position(shell, target)!
  if (stack.length < 2 || at < 0 || at >= stack.length) return outOfRange(shell, 'popd', target ?? '')
  if (at === 0) {
    const status = await goTo(shell, 'popd', stack[1]!)
    if (status !== 0) return status
    shell.directoryStack = stack.slice(2)
  } else shell.directoryStack = stack.filter((_, i) => i !== at && i !== 0)
  return show(shell)
}

export const dirs: Builtin = async (shell, args) => {
  const flags = new Set<string>()
  let chosen: number | undefined
  for (const arg of args) {
    const at = position(shell, arg)
    if (at !== undefined) {
      if (at < 0 || at >= stackOf(shell).length) return outOfRange(shell, 'dirs', arg)
      chosen = at
    } else if (/^-[clpv]+$/.test(arg)) for (const letter of arg.slice(1)) flags.add(letter)
    else {
      const wrong = /^-\D/.test(arg) ? arg.slice(0, 2) : arg
      return invalidOption(shell, 'dirs', wrong, 'dirs [-clpv] [+N] [-N]')
    }
  }
  if (flags.has('c')) {
    shell.directoryStack = []
    return 0
  }
  const shown = stackOf(shell).map((path) => (flags.has('l') ? path : shortened(shell, path)))
  const lines = chosen === undefined ? shown : [shown[chosen]!]
  if (flags.has('v'))
    await shell.proc.stdout.write(
      lines.map((path, i) => `${String(chosen ?? i).padStart(2)}  ${path}\n`).join(''),
    )
  else if (flags.has('p')) await shell.proc.stdout.write(lines.map((path) => `${path}\n`).join(''))
  else await shell.proc.stdout.write(`${lines.join(' ')}\n`)
  return 0
}
