import { isErrno } from '../../errno.ts'
import type { Isolate } from '../../isolate.ts'
import type { Process } from '../../kernel/process.ts'
import type { Signal } from '../../kernel/signals.ts'
import type { FileOperation, FromWorker, ToWorker } from '../protocol.ts'
import { bootMessage } from './boot-message.ts'
import { spawnChild } from './children.ts'
import { gatherImage } from './image.ts'
import { codeOf, FileReplay, pathOf } from './replay.ts'
import { scriptOf } from './script-of.ts'
import { Sockets } from './sockets.ts'
import { StreamPump } from './stream-pump.ts'
import { KnownFiles } from './watch.ts'

/** How a Node process ended: with a status, or by a signal that it sent itself. */
export interface NodeExit {
  status: number
  signal?: Signal
}

/**
 * Runs a Node process in an isolate on behalf of `proc`: hands it its files, streams and signals, and does
 * in the machine what it says. Resolves when it has exited and everything it wrote is out.
 */
export async function runNode(proc: Process, isolate: Isolate): Promise<NodeExit> {
  const { port } = isolate
  const say = (message: ToWorker, transfer: Transferable[] = []) => port.postMessage(message, transfer)
  const ready = nextMessage(port)
  const image = await gatherImage(proc, scriptOf(proc.argv))
  const sockets = new Sockets(proc, say)
  const session = new Session(proc, say, sockets, new KnownFiles(proc, image))
  const boot = await bootMessage(proc, image, sockets.bound())
  await ready
  const exited = new Promise<NodeExit>((resolve, reject) => {
    port.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      session.receive(data, resolve).catch(reject)
    }
  })
  say(boot, [image.contents.buffer])
  return exited
}

const nextMessage = (port: MessagePort): Promise<FromWorker> =>
  new Promise((resolve) => {
    port.onmessage = ({ data }: MessageEvent<FromWorker>) => resolve(data)
  })

class Session {
  readonly #replay: FileReplay
  readonly #stdio: StreamPump[]
  /** File operations and writes to the standard streams happen in the process's order. */
  #order: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly proc: Process,
    private readonly say: (message: ToWorker, transfer?: Transferable[]) => void,
    private readonly sockets: Sockets,
    private readonly known: KnownFiles,
  ) {
    this.#replay = new FileReplay(proc, (path) => known.touch(path))
    this.#stdio = [0, 1, 2].map((fd) => new StreamPump(proc, say, fd, fd))
    // Libuv takes EPIPE instead.
    proc.onSignal('SIGPIPE', 'ignore')
    const terminal = [0, 1, 2].map((fd) => proc.tty(fd)).find((one) => one !== undefined)
    terminal?.onResize(() => say({ type: 'resize', columns: terminal.columns, rows: terminal.rows }))
  }

  async receive(message: FromWorker, exited: (how: NodeExit) => void): Promise<void> {
    switch (message.type) {
      case 'write':
        return this.#write(message.stream, message.bytes)
      case 'taken':
        return this.#pump(message.stream)?.taken(message.bytes)
      case 'end':
        return this.sockets.with(message.stream, (stream) => stream?.end())
      case 'close':
      case 'reset':
        return this.sockets.close(message.stream)
      case 'read':
        return this.#stdio[0]!.start()
      case 'stop-reading':
        return this.#stdio[0]!.stop()
      case 'listen':
        return this.sockets.listen(message)
      case 'listen-unix':
        // What stood in the way may have been unlinked just before.
        await this.#order
        await this.sockets.listenUnix(message)
        return this.#tellAbout(message.path)
      case 'connect-unix':
        await this.#order
        return this.sockets.connectUnix(message)
      case 'connect':
        return this.sockets.connect(message)
      case 'resolve':
        return this.sockets.resolve(message)
      case 'files':
        for (const operation of message.operations) this.#inOrder(() => this.#apply(operation))
        return
      case 'load':
        return void this.#inOrder(() => this.#load(message.request, message.path))
      case 'look':
        return void this.#inOrder(() => this.#look(message.request, message.path))
      case 'raw-mode':
        return this.proc.tty(0)?.setMode(message.on ? 'raw' : 'cooked')
      case 'catch-signal':
        return this.#catchSignal(message.signal as Signal, message.on)
      case 'kill':
        return this.#kill(message.pid, message.signal as Signal)
      case 'spawn':
        return this.#spawn(message)
      case 'exit':
        await this.#order
        await this.sockets.arrived()
        await this.sockets.removed
        await Promise.all([...this.sockets.streams.values()].map(({ flushed }) => flushed))
        return exited({ status: message.status, ...(message.signal && { signal: message.signal as Signal }) })
    }
  }

  #spawn(request: Extract<FromWorker, { type: 'spawn' }>): Promise<void> {
    const starting = this.#order.then(() => spawnChild(this.proc, this.say, this.sockets, request))
    const pipes = request.stdio.flatMap((from) => (typeof from === 'object' ? [from.stream] : []))
    this.sockets.expect(pipes, starting)
    return starting
  }

  #pump(stream: number): StreamPump | undefined {
    return this.#stdio[stream] ?? this.sockets.streams.get(stream)
  }

  #inOrder(work: () => Promise<unknown>): Promise<unknown> {
    this.#order = this.#order.then(work)
    // When the process is gone its calls fail, and nobody waits for them any more.
    this.#order.catch(() => undefined)
    return this.#order
  }

  async #write(stream: number, bytes: Uint8Array): Promise<void> {
    const standard = this.#stdio[stream]
    if (standard) await this.#inOrder(() => standard.write(bytes, Promise.resolve()))
    else await this.sockets.with(stream, (pump) => pump?.write(bytes, this.#order))
  }

  async #apply(operation: FileOperation): Promise<void> {
    try {
      await this.#replay.apply(operation)
      if (operation.do === 'sync') this.say({ type: 'file-answer', request: operation.request })
    } catch (error) {
      if (!isErrno(error) && !(error instanceof Error && error.constructor === Error)) throw error
      const code = codeOf(error)
      if (operation.do === 'sync') this.say({ type: 'file-answer', request: operation.request, code })
      else this.say({ type: 'file-failed', operation: operation.do, path: pathOf(operation), code })
    }
  }

  async #load(request: number, path: string): Promise<void> {
    try {
      this.say({ type: 'file-answer', request, bytes: await this.proc.readFile(path) })
    } catch (error) {
      if (!isErrno(error)) throw error
      this.say({ type: 'file-answer', request, code: error.code })
    }
  }

  async #look(request: number, path: string): Promise<void> {
    await this.#tellAbout(path)
    this.say({ type: 'file-answer', request })
  }

  async #tellAbout(path: string): Promise<void> {
    try {
      const changes = await this.known.look(path)
      if (changes.length > 0) this.say({ type: 'files', changes })
    } catch (error) {
      if (!isErrno(error)) throw error
    }
  }

  #catchSignal(signal: Signal, on: boolean): void {
    this.proc.onSignal(signal, on ? () => this.say({ type: 'signal', signal }) : 'default', { restart: true })
  }

  async #kill(pid: number, signal: Signal): Promise<void> {
    try {
      await this.proc.kill(pid, signal)
    } catch (error) {
      // The process was told that it worked: it cannot wait for us. Who is not there needs no signal.
      if (!isErrno(error)) throw error
    }
  }
}
