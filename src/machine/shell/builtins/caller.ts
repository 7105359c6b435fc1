import { invalidOption, type Builtin } from './builtin.ts'

/** Who called the function or sourced file that runs. */
export const caller: Builtin = async (shell, args) => {
  const { names, sources, lines } = shell.calls
  const depth = args[0]
  if (depth === undefined) {
    const outside = shell.calls.frames.length < 2
    await shell.proc.stdout.write(outside ? '0 NULL\n' : `${lines[0]} ${sources[1] ?? 'NULL'}\n`)
    return 0
  }
  if (!/^\d+$/.test(depth)) return invalidOption(shell, 'caller', depth, 'caller [expr]')
  const at = Number(depth)
  if (names[at + 1] === undefined) return 1
  await shell.proc.stdout.write(`${lines[at]} ${names[at + 1]} ${sources[at + 1]}\n`)
  return 0
}
