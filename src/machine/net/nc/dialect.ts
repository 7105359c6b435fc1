import type { Errno } from '../../errno.ts'
import { errnoTable } from '../../errno.ts'
import { serviceName } from '../sockets/services.ts'

/** What netcat says to people: Amazon Linux has Nmap's Ncat, Debian and Ubuntu have OpenBSD's nc. */
export interface Dialect {
  /** How long a connection may take when nobody says, in milliseconds. */
  patience?: number
  banner: string
  listening(address: string, port: number): string
  accepted(address: string, port: number, own: number): string
  connected(host: string, address: string, port: number, udp: boolean): string
  failed(host: string, address: string, port: number, code: Errno, udp: boolean): string
  unknownHost(host: string): string
  done(sent: number, received: number, seconds: number): string
}

export const ncat: Dialect = {
  patience: 10_000,
  banner: 'Ncat: Version 7.93 ( https://nmap.org/ncat )\n',
  listening: (address, port) => `Ncat: Listening on ${address}:${port}\n`,
  accepted: (address, port) =>
    `Ncat: Connection from ${address}.\nNcat: Connection from ${address}:${port}.\n`,
  connected: (_host, address, port) => `Ncat: Connected to ${address}:${port}.\n`,
  failed: (_host, _address, _port, code) =>
    `Ncat: ${code === 'ETIMEDOUT' ? 'TIMEOUT' : errnoTable[code][1]}.\n`,
  unknownHost: (host) => `Ncat: Could not resolve hostname "${host}": Name or service not known. QUITTING.\n`,
  done: (sent, received, seconds) =>
    `Ncat: ${sent} bytes sent, ${received} bytes received in ${seconds.toFixed(2)} seconds.\n`,
}

export const openbsd: Dialect = {
  banner: '',
  listening: (address, port) => `Listening on ${address} ${port}\n`,
  accepted: (address, port) => `Connection received on ${address} ${port}\n`,
  connected: (host, address, port, udp) =>
    `Connection to ${host === address ? host : `${host} (${address})`} ${port} port [${udp ? 'udp' : 'tcp'}/${serviceName(port) ?? '*'}] succeeded!\n`,
  failed: (host, address, port, code, udp) =>
    `nc: connect to ${host === address ? host : `${host} (${address})`} port ${port} (${udp ? 'udp' : 'tcp'}) failed: ${errnoTable[code][1]}\n`,
  unknownHost: (host) => `nc: getaddrinfo for host "${host}" port 0: Name or service not known\n`,
  done: () => '',
}
