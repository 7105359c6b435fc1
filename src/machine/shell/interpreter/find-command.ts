import { isErrno } from '../../errno.ts'
import type { Shell } from '../shell.ts'

export type Found = { path: string } | { problem: string; status: 126 | 127 }

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Where a command's file is, or bash's words for why there is none. */
export const findCommand = async (
  shell: Shell,
  name: string,
  options: { defaultPath?: boolean } = {},
): Promise<Found> => {
  if (name.includes('/')) return checkPath(shell, name)
  const known = shell.commandPaths.get(name)
  if (known && (await isExecutable(shell, known.path)) === 'yes') {
    known.hits++
    return { path: known.path }
  }
  const { found, forbidden } = await searchPath(shell, name, options.defaultPath ? defaultPath : undefined)
  if (found) {
    shell.commandPaths.set(name, { path: found, hits: 1 })
    return { path: found }
  }
  if (forbidden) return { problem: `${forbidden}: Permission denied`, status: 126 }
  const anywhere = shell.variables.get('PATH') || options.defaultPath || name === ''
  const reason = anywhere ? 'command not found' : 'No such file or directory'
  return { problem: `${name}: ${reason}`, status: 127 }
}

const searchPath = async (
  shell: Shell,
  name: string,
  path = shell.variables.get('PATH') ?? '',
): Promise<{ found?: string; forbidden?: string }> => {
  let forbidden: string | undefined
  if (name === '') return {}
  for (const directory of path.split(':')) {
    const candidate = `${directory || '.'}/${name}`
    const state = await isExecutable(shell, candidate)
    if (state === 'yes') return { found: candidate }
    if (state === 'forbidden') forbidden ??= candidate
  }
  return forbidden ? { forbidden } : {}
}

const isExecutable = async (shell: Shell, path: string): Promise<'yes' | 'forbidden' | 'no'> => {
  try {
    if ((await shell.proc.stat(path)).type !== 'file') return 'no'
    await shell.proc.access(path, { execute: true })
    return 'yes'
  } catch (error) {
    if (isErrno(error, 'EACCES')) return 'forbidden'
    if (isErrno(error)) return 'no'
    throw error
  }
}

const checkPath = async (shell: Shell, path: string): Promise<Found> => {
  try {
    if ((await shell.proc.stat(path)).type === 'directory')
      return { problem: `${path}: Is a directory`, status: 126 }
    return { path }
  } catch (error) {
    if (!isErrno(error)) throw error
    return { problem: `${path}: ${error.message}`, status: error.code === 'ENOENT' ? 127 : 126 }
  }
}

/** Every place in PATH that has the command: `type -a`, `which`. */
export const findAll = async (shell: Shell, name: string): Promise<string[]> => {
  if (name.includes('/')) return (await isExecutable(shell, name)) === 'yes' ? [name] : []
  const candidates = (shell.variables.get('PATH') ?? '')
    .split(':')
    .map((directory) => `${directory || '.'}/${name}`)
  const found: string[] = []
  for (const candidate of candidates)
    if ((await isExecutable(shell, candidate)) === 'yes') found.push(candidate)
  return found
}
