import { isErrno } from '../errno.ts'
import { Failure, type Invocation } from './program.ts'

/** Starts a command; undefined, and a message, when there is none of this name. */
export const startWords = async (
  invocation: Invocation,
  words: readonly string[],
  notFound: (command: string) => string,
  /** Where it runs, if not here. */
  cwd?: string,
): Promise<number | undefined> => {
  const { proc } = invocation
  const [command] = words
  if (command === undefined) throw new Failure("missing argument to `-exec'")
  const candidates = command.includes('/')
    ? [command]
    : (proc.env.get('PATH') ?? '/usr/bin:/bin')
        .split(':')
        .map((directory) => `${directory || '.'}/${command}`)
  for (const candidate of candidates) {
    try {
      await proc.access(candidate, { execute: true })
    } catch (error) {
      if (isErrno(error)) continue
      throw error
    }
    return proc.spawn(candidate, words, cwd === undefined ? {} : { cwd })
  }
  await proc.stderr.write(`${invocation.name}: ${notFound(command)}: No such file or directory\n`)
  return undefined
}
