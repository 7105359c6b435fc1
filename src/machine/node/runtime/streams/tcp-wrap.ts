import { AsyncWrap } from '../async-wrap.ts'
import { boot } from '../boot-data.ts'
import { hold, letGo } from '../event-loop.ts'
import { dataOf } from '../facts.ts'
import { host } from '../host.ts'
import { tellKernel } from '../kernel-link.ts'
import type { BoundPort } from '../../protocol.ts'
import { uvNumber } from '../uv.ts'
import { Channel, newStreamId } from './channels.ts'
import { connecting, giveUpConnecting, listeners, refuseLate, stopListening } from './connecting.ts'
import { LibuvStreamWrap } from './stream-wrap.ts'
import { boundPorts, isOwnAddress, isTaken, markBound, markFree } from './ports.ts'

const { SERVER } = (dataOf('tcp_wrap') as { constants: { SERVER: number } }).constants

interface Name {
  address?: string
  family?: string
  port?: number
}

/** The machine speaks IPv4; `::` and `::1` mean the same places, and peers show as mapped addresses. */
const toV4 = (address: string): string =>
  address === '::' ? '0.0.0.0' : address === '::1' ? '127.0.0.1' : address.replace(/^::ffff:/i, '')

const isMapped = (address: string): boolean => /^::ffff:\d+(?:\.\d+){3}$/i.test(address)

export class TCP extends LibuvStreamWrap {
  #bound?: BoundPort & { v6: boolean }
  #local?: BoundPort
  #remote?: BoundPort
  #v6 = false
  #listener?: number
  declare onconnection?: (status: number, handle?: TCP) => void

  constructor(kind?: number) {
    super(kind === SERVER ? 'TCPSERVERWRAP' : 'TCPWRAP')
  }

  open(): number {
    return uvNumber('EINVAL')
  }

  bind(address: string, port: number): number {
    return this.#bind(address, port, false)
  }

  bind6(address: string, port: number): number {
    if (address !== '::' && address !== '::1' && !isMapped(address)) return uvNumber('EADDRNOTAVAIL')
    return this.#bind(address, port, true)
  }

  #bind(address: string, port: number, v6: boolean): number {
    if (this.#bound) return uvNumber('EINVAL')
    const v4 = toV4(address)
    if (v4 !== '0.0.0.0' && !isOwnAddress(v4)) return uvNumber('EADDRNOTAVAIL')
    if (port > 0 && port < 1024 && boot().uid !== 0) return uvNumber('EACCES')
    this.#bound = { address, port: port || freePort(v4), v6 }
    return 0
  }

  listen(): number {
    const bound = (this.#bound ??= { address: '0.0.0.0', port: freePort('0.0.0.0'), v6: false })
    const address = toV4(bound.address)
    if (isTaken(address, bound.port)) return uvNumber('EADDRINUSE')
    this.#listener = newStreamId()
    this.#v6 = bound.v6
    markBound(address, bound.port)
    listeners.set(this.#listener, this)
    this.setActive(true)
    tellKernel({ type: 'listen', listener: this.#listener, address: bound.address, port: bound.port })
    return 0
  }

  /** The kernel has a connection for this server. */
  accept(stream: number, local: BoundPort, remote: BoundPort): void {
    const handle = new TCP()
    handle.#open(new Channel(stream), local, remote, this.#v6)
    this.callBack('onconnection', 0, handle)
  }

  /** Another process was faster: what lib would have reported from listen(), as an error of the server. */
  refuse(code: string): void {
    refuseLate(this, code, this.#bound!)
  }

  connect(request: AsyncWrap, address: string, port: number): number {
    return this.#connect(request, address, port, false)
  }

  connect6(request: AsyncWrap, address: string, port: number): number {
    if (address !== '::1' && address !== '::' && !isMapped(address)) return uvNumber('ENETUNREACH')
    return this.#connect(request, address, port, true)
  }

  #connect(request: AsyncWrap, address: string, port: number, v6: boolean): number {
    const id = newStreamId()
    const v4 = toV4(address)
    hold()
    connecting.set(id, {
      connected: (local, remote) => {
        letGo()
        this.#open(new Channel(id), local, remote, v6)
        request.callBack('oncomplete', this.closed ? uvNumber('ECANCELED') : 0, this, request, true, true)
      },
      failed: (code) => {
        letGo()
        this.#pending = undefined
        request.callBack('oncomplete', uvNumber(code), this, request, false, false)
      },
    })
    this.#pending = id
    tellKernel({ type: 'connect', stream: id, address: v4 === '0.0.0.0' ? '127.0.0.1' : v4, port })
    return 0
  }

  #pending?: number

  #open(channel: Channel, local: BoundPort, remote: BoundPort, v6: boolean): void {
    this.#pending = undefined
    this.#local = local
    this.#remote = remote
    this.#v6 = v6
    this.useChannel(channel)
    if (this.closed) channel.close()
  }

  getsockname(into: Name): number {
    const place = this.#local ?? this.#bound
    if (!place) return uvNumber('ENOTCONN')
    return this.#name(place, into)
  }

  getpeername(into: Name): number {
    return this.#remote ? this.#name(this.#remote, into) : uvNumber('ENOTCONN')
  }

  #name({ address, port }: BoundPort, into: Name): number {
    const v6 = this.#bound ? this.#bound.v6 : this.#v6
    into.address = v6 && !address.includes(':') ? `::ffff:${address}` : address
    into.family = v6 ? 'IPv6' : 'IPv4'
    into.port = port
    return 0
  }

  setNoDelay = (): number => 0
  setKeepAlive = (): number => 0
  setTypeOfService = (): number => 0
  getTypeOfService = (): number => 0

  reset(callback?: () => void): number {
    this.channel?.close('reset')
    this.close(callback)
    return 0
  }

  protected override onClosed(): void {
    super.onClosed()
    if (this.#pending !== undefined) giveUpConnecting(this.#pending)
    if (this.#listener === undefined) return
    markFree(toV4(this.#bound!.address), this.#bound!.port)
    stopListening(this.#listener)
  }
}

/** Linux's own range for ports that nobody asked for by number. */
function freePort(address: string): number {
  const [first, count] = [32_768, 28_232]
  const random = new Uint32Array(1)
  for (let attempt = 0; attempt < boundPorts() + 64; attempt++) {
    host.getRandomValues(random)
    const port = first + (random[0]! % count)
    if (!isTaken(address, port)) return port
  }
  return 0
}

class TCPConnectWrap extends AsyncWrap {
  constructor() {
    super('TCPCONNECTWRAP')
  }
}

export const tcpWrapBinding = { ...dataOf('tcp_wrap'), TCP, TCPConnectWrap }
