import { isErrno } from '../../errno.ts'
import type { FileStat } from '../../kernel/process.ts'
import { shellQuoted, type Invocation } from '../program.ts'
import { confirm, join } from './paths.ts'

export interface RemoveOptions {
  recursive: boolean
  force: boolean
  interactive: boolean
  emptyDirectories: boolean
  verbose: boolean
}

/** Removes files and trees, telling of what fails; true when it is gone. */
export const removeTree = async (
  invocation: Invocation,
  path: string,
  options: RemoveOptions,
): Promise<boolean> => {
  const { proc } = invocation
  let stat: FileStat
  try {
    stat = await proc.lstat(path)
  } catch (error) {
    if (!isErrno(error)) throw error
    if (options.force && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return true
    await invocation.complain(`cannot remove ${shellQuoted(path)}: ${error.message}`)
    return false
  }
  if (stat.type === 'directory') return removeDirectory(invocation, path, options)
  if (!(await agreed(invocation, path, stat, options))) return false
  return attempt(invocation, path, options, () => proc.unlink(path))
}

const removeDirectory = async (
  invocation: Invocation,
  path: string,
  options: RemoveOptions,
): Promise<boolean> => {
  const { proc } = invocation
  if (!options.recursive && !options.emptyDirectories) {
    await invocation.complain(`cannot remove ${shellQuoted(path)}: Is a directory`)
    return false
  }
  if (options.recursive) {
    let names: string[]
    try {
      names = (await proc.readdir(path))
        .map(({ name }) => name)
        .filter((name) => name !== '.' && name !== '..')
    } catch (error) {
      if (!isErrno(error)) throw error
      await invocation.complain(`cannot remove ${shellQuoted(path)}: ${error.message}`)
      return false
    }
    if (
      names.length > 0 &&
      options.interactive &&
      !(await confirm(invocation, `descend into directory ${shellQuoted(path)}? `))
    )
      return false
    let well = true
    for (const name of names) well = (await removeTree(invocation, join(path, name), options)) && well
    if (!well) return false
  }
  if (options.interactive && !(await confirm(invocation, `remove directory ${shellQuoted(path)}? `)))
    return false
  return attempt(invocation, path, options, () => proc.rmdir(path))
}

const attempt = async (
  invocation: Invocation,
  path: string,
  options: RemoveOptions,
  remove: () => Promise<void>,
): Promise<boolean> => {
  try {
    await remove()
  } catch (error) {
    if (!isErrno(error)) throw error
    await invocation.complain(`cannot remove ${shellQuoted(path)}: ${error.message}`)
    return false
  }
  if (options.verbose) await invocation.write(`removed ${shellQuoted(path)}\n`)
  return true
}

/** rm asks by itself before it removes what the user may not write, when somebody can answer. */
const agreed = async (
  invocation: Invocation,
  path: string,
  stat: FileStat,
  options: RemoveOptions,
): Promise<boolean> => {
  const what =
    stat.type === 'symlink'
      ? 'symbolic link'
      : stat.size === 0 && stat.type === 'file'
        ? 'regular empty file'
        : stat.type === 'file'
          ? 'regular file'
          : stat.type
  if (options.interactive) return confirm(invocation, `remove ${what} ${shellQuoted(path)}? `)
  if (options.force || stat.type === 'symlink' || !invocation.proc.tty(0)) return true
  try {
    await invocation.proc.access(path, { write: true })
    return true
  } catch (error) {
    if (!isErrno(error)) throw error
    return confirm(invocation, `remove write-protected ${what} ${shellQuoted(path)}? `)
  }
}
