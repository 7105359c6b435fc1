import { AsyncWrap } from '../async-wrap.ts'
import { hold, letGo, nextTurn } from '../event-loop.ts'
import { dataOf } from '../facts.ts'
import { files } from '../files/index.ts'
import { look } from '../files/kernel-requests.ts'
import { tellKernel } from '../kernel-link.ts'
import { uvNumber } from '../uv.ts'
import { Channel, newStreamId } from './channels.ts'
import { connecting, giveUpConnecting, listeners, refuseLate, stopListening } from './connecting.ts'
import { startReadingStdin, stdioChannel, stopReadingStdin } from './stdio.ts'
import { LibuvStreamWrap } from './stream-wrap.ts'

/** UV_READABLE and UV_WRITABLE. */
const [readableByAll, writableByAll] = [1, 2]

/** A pipe: one of the standard streams, one to a child process, or a Unix socket. */
export class Pipe extends LibuvStreamWrap {
  #stdio = -1
  #path?: string
  #listener?: number
  #pending?: number
  declare onconnection?: (status: number, handle?: Pipe) => void

  constructor() {
    super('PIPEWRAP')
  }

  open(fd: number): number {
    if (fd > 2) return uvNumber('EBADF')
    this.#stdio = fd
    this.useChannel(stdioChannel(fd))
    return 0
  }

  connectTo(channel: Channel): void {
    this.useChannel(channel)
  }

  /** bind(2) answers at once, from the process's copy of the files; the kernel has the last word. */
  bind(path: string): number {
    if (this.#path !== undefined) return uvNumber('EINVAL')
    // As libuv turns it: a directory that is not there counts as a refusal.
    const directory = path.slice(0, path.lastIndexOf('/')) || (path.startsWith('/') ? '/' : '.')
    if (!files().exists(directory)) return uvNumber('EACCES')
    if (files().exists(path)) return uvNumber('EADDRINUSE')
    this.#path = files().absolute(path)
    return 0
  }

  listen(): number {
    if (this.#path === undefined) return uvNumber('EINVAL')
    this.#listener = newStreamId()
    listeners.set(this.#listener, this)
    this.setActive(true)
    tellKernel({ type: 'listen-unix', listener: this.#listener, path: this.#path })
    return 0
  }

  accept(stream: number): void {
    const handle = new Pipe()
    handle.useChannel(new Channel(stream))
    this.callBack('onconnection', 0, handle)
  }

  refuse(code: string): void {
    refuseLate(this, code, { address: this.#path!, port: -1 })
  }

  connect(request: AsyncWrap, path: string): number {
    const id = newStreamId()
    const done = (status: number): void => {
      letGo()
      this.#pending = undefined
      request.callBack('oncomplete', status, this, request, status === 0, status === 0)
    }
    hold()
    this.#pending = id
    connecting.set(id, {
      connected: () => {
        this.useChannel(new Channel(id))
        if (this.closed) this.channel!.close()
        done(this.closed ? uvNumber('ECANCELED') : 0)
      },
      failed: (code) => done(uvNumber(code)),
    })
    tellKernel({ type: 'connect-unix', stream: id, path: files().absolute(path) })
    return 0
  }

  /** Lib asks for it with `readableAll` and `writableAll`. */
  fchmod(mode: number): number {
    if (this.#path === undefined) return uvNumber('EBADF')
    const bits = (mode & readableByAll ? 0o444 : 0) | (mode & writableByAll ? 0o222 : 0)
    nextTurn(() => {
      if (!this.closed) void look(this.#path!).then(() => files().chmod(this.#path!, 0o600 | bits))
    })
    return 0
  }

  protected override onClosed(): void {
    super.onClosed()
    if (this.#pending !== undefined) giveUpConnecting(this.#pending)
    if (this.#listener !== undefined) stopListening(this.#listener)
  }

  protected override onReadStart(): void {
    if (this.#stdio === 0) startReadingStdin()
  }

  protected override onReadStop(): void {
    if (this.#stdio === 0) stopReadingStdin()
  }
}

class PipeConnectWrap extends AsyncWrap {
  constructor() {
    super('PIPECONNECTWRAP')
  }
}

export const pipeWrapBinding = { ...dataOf('pipe_wrap'), Pipe, PipeConnectWrap }
