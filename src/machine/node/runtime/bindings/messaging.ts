import { nextTurn } from '../event-loop.ts'
import { HandleWrap } from '../handle-wrap.ts'
import { host } from '../host.ts'
import { symbols } from '../symbols.ts'

let emitMessage: ((this: unknown, data: unknown, ports: unknown[], type: string) => void) | undefined
const oninit = symbols.oninit!

/** A message port between two ends in this one thread: there are no other threads to talk to. */
export class MessagePort extends HandleWrap {
  #peer?: MessagePort
  #queue: unknown[] = []
  #started = false

  static entangle(a: MessagePort, b: MessagePort): void {
    a.#peer = b
    b.#peer = a
  }

  constructor() {
    super('MESSAGEPORT')
    const init = (this as unknown as Record<symbol, unknown>)[oninit]
    if (typeof init === 'function') Reflect.apply(init, this, [])
  }

  postMessage(message: unknown): void {
    const copy = host.structuredClone(message)
    const peer = this.#peer
    if (!peer || peer.closed) return
    peer.#queue.push(copy)
    peer.#deliver()
  }

  start(): void {
    this.#started = true
    this.setActive(true)
    this.#deliver()
  }

  stop(): void {
    this.#started = false
    this.setActive(false)
  }

  take(): unknown {
    return this.#queue.length > 0 ? this.#queue.shift() : symbols.no_message_symbol
  }

  #deliver(): void {
    if (!this.#started || this.#queue.length === 0) return
    nextTurn(() => {
      if (!this.#started || this.closed || this.#queue.length === 0) return
      const message = this.#queue.shift()
      ;(this as unknown as Record<string, unknown>).emitMessage = emitMessage
      this.callBack('emitMessage', message, [], 'message')
      this.#deliver()
    })
  }

  protected override onClosed(): void {
    const peer = this.#peer
    this.#peer = undefined
    if (peer && !peer.closed) nextTurn(() => HandleWrap.prototype.close.call(peer))
  }
}

class MessageChannel {
  readonly port1 = new MessagePort()
  readonly port2 = new MessagePort()
  constructor() {
    MessagePort.entangle(this.port1, this.port2)
  }
}

export function messagingBinding(perContext: Record<string, unknown>): Record<string, unknown> {
  emitMessage = perContext.emitMessage as typeof emitMessage
  const { DOMException } = perContext
  return {
    MessagePort,
    MessageChannel,
    DOMException,
    exposeLazyDOMExceptionProperty: (target: object) =>
      Object.defineProperty(target, 'DOMException', {
        configurable: true,
        enumerable: false,
        writable: true,
        value: DOMException,
      }),
    stopMessagePort: (port: MessagePort) => port.stop(),
    drainMessagePort: () => {},
    receiveMessageOnPort: (port: MessagePort) => port.take(),
    moveMessagePortToContext: (port: MessagePort) => port,
    setDeserializerCreateObjectFunction: () => {},
    broadcastChannel: () => new MessagePort(),
    structuredClone: (value: unknown, options?: StructuredSerializeOptions) => {
      try {
        return host.structuredClone(value, options)
      } catch (error) {
        const { message, name } = error as Error
        throw new (DOMException as new (message: string, name: string) => Error)(message, name)
      }
    },
  }
}
