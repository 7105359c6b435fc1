import type { Signal } from './signals.ts'

export type TerminalMode = 'cooked' | 'raw' | 'no-echo'

const code = { etx: 3, eot: 4, backspace: 8, tab: 9, newline: 10, return: 13, nak: 21, etb: 23, sub: 26, fs: 28, delete: 127 } // prettier-ignore
const signalKeys = new Map<number, Signal>([
  [code.etx, 'SIGINT'],
  [code.sub, 'SIGTSTP'],
  [code.fs, 'SIGQUIT'],
])
/** N_TTY's own limit on a line that is being typed. */
const longestLine = 4095

export interface LineDisciplineEvents {
  echo(bytes: Uint8Array): void
  /** A line (or what ^D pushed) is ready; an empty one is the end of the file. */
  ready(bytes: Uint8Array): void
  signal(signal: Signal): void
}

const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80
const isBlank = (byte: number): boolean => byte === 32 || byte === code.tab

/** Turns keys into lines: echo, erase (^H, DEL), ^U, ^W, ^C ^Z ^\, ^D, and return as newline: termios(3)'s defaults. */
export class LineDiscipline {
  mode: TerminalMode = 'cooked'
  #line: number[] = []

  constructor(private readonly events: LineDisciplineEvents) {}

  input(bytes: Uint8Array): void {
    if (this.mode === 'raw') this.events.ready(bytes.slice())
    else for (const byte of bytes) this.#key(byte === code.return ? code.newline : byte)
  }

  setMode(mode: TerminalMode): void {
    // What was typed so far is there to be read at once.
    if (mode === 'raw' && this.#line.length > 0) this.#finish()
    this.mode = mode
  }

  #key(byte: number): void {
    const signal = signalKeys.get(byte)
    if (signal) {
      this.#line = []
      this.#echo([byte])
      this.events.signal(signal)
    } else if (byte === code.newline) {
      this.#line.push(byte)
      if (this.mode === 'cooked') this.events.echo(Uint8Array.of(byte))
      this.#finish()
    } else if (byte === code.eot) this.#finish()
    else if (byte === code.delete || byte === code.backspace) this.#erase()
    else if (byte === code.nak) while (this.#line.length > 0) this.#erase()
    else if (byte === code.etb) this.#eraseWord()
    else if (this.#line.length < longestLine) {
      this.#line.push(byte)
      this.#echo([byte])
    }
  }

  #finish(): void {
    const line = Uint8Array.from(this.#line)
    this.#line = []
    this.events.ready(line)
  }

  /** Erases one character: of UTF-8 all its bytes, of a control character both signs of its echo. */
  #erase(): void {
    let byte = this.#line.pop()
    if (byte === undefined) return
    while (isContinuation(byte) && this.#line.length > 0) byte = this.#line.pop()!
    const columns = byte < 32 && byte !== code.tab ? 2 : 1
    if (this.mode === 'cooked') this.events.echo(new TextEncoder().encode('\b \b'.repeat(columns)))
  }

  #eraseWord(): void {
    const last = (): number => this.#line.at(-1)!
    while (this.#line.length > 0 && isBlank(last())) this.#erase()
    while (this.#line.length > 0 && !isBlank(last())) this.#erase()
  }

  #echo(bytes: readonly number[]): void {
    if (this.mode !== 'cooked') return
    const shown = bytes.flatMap((byte) => (byte < 32 && byte !== code.tab ? [94, byte + 64] : [byte]))
    this.events.echo(Uint8Array.from(shown))
  }
}
