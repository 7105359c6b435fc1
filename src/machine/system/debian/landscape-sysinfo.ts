import type { Process } from '../../kernel/process.ts'
import { loggedIn } from '../login-records.ts'

/** What Ubuntu's greeting says of the machine: two columns of facts. */
export async function landscapeSysinfo(proc: Process): Promise<number> {
  const { system } = proc
  const { blocks, free, blockSize } = await proc.statfs('/')
  const processes = system.processes()
  const running = processes.filter(({ state }) => state === 'R').length
  const size = blocks * blockSize
  const used = (blocks - free) * blockSize
  const { memory } = system
  const users = new Set((await loggedIn(proc)).map(({ user }) => user))
  const { name, address } = system.network
  const left: [string, string][] = [
    ['System load', (Math.max(0, running - 1) / 10).toFixed(2)],
    ['Usage of /', `${((used / size) * 100).toFixed(1)}% of ${(size / 2 ** 30).toFixed(2)}GB`],
    ['Memory usage', `${Math.round((memory.used / memory.total) * 100)}%`],
    ['Swap usage', '0%'],
  ]
  const right: [string, string][] = [
    ['Processes', String(processes.length)],
    ['Users logged in', String(users.size)],
    ...(address === undefined ? [] : [[`IPv4 address for ${name}`, address] as [string, string]]),
  ]
  const first = layOut(left)
  const second = layOut(right)
  const width = Math.max(...first.map((line) => line.length)) + 3
  for (const [index, line] of first.entries())
    await proc.stdout.line(`  ${second[index] === undefined ? line : line.padEnd(width) + second[index]}`)
  return 0
}

const layOut = (facts: readonly [string, string][]): string[] => {
  const width = Math.max(...facts.map(([title]) => title.length)) + 2
  return facts.map(([title, value]) => `${`${title}:`.padEnd(width)}${value}`)
}
