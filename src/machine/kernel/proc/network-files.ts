import type { Endpoint } from '../../network.ts'
import { plainAddress, subnetOf } from '../net/addresses.ts'
import type { Kernel } from '../kernel.ts'
import type { SocketInfo } from '../process.ts'

/** An IPv4 address as proc(5) has it: its four bytes as a little-endian number. */
const hexAddress = ({ address, port }: Endpoint): string => {
  const octets = plainAddress(address).split('.').toReversed()
  const bytes = octets.map((octet) => Number(octet).toString(16).padStart(2, '0')).join('')
  return `${bytes}:${port.toString(16).padStart(4, '0')}`.toUpperCase()
}

const anywhere: Endpoint = { address: '0.0.0.0', port: 0 }
const hex = (value: number, width: number): string => value.toString(16).toUpperCase().padStart(width, '0')

/** include/net/tcp_states.h; an unconnected UDP socket is in CLOSE. */
const states: Record<SocketInfo['state'], number> = {
  'ESTAB': 1,
  'SYN-SENT': 2,
  'FIN-WAIT-2': 5,
  'UNCONN': 7,
  'CLOSE-WAIT': 8,
  'LISTEN': 10,
} // prettier-ignore

const socketLines = (kernel: Kernel, family: 'tcp' | 'udp'): string =>
  kernel.system
    .sockets()
    .filter((socket) => socket.family === family)
    .map(({ state, local, remote = anywhere, uid, ino, receiveQueue }, index) => {
      const queues = `00000000:${hex(state === 'LISTEN' ? 0 : receiveQueue, 8)}`
      return `${String(index).padStart(4)}: ${hexAddress(local)} ${hexAddress(remote)} ${hex(states[state], 2)} ${queues} 00:00000000 00000000 ${String(uid).padStart(5)}        0 ${ino} 1 0000000000000000 100 0 0 10 0\n`
    })
    .join('')

const head = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n`

const unixLines = (kernel: Kernel): string =>
  kernel.system
    .sockets()
    .filter(({ family }) => family === 'unix')
    .map(({ state, local, ino }) => {
      const listens = state === 'LISTEN'
      const path = local.address === '' ? '' : ` ${local.address}`
      return `0000000000000000: 00000002 00000000 ${listens ? '00010000' : '00000000'} 0001 ${listens ? '01' : '03'} ${ino}${path}\n`
    })
    .join('')

const hexOnly = (address: string): string => hexAddress({ address, port: 0 }).slice(0, 8)

const routes = (kernel: Kernel): string => {
  const title = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n'
  const lines = kernel.system.networks.map(({ index, name, address, prefix, gateway }) => {
    const line = (destination: string, by: string, flags: string, mask: string): string =>
      `${name}\t${hexOnly(destination)}\t${hexOnly(by)}\t${flags}\t0\t0\t${512 + 10 * index}\t${hexOnly(mask)}\t0\t0\t0\n`
    const { network, mask } = subnetOf(address, prefix)
    return `${line('0.0.0.0', gateway, '0003', '0.0.0.0')}${line(network, '0.0.0.0', '0001', mask)}`
  })
  return `${title}${lines.join('')}`
}

/** The files of /proc/net. */
export const networkFiles: Record<string, (kernel: Kernel) => string> = {
  'net/tcp': (kernel) => head + socketLines(kernel, 'tcp'),
  'net/tcp6': () => head,
  'net/udp': (kernel) => head + socketLines(kernel, 'udp'),
  'net/unix': (kernel) => `Num       RefCount Protocol Flags    Type St Inode Path\n${unixLines(kernel)}`,
  'net/route': routes,
}
