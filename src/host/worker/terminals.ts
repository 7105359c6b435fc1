import type { TerminalSession } from '#machine'
import type { ScreenMessage, TerminalMessage, TerminalSize } from '../api/api.ts'
import type { TerminalInfo } from '../client/client.ts'

const kept = 200_000
/** Bytes sent to a screen and not yet shown: beyond this the programs behind wait. */
const inFlight = 65_536

interface Screen {
  port: MessagePort
  unshown: number
}

/** A terminal that lives on while pages come and go: what it printed is kept, bounded, for the next screen. */
class LastingTerminal {
  readonly #screens = new Set<Screen>()
  #output: Uint8Array[] = []
  #size = 0
  #exited: number | undefined
  #room: (() => void)[] = []

  constructor(
    readonly info: TerminalInfo,
    private readonly session: TerminalSession,
    private readonly ended: () => void,
  ) {
    session.onData((data) => this.#print(data))
    session.onExit((status) => {
      this.#exited = status
      for (const { port } of this.#screens) send(port, { type: 'exit', status })
      this.ended()
    })
  }

  get workingDirectory(): string | undefined {
    return this.session.workingDirectory
  }

  attach(port: MessagePort, { columns, rows }: TerminalSize, gone: Promise<void>) {
    const screen: Screen = { port, unshown: 0 }
    this.#screens.add(screen)
    void gone.then(() => this.#remove(screen))
    port.addEventListener('message', ({ data }: MessageEvent<ScreenMessage>) => this.#onMessage(screen, data))
    port.start()
    for (const data of this.#output) {
      screen.unshown += data.length
      send(port, { type: 'output', data })
    }
    if (this.#exited !== undefined) send(port, { type: 'exit', status: this.#exited })
    this.session.resize(columns, rows)
  }

  #onMessage(screen: Screen, message: ScreenMessage) {
    if (message.type === 'input') this.session.write(message.data)
    else if (message.type === 'resize') this.session.resize(message.columns, message.rows)
    else if (message.type === 'shown') {
      screen.unshown -= message.bytes
      this.#wake()
    } else {
      this.#remove(screen)
      if (message.type === 'close') {
        this.session.close()
        this.ended()
      }
    }
  }

  #remove(screen: Screen) {
    this.#screens.delete(screen)
    screen.port.close()
    this.#wake()
  }

  async #print(data: Uint8Array) {
    this.#output.push(data)
    this.#size += data.length
    while (this.#size > kept && this.#output.length > 1) this.#size -= this.#output.shift()!.length
    for (const screen of this.#screens) {
      screen.unshown += data.length
      send(screen.port, { type: 'output', data })
    }
    // A screen that never reports back (a frozen tab) must not stop the program for good.
    const deadline = new Promise<void>((resolve) => setTimeout(resolve, 2000))
    while ([...this.#screens].some((screen) => screen.unshown > inFlight)) {
      const first = await Promise.race([
        new Promise<'room'>((resolve) => this.#room.push(() => resolve('room'))),
        deadline.then(() => 'late' as const),
      ])
      if (first === 'late') return
    }
  }

  #wake() {
    for (const resolve of this.#room.splice(0)) resolve()
  }
}

const send = (port: MessagePort, message: TerminalMessage) => port.postMessage(message)

/** All terminals of the laptop, by id. */
export class Terminals {
  readonly #terminals = new Map<string, LastingTerminal>()

  open(session: TerminalSession, title: string): TerminalInfo {
    // Pages keep the ids over a reload: in another worker the same one must not be another terminal.
    const info = { id: crypto.randomUUID(), title }
    this.#terminals.set(info.id, new LastingTerminal(info, session, () => this.#terminals.delete(info.id)))
    return info
  }

  /** Where the shell of a terminal stands. */
  workingDirectory(id: string): string | undefined {
    return this.#terminals.get(id)?.workingDirectory
  }

  list(): TerminalInfo[] {
    return [...this.#terminals.values()].map((terminal) => terminal.info)
  }

  /** @param gone when the page of this screen has gone. */
  attach(id: string, size: TerminalSize, port: MessagePort, gone: Promise<void>): TerminalInfo {
    const terminal = this.#terminals.get(id)
    if (!terminal) throw new Error('This terminal has ended.')
    terminal.attach(port, size, gone)
    return terminal.info
  }
}
