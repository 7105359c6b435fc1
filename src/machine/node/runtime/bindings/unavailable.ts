import { dataOf } from '../facts.ts'
import { AsyncWrap } from '../async-wrap.ts'
import { HandleWrap } from '../handle-wrap.ts'
import { uvNumber } from '../uv.ts'

/*
 * What this Node does not have. Its modules load, because many packages require them without need; using
 * them fails with an error that says why.
 */

export const unavailable = (what: string, why: string): Error =>
  Object.assign(new Error(`${what} is not available: ${why}`), {
    code: 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
  })

const missing = (what: string, why: string) =>
  class {
    constructor() {
      throw unavailable(what, why)
    }
  }

export const streamPipeBinding = {
  StreamPipe: missing('http2', 'this Node runs in a browser thread and speaks HTTP/1.1 only'),
}

export const internalOnlyV8Binding = {
  queryObjects() {
    throw unavailable('v8.queryObjects', 'a program cannot look at its heap here')
  },
}

const noHttp2 = 'this Node runs in a browser thread and speaks HTTP/1.1 only'
export const http2Binding = {
  ...dataOf('http2'),
  nghttp2ErrorString: String,
  refreshDefaultSettings: () => {},
  packSettings: () => new Uint8Array(0),
  setCallbackFunctions: () => {},
  Http2Session: missing('http2', noHttp2),
  Http2Stream: missing('http2', noHttp2),
}

export const tlsWrapBinding = {
  ...dataOf('tls_wrap'),
  TLSWrap: missing('tls', 'this Node has no OpenSSL; serve plain HTTP, and put HTTPS in front of it'),
  wrap() {
    throw unavailable('tls', 'this Node has no OpenSSL; serve plain HTTP, and put HTTPS in front of it')
  },
}

/** Datagrams have no place in the virtual internet. */
class UDP extends HandleWrap {
  constructor() {
    super('UDPWRAP')
  }
  bind = (): number => uvNumber('ENOTSUP')
  bind6 = this.bind
  connect = this.bind
  connect6 = this.bind
  send = this.bind
  send6 = this.bind
  recvStart = this.bind
  recvStop = (): number => 0
  getsockname = this.bind
  getpeername = this.bind
  disconnect = this.bind
}

class SendWrap extends AsyncWrap {
  constructor() {
    super('UDPSENDWRAP')
  }
}

export const udpWrapBinding = {
  ...dataOf('udp_wrap'),
  UDP,
  SendWrap,
}

export const jsStreamBinding = {
  JSStream: missing('stream wrapping', 'this Node has no native streams to put a JavaScript stream under'),
}

const noThread = 'a browser thread cannot wait for another process; use the asynchronous form'
export const spawnSyncBinding = {
  spawn() {
    throw unavailable('Running a child process synchronously (spawnSync, execSync, execFileSync)', noThread)
  },
}

export const inspectorBinding = { isEnabled: () => false }
export const watchdogBinding = {
  TraceSigintWatchdog: missing('--trace-sigint', 'this thread cannot be interrupted'),
}
class SocketAddress {
  readonly #detail: Record<string, unknown>
  constructor(address: string, port: number, family: number, flowlabel: number) {
    this.#detail = { address, port, family, flowlabel }
  }
  detail(into: object): object {
    return Object.assign(into, this.#detail)
  }
  flowlabel(): unknown {
    return this.#detail.flowlabel
  }
}

export const blockListBinding = {
  ...dataOf('block_list'),
  BlockList: missing('net.BlockList', 'it is native code in Node'),
  SocketAddress,
}
export const serdesBinding = {
  Serializer: missing('v8.serialize', 'it is native code in V8'),
  Deserializer: missing('v8.deserialize', 'it is native code in V8'),
}
export const locksBinding = {
  LOCK_MODE_EXCLUSIVE: 'exclusive',
  LOCK_MODE_SHARED: 'shared',
  LOCK_STOLEN_ERROR: 'LOCK_STOLEN',
  request: () => {},
  query: () => {},
}
