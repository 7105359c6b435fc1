import type { Process, SocketInfo } from '../../kernel/process.ts'
import type { Endpoint } from '../../network.ts'
import { type Invocation, program } from '../../programs/program.ts'
import { serviceName } from './services.ts'
import { parseFilter } from './socket-filter.ts'
import { visibleUsers } from './visible-users.ts'

const families = { t: 'tcp', u: 'udp', x: 'unix' } as const

/** iproute2's ss: the machine's sockets, and who holds them. */
export const ss = program(
  'ss',
  {
    short: 'tuxalnpre46HsomiOK',
    long: {
      'tcp': 't',
      'udp': 'u',
      'unix': 'x',
      'all': 'a',
      'listening': 'l',
      'numeric': 'n',
      'processes': 'p',
      'resolve': 'r',
      'extended': 'e',
      'ipv4': '4',
      'ipv6': '6',
      'no-header': 'H',
      'summary': 's',
      'options': 'o',
      'memory': 'm',
      'info': 'i',
      'oneline': 'O',
      'kill': 'K',
    },
    usage: '[ OPTIONS ] [ FILTER ]',
    misuse: 255,
  }, // prettier-ignore
  async (run) => {
    const { proc } = run
    if (run.has('s')) return summary(proc)
    if (run.has('K')) {
      await proc.stderr.line(
        "ss: Sandcloud's kernel closes no sockets from outside: stop their process (kill)",
      )
      return 255
    }
    const filter = parseFilter(run.operands)
    const shown = proc.system
      .sockets()
      .filter((socket) => selects(run, socket, filter.states) && filter.test(socket))
    const rows = shown.toSorted(byFamily).map((socket) => rowOf(run, socket))
    await run.write(layOut(rows, run))
    return 0
  },
)

const order = { unix: 0, udp: 1, tcp: 2 }
const byFamily = (a: SocketInfo, b: SocketInfo): number => order[a.family] - order[b.family]

function selects(run: Invocation, socket: SocketInfo, states?: readonly SocketInfo['state'][]): boolean {
  const wanted = (Object.keys(families) as (keyof typeof families)[]).filter((letter) => run.has(letter))
  const internet = run.has('4') || run.has('6')
  if (wanted.length > 0 ? !wanted.some((letter) => families[letter] === socket.family) : internet && socket.family === 'unix') return false // prettier-ignore
  if (run.has('6') && !run.has('4') && !socket.local.address.includes(':')) return false
  if (states) return states.includes(socket.state)
  const passive = socket.state === 'LISTEN' || socket.state === 'UNCONN'
  return run.has('a') || (run.has('l') ? passive : !passive)
}

interface Row {
  netid: string
  state: string
  queues: [string, string]
  local: [string, string]
  peer: [string, string]
  more: string
}

function rowOf(run: Invocation, socket: SocketInfo): Row {
  const { family, state, local, remote, receiveQueue, sendQueue, ino, uid } = socket
  const users = run.has('p') ? visibleUsers(run.proc, socket) : []
  const held = users.map(({ command, pid, fd }) => `("${command}",pid=${pid},fd=${fd})`).join(',')
  const more = [
    ...(held ? [`users:(${held})`] : []),
    ...(run.has('e') ? [...(uid ? [`uid:${uid}`] : []), `ino:${ino}`, 'sk:1', '<->'] : []),
  ]
  const ends = (place: Endpoint | undefined, other: string): [string, string] => {
    if (family === 'unix') return [place?.address || '*', other]
    if (!place) return [local.address.includes(':') ? '*' : '0.0.0.0', '*']
    const address = place.address === '::' ? '*' : place.address
    return [address, run.has('n') ? String(place.port) : (serviceName(place.port) ?? String(place.port))]
  }
  return {
    netid: family === 'unix' ? 'u_str' : family,
    state,
    queues: [String(receiveQueue), String(sendQueue)],
    local: ends(local, String(ino)),
    peer: ends(remote, family === 'unix' && remote ? String(ino + 1) : family === 'unix' ? '0' : '*'),
    more: more.join(' '),
  }
}

/** Addresses stand right-aligned before their ports, everything else left-aligned. */
function layOut(rows: readonly Row[], run: Invocation): string {
  const netids = new Set(rows.map(({ netid }) => netid))
  const asked = ['t', 'u', 'x'].filter((letter) => run.has(letter)).length
  const showNetid = asked !== 1 || netids.size > 1
  const unix = run.has('x') && asked === 1
  const separator = unix ? ' ' : ':'
  const head: Row = {
    netid: 'Netid',
    state: 'State',
    queues: ['Recv-Q', 'Send-Q'],
    local: ['Local Address', 'Port'],
    peer: ['Peer Address', 'Port'],
    more: 'Process',
  }
  const all = run.has('H') ? [...rows] : [head, ...rows]
  const width = (pick: (row: Row) => string): number => Math.max(0, ...all.map((row) => pick(row).length))
  const widths = {
    netid: width(({ netid }) => netid),
    state: width(({ state }) => state),
    received: width(({ queues }) => queues[0]),
    sent: width(({ queues }) => queues[1]),
    local: width(({ local }) => local[0]),
    localPort: width(({ local }) => local[1]),
    peer: width(({ peer }) => peer[0]),
    peerPort: width(({ peer }) => peer[1]),
  }
  return all
    .map(
      ({ netid, state, queues, local, peer, more }) =>
        [
          ...(showNetid ? [netid.padEnd(widths.netid)] : []),
          state.padEnd(widths.state),
          queues[0].padEnd(widths.received),
          queues[1].padEnd(widths.sent),
          `${local[0].padStart(widths.local)}${separator}${local[1].padEnd(widths.localPort)}`,
          `${peer[0].padStart(widths.peer)}${separator}${peer[1].padEnd(widths.peerPort)}`,
          more,
        ].join(' ') + '\n',
    )
    .join('')
}

async function summary(proc: Process): Promise<number> {
  const sockets = proc.system.sockets()
  const count = (family: SocketInfo['family'], state?: SocketInfo['state']): number =>
    sockets.filter((socket) => socket.family === family && (!state || socket.state === state)).length
  const [tcp, udp] = [count('tcp'), count('udp')]
  const row = (name: string, total: number): string =>
    `${name.padEnd(10)}${String(total).padEnd(10)}${String(total).padEnd(10)}0\n`
  await proc.stdout.write(
    `Total: ${sockets.length}
TCP:   ${tcp} (estab ${count('tcp', 'ESTAB')}, closed 0, orphaned 0, timewait 0)

Transport Total     IP        IPv6
RAW       0         0         0
${row('UDP', udp)}${row('TCP', tcp)}${row('INET', tcp + udp)}FRAG      0         0         0

`,
  )
  return 0
}
