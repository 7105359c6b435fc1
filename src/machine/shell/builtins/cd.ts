import { isErrno } from '../../errno.ts'
import type { Shell } from '../shell.ts'
import { complainOf, invalidOption, type Builtin } from './builtin.ts'

export const changeDirectory: Builtin = async (shell, args) => {
  let physical = shell.has('physical')
  let rest = args
  while (/^-[LPe@]+$/.test(rest[0] ?? '')) {
    physical = rest[0]!.includes('P')
    rest = rest.slice(1)
  }
  if (rest[0] === '--') rest = rest.slice(1)
  else if (rest[0] !== '-' && rest[0]?.startsWith('-'))
    return invalidOption(shell, 'cd', rest[0], 'cd [-L|[-P [-e]] [-@]] [dir]')
  if (rest.length > 1) return complainOf(shell, 'cd', 'too many arguments')
  const wanted = rest[0] ?? shell.variables.get('HOME')
  if (wanted === undefined) return complainOf(shell, 'cd', 'HOME not set')
  if (wanted !== '-') return goTo(shell, 'cd', wanted, physical)
  const old = shell.variables.get('OLDPWD')
  if (old === undefined) return complainOf(shell, 'cd', 'OLDPWD not set')
  const status = await goTo(shell, 'cd', old, physical)
  if (status === 0) await shell.proc.stdout.write(`${shell.variables.get('PWD')}\n`)
  return status
}

/** Changes the directory and PWD; `command` names who complains. */
export const goTo = async (
  shell: Shell,
  command: string,
  directory: string,
  physical = false,
): Promise<number> => {
  if (directory === '') return 0
  const before = shell.variables.get('PWD') ?? shell.proc.cwd
  for (const base of searchBases(shell, directory)) {
    const path = logicalPath(before, base === '' ? directory : `${base}/${directory}`)
    try {
      await shell.proc.chdir(path)
    } catch (error) {
      if (!isErrno(error)) throw error
      if (base !== '') continue
      return complainOf(shell, command, `${directory}: ${error.message}`)
    }
    shell.variables.set('OLDPWD', before)
    shell.variables.set('PWD', physical ? await shell.proc.realpath('.') : path)
    if (base !== '') await shell.proc.stdout.write(`${path}\n`)
    return 0
  }
  return 1
}

const searchBases = (shell: Shell, directory: string): string[] => {
  const search = shell.variables.get('CDPATH')
  if (!search || /^(\/|\.\.?(\/|$))/.test(directory)) return ['']
  return [...search.split(':').filter((base) => base !== '' && base !== '.'), '']
}

/** Takes . and .. out of a path by its text, as a shell with symlinks in its PWD must. */
const logicalPath = (from: string, path: string): string => {
  const parts: string[] = []
  for (const part of (path.startsWith('/') ? path : `${from}/${path}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

export const printDirectory: Builtin = async (shell, args) => {
  const option = args.find((arg) => arg.startsWith('-') && arg !== '--')
  if (option && !/^-[LP]+$/.test(option)) return invalidOption(shell, 'pwd', option, 'pwd [-LP]')
  const path = option?.includes('P')
    ? await shell.proc.realpath('.')
    : (shell.variables.get('PWD') ?? shell.proc.cwd)
  await shell.proc.stdout.write(`${path}\n`)
  return 0
}
