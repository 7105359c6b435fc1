import { AsyncWrap } from '../async-wrap.ts'
import { dataOf } from '../facts.ts'
import { uvNumber } from '../uv.ts'
import type { Channel } from './channels.ts'
import { startReadingStdin, stdioChannel, stopReadingStdin } from './stdio.ts'
import { LibuvStreamWrap } from './stream-wrap.ts'

/** A pipe: one of the standard streams, or one to a child process. Unix sockets do not exist here. */
export class Pipe extends LibuvStreamWrap {
  #stdio = -1

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

  bind(): number {
    return uvNumber('ENOTSUP')
  }

  listen(): number {
    return uvNumber('ENOTSUP')
  }

  connect(): number {
    return uvNumber('ENOTSUP')
  }

  fchmod(): number {
    return uvNumber('ENOTSUP')
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
