import type { History } from '../history.ts'
import type { Shell } from '../shell.ts'
import { complainOf, type Builtin } from './builtin.ts'

const removeRange = async (shell: Shell, list: History, range: RegExpExecArray): Promise<number> => {
  const place = (text: string): number =>
    Number(text) < 0 ? list.entries.length + Number(text) : Number(text) - 1
  const [from, to] = [place(range[1]!), place(range[2]!)]
  if (from < 0 || to < from || to >= list.entries.length)
    return complainOf(shell, 'history', `${range[0]}: history position out of range`)
  list.remove(from, to - from + 1)
  return 0
}

export const history: Builtin = async (shell, args) => {
  const list = shell.history
  if (!list) return 0
  switch (args[0]) {
    case '-c':
      list.clear()
      return 0
    case '-a':
      await list.save(shell.proc)
      return 0
    case '-w':
      await list.write(shell.proc)
      return 0
    case '-s':
      list.add(args.slice(1).join(' '))
      return 0
    case '-r':
      await list.load(shell.proc)
      return 0
    case '-d': {
      const range = /^(-?\d+)-(-?\d+)$/.exec(args[1] ?? '')
      if (range) return removeRange(shell, list, range)
      const position = Number(args[1])
      if (
        !Number.isInteger(position) ||
        list.entries.at(position > 0 ? position - 1 : position) === undefined
      )
        return complainOf(shell, 'history', `${args[1]}: history position out of range`)
      list.remove(position > 0 ? position - 1 : list.entries.length + position, 1)
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
