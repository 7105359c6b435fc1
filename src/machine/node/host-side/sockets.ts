import { isErrno } from '../../errno.ts'
import { plainAddress } from '../../kernel/net/addresses.ts'
import type { Process } from '../../kernel/process.ts'
import type { BoundPort, FromWorker, StreamId } from '../protocol.ts'
import type { Say } from './conversation.ts'
import { codeOf } from './replay.ts'
import { StreamPump } from './stream-pump.ts'

type Request<T extends FromWorker['type']> = Extract<FromWorker, { type: T }>

/** The process's sockets: listeners, and streams by the numbers that both sides know. */
export class Sockets {
  readonly streams = new Map<StreamId, StreamPump>()
  /** A child's pipes while the child is being started: what is written to them already waits. */
  readonly #coming = new Map<StreamId, Promise<void>>()
  readonly #listeners = new Map<StreamId, number>()
  /** The files of those that listen on Unix sockets. */
  readonly #paths = new Map<StreamId, string>()
  /** The last socket file is gone: an exit waits for it. */
  removed: Promise<void> = Promise.resolve()
  /** Connections that are still being made; closing one takes it back when it comes. */
  readonly #given = new Set<StreamId>()
  #nextIncoming = -1

  constructor(
    private readonly proc: Process,
    private readonly say: Say,
  ) {}

  expect(streams: readonly StreamId[], starting: Promise<unknown>): void {
    const settled = starting
      .catch(() => undefined)
      .then(() => streams.forEach((stream) => this.#coming.delete(stream)))
    for (const stream of streams) this.#coming.set(stream, settled)
  }

  /** Uses a stream: at once, or when it has come. */
  with<T>(id: StreamId, use: (pump: StreamPump | undefined) => T | Promise<T>): T | Promise<T> {
    const coming = this.#coming.get(id)
    return coming ? coming.then(() => use(this.streams.get(id))) : use(this.streams.get(id))
  }

  /** What was written to pipes that were still coming is in their hands. */
  async arrived(): Promise<void> {
    await Promise.all(this.#coming.values())
  }

  bound(): BoundPort[] {
    return this.proc.system
      .sockets()
      .filter(({ family, state }) => family === 'tcp' && state === 'LISTEN')
      .map(({ local: { address, port } }) => ({ address: plainAddress(address), port }))
  }

  async listen({ listener, address, port }: Request<'listen'>): Promise<void> {
    let fd: number
    try {
      fd = await this.proc.listen({ address, port }, 511)
    } catch (error) {
      if (!isErrno(error)) throw error
      this.say({ type: 'ports', added: this.bound() })
      return this.say({ type: 'listen-failed', listener, code: error.code })
    }
    this.#serve(listener, fd)
  }

  async listenUnix({ listener, path }: Request<'listen-unix'>): Promise<void> {
    try {
      this.#serve(listener, await this.proc.listenUnix(path, 511))
      this.#paths.set(listener, path)
    } catch (error) {
      if (!isErrno(error)) throw error
      this.say({ type: 'listen-failed', listener, code: error.code })
    }
  }

  #serve(listener: StreamId, fd: number): void {
    this.proc.setCloseOnExec(fd, true)
    this.#listeners.set(listener, fd)
    void this.#acceptAll(listener, fd)
  }

  async #acceptAll(listener: StreamId, listening: number): Promise<void> {
    try {
      while (this.#listeners.get(listener) === listening) {
        const { fd, local, remote } = await this.proc.accept(listening)
        const stream = this.#nextIncoming--
        this.#join(stream, fd)
        this.say({ type: 'connection', listener, stream, local, remote })
        this.streams.get(stream)!.start()
      }
    } catch {
      // The listener was closed, or the process is no more.
    }
  }

  #join(stream: StreamId, fd: number): void {
    this.proc.setCloseOnExec(fd, true)
    this.streams.set(stream, new StreamPump(this.proc, this.say, stream, fd))
  }

  connect({ stream, address, port }: Request<'connect'>): Promise<void> {
    return this.#connect(stream, { address, port }, () => this.proc.connect({ address, port }))
  }

  connectUnix({ stream, path }: Request<'connect-unix'>): Promise<void> {
    return this.#connect(stream, { address: path, port: 0 }, () => this.proc.connectUnix(path))
  }

  async #connect(stream: StreamId, to: BoundPort, connecting: () => Promise<number>): Promise<void> {
    this.#given.add(stream)
    let fd: number
    try {
      fd = await connecting()
    } catch (error) {
      if (!isErrno(error)) throw error
      if (this.#given.delete(stream)) this.say({ type: 'error', stream, code: codeOf(error) })
      return
    }
    if (!this.#given.delete(stream)) return this.proc.close(fd)
    this.#join(stream, fd)
    const ends = this.proc.socketEndpoints(fd)
    const remote = ends?.remote ?? to
    this.say({ type: 'connected', stream, local: ends?.local ?? { address: '127.0.0.1', port: 0 }, remote })
    this.streams.get(stream)!.start()
  }

  async resolve({ request, name }: Request<'resolve'>): Promise<void> {
    let addresses: string[] = []
    try {
      addresses = await this.proc.resolve(name)
    } catch (error) {
      if (!isErrno(error)) throw error
    }
    this.say({ type: 'resolved', request, addresses })
  }

  async close(id: StreamId): Promise<void> {
    this.#given.delete(id)
    const listening = this.#listeners.get(id)
    if (listening !== undefined) {
      this.#listeners.delete(id)
      this.removed = this.proc.close(listening).then(() => this.#removeSocket(id))
      return this.removed
    }
    await this.with(id, (stream) => {
      this.streams.delete(id)
      return stream?.close()
    })
  }

  /** libuv takes the file away when its server closes; somebody may have been faster. */
  async #removeSocket(listener: StreamId): Promise<void> {
    const path = this.#paths.get(listener)
    this.#paths.delete(listener)
    if (path === undefined) return
    await this.proc.unlink(path).catch((error: unknown) => {
      if (!isErrno(error)) throw error
    })
  }
}
