import type { Shell } from '../shell.ts'

/** What `name=(…)` in `declare name=(…)` was: the elements, by the position of the argument. */
export type ArrayArguments = ReadonlyMap<
  number,
  { key: string | undefined; text: string; append?: boolean }[]
>

/** A command that the shell does itself. `args` come without the name. */
export type Builtin = (shell: Shell, args: string[], arrays: ArrayArguments) => Promise<number> | number

/** A wrong option: bash's two lines. */
export const invalidOption = async (
  shell: Shell,
  name: string,
  option: string,
  usage: string,
): Promise<number> => {
  await shell.complain(`${name}: ${option}: invalid option`)
  await shell.proc.stderr.write(`${name}: usage: ${usage}\n`)
  return 2
}

export const complainOf = async (
  shell: Shell,
  name: string,
  message: string,
  status = 1,
): Promise<number> => {
  await shell.complain(`${name}: ${message}`)
  return status
}
