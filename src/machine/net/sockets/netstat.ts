import type { Process, SocketInfo } from '../../kernel/process.ts'
import type { Endpoint } from '../../network.ts'
import { type Invocation, program } from '../../programs/program.ts'
import { writeInterfaceTable } from '../interfaces/interface-table.ts'
import { writeRouteTable } from '../interfaces/route-table.ts'
import { serviceName } from './services.ts'
import { visibleUsers } from './visible-users.ts'

const states: Record<SocketInfo['state'], string> = {
  'LISTEN': 'LISTEN',
  'ESTAB': 'ESTABLISHED',
  'SYN-SENT': 'SYN_SENT',
  'CLOSE-WAIT': 'CLOSE_WAIT',
  'FIN-WAIT-2': 'FIN_WAIT2',
  'UNCONN': '',
} // prettier-ignore

/** net-tools' netstat. */
export const netstat = program(
  'netstat',
  {
    short: 'tuxalnpreiW46vc',
    long: {
      tcp: 't',
      udp: 'u',
      unix: 'x',
      all: 'a',
      listening: 'l',
      numeric: 'n',
      programs: 'p',
      route: 'r',
      interfaces: 'i',
      wide: 'W',
      extend: 'e',
    },
    usage: '[-vWeenNcCF] [<Af>] -r | [-vWnNcaeol] [<Socket> ...]',
    misuse: 4,
  },
  async (run) => {
    const { proc } = run
    if (run.has('c')) {
      await proc.stderr.line('netstat: -c is not served; watch -n1 netstat does the same')
      return 1
    }
    if (run.has('r')) return writeRouteTable(proc, 'netstat')
    if (run.has('i')) return writeInterfaceTable(proc)
    if (run.has('p') && proc.credentials.uid !== 0)
      await proc.stderr.write(
        '(Not all processes could be identified, non-owned process info\n will not be shown, you would have to be root to see it all.)\n',
      )
    await writeInternet(run)
    await writeUnix(run)
    return 0
  },
)

const which = (run: Invocation): string =>
  run.has('l') ? 'only servers' : run.has('a') ? 'servers and established' : 'w/o servers'

function selects(run: Invocation, { state }: SocketInfo): boolean {
  const passive = state === 'LISTEN' || state === 'UNCONN'
  return run.has('a') || (run.has('l') ? passive : !passive)
}

const chosen = (run: Invocation, family: 't' | 'u' | 'x'): boolean =>
  run.has(family) || !run.has('t', 'u', 'x')

async function writeInternet(run: Invocation): Promise<void> {
  if (!chosen(run, 't') && !chosen(run, 'u')) return
  const names = run.has('p') ? 'PID/Program name    ' : ''
  await run.write(`Active Internet connections (${which(run)})\n`)
  await run.write(
    `Proto Recv-Q Send-Q Local Address           Foreign Address         State       ${names}\n`,
  )
  for (const family of ['tcp', 'udp'] as const) {
    if (!chosen(run, family === 'tcp' ? 't' : 'u')) continue
    for (const socket of run.proc.system.sockets()) {
      if (socket.family !== family || !selects(run, socket)) continue
      const { local, remote, state, receiveQueue } = socket
      const six = local.address.includes(':')
      const end = (place: Endpoint | undefined) => place ?? { address: six ? '::' : '0.0.0.0', port: 0 }
      const row = [
        `${family}${six ? '6' : ''}`.padEnd(5),
        String(receiveQueue).padStart(6),
        '0'.padStart(6),
        place(run, end(local)).padEnd(23),
        place(run, end(remote)).padEnd(23),
        states[state].padEnd(11),
      ].join(' ')
      await run.write(`${row}${run.has('p') ? ` ${programName(run.proc, socket).padEnd(20)}` : ' '}\n`)
    }
  }
}

function place(run: Invocation, { address, port }: Endpoint): string {
  const name = port === 0 ? '*' : run.has('n') ? String(port) : (serviceName(port) ?? String(port))
  return `${address}:${name}`
}

function programName(proc: Process, socket: SocketInfo): string {
  const [user] = visibleUsers(proc, socket)
  return user ? `${user.pid}/${user.command}` : '-'
}

async function writeUnix(run: Invocation): Promise<void> {
  if (!chosen(run, 'x')) return
  const names = run.has('p') ? ' PID/Program name    ' : ''
  await run.write(`Active UNIX domain sockets (${which(run)})\n`)
  await run.write(`Proto RefCnt Flags       Type       State         I-Node  ${names} Path\n`)
  for (const socket of run.proc.system.sockets()) {
    if (socket.family !== 'unix' || !selects(run, socket)) continue
    const { state, ino, local } = socket
    const listens = state === 'LISTEN'
    const row = `unix  2      ${(listens ? '[ ACC ]' : '[ ]').padEnd(11)} STREAM     ${(listens ? 'LISTENING' : 'CONNECTED').padEnd(13)} ${String(ino).padEnd(8)}`
    const name = run.has('p') ? ` ${programName(run.proc, socket).padEnd(20)}` : ''
    await run.write(`${row}${name} ${local.address}\n`)
  }
}
