import { program, Failure, type Invocation } from '../program.ts'
import { formatTime } from '../text/format-time.ts'
import { FullScreen, reversed } from '../terminal/full-screen.ts'
import { nameTables } from '../users.ts'
import { uptimeLine } from './uptime.ts'

const spec = { short: 'bcd:n:p:u:', usage: '-bcd:n:p:u:' }

export const top = program('top', spec, async (invocation) => {
  const { proc } = invocation
  const names = await nameTables(proc)
  const delay = (Number(invocation.value('d')) || 3) * 1000
  const rounds = Number(invocation.value('n')) || Infinity
  if (invocation.has('b')) {
    for (let round = 0; round < rounds; round++) {
      if (round > 0) await proc.sleep(delay)
      await invocation.write(`${lines(invocation, names, undefined).join('\n')}\n\n`)
    }
    return 0
  }
  if (!proc.tty(0)) throw new Failure('failed tty get')
  return watch(invocation, names, delay, rounds)
})

type Names = Awaited<ReturnType<typeof nameTables>>

const watch = async (
  invocation: Invocation,
  names: Names,
  delay: number,
  rounds: number,
): Promise<number> => {
  const screen = new FullScreen(invocation.proc)
  await screen.open()
  try {
    for (let round = 0; round < rounds; round++) {
      const rows = lines(invocation, names, screen.columns).slice(0, screen.rows)
      await screen.draw(rows.map((row, i) => (i === 6 ? reversed(row.padEnd(screen.columns)) : row)))
      const key = await screen.nextWithin(delay)
      if (key && (key.text === 'q' || key.name === 'ctrl-c' || (key.name === 'end' && key.text === '')))
        return 0
    }
    return 0
  } finally {
    await screen.close()
  }
}

const lines = (invocation: Invocation, names: Names, columns: number | undefined): string[] => {
  const { system } = invocation.proc
  const wanted = invocation.value('u')
  const pids = invocation.value('p')?.split(',').map(Number)
  const processes = system
    .processes()
    .filter(
      ({ uid, pid }) =>
        (wanted === undefined || names.user(uid) === wanted) && (pids === undefined || pids.includes(pid)),
    )
  const count = (state: string): string =>
    String(processes.filter((info) => info.state === state).length).padStart(3)
  const mib = (bytes: number): string => (bytes / 1024 ** 2).toFixed(1).padStart(8)
  const { total, used } = system.memory
  const busy = Math.min(
    100,
    processes.filter(({ state }) => state === 'R').length * (100 / system.processors),
  )
  const head = [
    `top -${uptimeLine(system)}`,
    `Tasks: ${String(processes.length).padStart(3)} total, ${count('R')} running, ${count('S')} sleeping, ${count('T')} stopped, ${count('Z')} zombie`,
    `%Cpu(s): ${busy.toFixed(1).padStart(4)} us,  0.0 sy,  0.0 ni, ${(100 - busy).toFixed(1).padStart(4)} id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st`,
    `MiB Mem : ${mib(total)} total, ${mib(total - used)} free, ${mib(used)} used, ${mib(0)} buff/cache`,
    `MiB Swap: ${mib(system.swaps.total)} total, ${mib(system.swaps.total)} free, ${mib(0)} used. ${mib(total - used)} avail Mem`,
    '',
    '    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND',
  ]
  const rows = processes
    .map((info) => ({ info, percent: (info.cpu * 100) / Math.max(1, system.now() - info.started) }))
    .sort((a, b) => b.percent - a.percent || a.info.pid - b.info.pid)
    .map(({ info, percent }) => {
      const time = `${Math.floor(info.cpu / 60_000)}:${formatTime('%S', new Date(info.cpu))}.${String(Math.floor(info.cpu / 10) % 100).padStart(2, '0')}`
      const command = invocation.has('c') ? info.argv.join(' ') : info.command
      const share = ((info.memory.resident * 100) / total).toFixed(1)
      const sizes = [[info.memory.virtual, 7], [info.memory.resident, 6], [info.memory.shared, 6]] as const // prettier-ignore
      const memory = sizes.map(([bytes, width]) => String(bytes / 1024).padStart(width)).join(' ')
      const nice = `${String(20 + info.niceness).padStart(3)} ${String(info.niceness).padStart(3)}`
      return `${String(info.pid).padStart(7)} ${names.user(info.uid).slice(0, 8).padEnd(8)} ${nice} ${memory} ${info.state} ${percent.toFixed(1).padStart(5)} ${share.padStart(5)} ${time.padStart(9)} ${command}`
    })
  return [...head, ...rows].map((line) => (columns === undefined ? line : line.slice(0, columns)))
}
