import { boot } from '../boot-data.ts'
import { dataOf } from '../facts.ts'
import { tellKernel } from '../kernel-link.ts'
import { startReadingStdin, stdioChannel, stopReadingStdin } from './stdio.ts'
import { LibuvStreamWrap } from './stream-wrap.ts'

const size = { columns: 80, rows: 24 }

export function setTerminalSize(columns: number, rows: number): void {
  Object.assign(size, { columns, rows })
}

export class TTY extends LibuvStreamWrap {
  readonly #fd: number

  constructor(fd: number) {
    super('TTYWRAP')
    this.#fd = fd
    this.useChannel(stdioChannel(fd))
  }

  override get fd(): number {
    return this.#fd
  }

  getWindowSize(into: number[]): number {
    into[0] = size.columns
    into[1] = size.rows
    return 0
  }

  setRawMode(mode: boolean | number): number {
    tellKernel({ type: 'raw-mode', on: mode !== false && mode !== 0 })
    return 0
  }

  protected override onReadStart(): void {
    if (this.#fd === 0) startReadingStdin()
  }

  protected override onReadStop(): void {
    if (this.#fd === 0) stopReadingStdin()
  }
}

export const ttyWrapBinding = {
  ...dataOf('tty_wrap'),
  TTY,
  isTTY: (fd: number) => boot().stdio[fd]?.kind === 'tty',
}
