import { nextTurn } from '../event-loop.ts'
import { HandleWrap } from '../handle-wrap.ts'
import { host } from '../host.ts'
import { symbols } from '../symbols.ts'

type EmitMessage = (this: unknown, data: unknown, ports: unknown[], type: string) => void
let emitMessage: EmitMessage | undefined

/** What keeps the process alive for a port. */
class PortHandle extends HandleWrap {
  constructor(private readonly port: object) {
    super('MESSAGEPORT')
  }

  setOpen(open: boolean): void {
    this.setActive(open)
  }

  emit(message: unknown): void {
    this.callBack('emitMessage', message)
  }

  protected emitMessage(message: unknown): void {
    emitMessage?.call(this.port, message, [], 'message')
  }
}

/**
 * A message port between two ends in this one thread: there are no other threads to talk to. Lib puts its
 * own classes above and below this one, so it inherits from nothing.
 */
export class MessagePort {
  readonly #handle = new PortHandle(this)
  #peer?: MessagePort
  readonly #queue: unknown[] = []
  #started = false

  static entangle(a: MessagePort, b: MessagePort): void {
    a.#peer = b
    b.#peer = a
  }

  constructor() {
    this.#call(symbols.oninit!)
  }

  #call(method: symbol): void {
    const callback = (this as unknown as Record<symbol, unknown>)[method]
    if (typeof callback === 'function') Reflect.apply(callback, this, [])
  }

  postMessage(message: unknown): void {
    const copy: unknown = host.structuredClone(message)
    const peer = this.#peer
    if (!peer || peer.#handle.closed) return
    peer.#queue.push(copy)
    peer.#deliver()
  }

  start(): void {
    this.#started = true
    this.#handle.setOpen(true)
    this.#deliver()
  }

  static stop(port: MessagePort): void {
    port.#started = false
    port.#handle.setOpen(false)
  }

  static take(port: MessagePort): unknown {
    return port.#queue.length > 0 ? port.#queue.shift() : symbols.no_message_symbol
  }

  ref(): void {
    this.#handle.ref()
  }

  unref(): void {
    this.#handle.unref()
  }

  hasRef(): boolean {
    return this.#handle.hasRef()
  }

  close(): void {
    if (this.#handle.closed) return
    this.#handle.close(() => this.#call(symbols.handle_onclose!))
    const peer = this.#peer
    this.#peer = undefined
    if (peer) nextTurn(() => MessagePort.prototype.close.call(peer))
  }

  #deliver(): void {
    if (!this.#started || this.#queue.length === 0) return
    nextTurn(() => {
      if (!this.#started || this.#handle.closed || this.#queue.length === 0) return
      this.#handle.emit(this.#queue.shift())
      this.#deliver()
    })
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
  emitMessage = perContext.emitMessage as EmitMessage
  const DOMException = perContext.DOMException as new (message: string, name: string) => Error
  return {
    MessagePort,
    MessageChannel,
    DOMException,
    exposeLazyDOMExceptionProperty: (target: object) =>
      Object.defineProperty(target, 'DOMException', {
        configurable: true,
        writable: true,
        value: DOMException,
      }),
    stopMessagePort: MessagePort.stop,
    drainMessagePort: () => {},
    receiveMessageOnPort: MessagePort.take,
    moveMessagePortToContext: (port: MessagePort) => port,
    setDeserializerCreateObjectFunction: () => {},
    broadcastChannel: () => new MessagePort(),
    structuredClone: (value: unknown, options?: StructuredSerializeOptions) => {
      try {
        return host.structuredClone(value, options) as unknown
      } catch (error) {
        const { message, name } = error as Error
        throw new DOMException(message, name)
      }
    },
  }
}
