import { complainOf, type Builtin } from './builtin.ts'

export const history: Builtin = async (shell, args) => {
  const list = shell.history
  if (!list) return 0
  switch (args[0]) {
    case '-c':
      list.clear()
      return 0
    case '-a':
    case '-w':
      await list.save(shell.proc)
      return 0
    case '-r':
      await list.load(shell.proc)
      return 0
    case '-d': {
      const position = Number(args[1])
      if (
        !Number.isInteger(position) ||
        list.entries.at(position > 0 ? position - 1 : position) === undefined
      )
        return complainOf(shell, 'history', `${args[1]}: history position out of range`)
      list.entries.splice(position > 0 ? position - 1 : position, 1)
      return 0
    }
  }
  const count = args[0] === undefined ? list.entries.length : Number(args[0])
  if (!Number.isInteger(count)) return complainOf(shell, 'history', `${args[0]}: numeric argument required`)
  const first = Math.max(0, list.entries.length - count)
  const lines = list.entries
    .slice(first)
    .map((entry, i) => `${String(first + i + 1).padStart(5)}  ${entry}\n`)
  await shell.proc.stdout.write(lines.join(''))
  return 0
}
