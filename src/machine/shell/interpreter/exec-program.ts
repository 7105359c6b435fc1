import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import type { Shell } from '../shell.ts'

/** exec(2); a file without #! is taken for a script of this shell. */
export const execOrExplain = async (
  shell: Shell,
  proc: Process,
  path: string,
  words: readonly string[],
  environment: ReadonlyMap<string, string>,
): Promise<number> => {
  try {
    return await proc.exec(path, words, environment)
  } catch (error) {
    if (!isErrno(error)) throw error
    if (error.code === 'ENOEXEC') return runAsScript(shell, proc, path, words, environment)
    const interpreter = error.code === 'ENOENT' ? await interpreterOf(proc, path) : undefined
    const message = interpreter
      ? error.code === 'ENOENT'
        ? `${path}: cannot execute: required file not found`
        : `${path}: ${interpreter}: bad interpreter: ${error.message}`
      : `${path}: ${error.message}`
    await proc.stderr.write(`${shell.errorPrefix}${message}\n`)
    return error.code === 'ENOENT' ? 127 : 126
  }
}

const runAsScript = async (
  shell: Shell,
  proc: Process,
  path: string,
  words: readonly string[],
  environment: ReadonlyMap<string, string>,
): Promise<number> => {
  const head = (await proc.readFile(path)).subarray(0, 80)
  if (head.includes(0)) {
    await proc.stderr.write(`${shell.errorPrefix}${path}: cannot execute binary file: Exec format error\n`)
    return 126
  }
  return proc.exec('/bin/bash', ['bash', path, ...words.slice(1)], environment)
}

const interpreterOf = async (proc: Process, path: string): Promise<string | undefined> => {
  try {
    const head = new TextDecoder().decode((await proc.readFile(path)).subarray(0, 256))
    return /^#!\s*(\S+)/.exec(head)?.[1]
  } catch (error) {
    if (isErrno(error)) return undefined
    throw error
  }
}
