import type { StreamId } from '../../protocol.ts'
import { streamWindow } from '../../protocol.ts'
import { tellKernel } from '../kernel-link.ts'

/** Who takes what comes in on a channel. */
export interface Receiver {
  data(bytes: Uint8Array): void
  end(): void
  error(code: string): void
}

const channels = new Map<StreamId, Channel>()
let nextId: StreamId = 3

export const newStreamId = (): StreamId => nextId++
export const channelOf = (id: StreamId): Channel | undefined => channels.get(id)

type Incoming = { bytes: Uint8Array } | { end: true } | { error: string }

/** One byte stream to the kernel, with back-pressure both ways. */
export class Channel {
  #receiver?: Receiver
  #reading = false
  readonly #incoming: Incoming[] = []
  #unacknowledged = 0
  readonly #waiting: { after: number; done: () => void }[] = []
  #sent = 0
  bytesRead = 0

  constructor(readonly id: StreamId) {
    channels.set(id, this)
  }

  get bytesWritten(): number {
    return this.#sent
  }

  attach(receiver: Receiver): void {
    this.#receiver = receiver
  }

  start(): void {
    this.#reading = true
    this.#deliver()
  }

  stop(): void {
    this.#reading = false
  }

  receive(incoming: Incoming): void {
    this.#incoming.push(incoming)
    this.#deliver()
  }

  /** What came is handed on while somebody reads; only then has it been taken. */
  #deliver(): void {
    while (this.#reading && this.#receiver && this.#incoming.length > 0) {
      const next = this.#incoming.shift()!
      if ('bytes' in next) {
        this.bytesRead += next.bytes.length
        tellKernel({ type: 'taken', stream: this.id, bytes: next.bytes.length })
        this.#receiver.data(next.bytes)
      } else if ('end' in next) this.#receiver.end()
      else this.#receiver.error(next.error)
    }
  }

  /** @returns whether there is room for more; if not, `done` is called when there is. The bytes are given away. */
  write(bytes: Uint8Array, done: () => void): boolean {
    this.#sent += bytes.length
    this.#unacknowledged += bytes.length
    tellKernel({ type: 'write', stream: this.id, bytes }, [bytes.buffer as ArrayBuffer])
    if (this.#unacknowledged <= streamWindow) return true
    this.#waiting.push({ after: this.#unacknowledged - streamWindow, done })
    return false
  }

  taken(bytes: number): void {
    this.#unacknowledged -= bytes
    for (const waiting of this.#waiting) waiting.after -= bytes
    while (this.#waiting[0] && this.#waiting[0].after <= 0) this.#waiting.shift()!.done()
  }

  end(): void {
    tellKernel({ type: 'end', stream: this.id })
  }

  close(how: 'close' | 'reset' = 'close'): void {
    if (!channels.delete(this.id)) return
    this.#reading = false
    for (const { done } of this.#waiting.splice(0)) done()
    tellKernel({ type: how, stream: this.id })
  }
}
