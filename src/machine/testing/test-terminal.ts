import { Terminal } from '@xterm/headless'
import type { TerminalSession } from '../machine.ts'

/** Only how long a test waits before it gives up: a busy machine may take its time. */
const patience = 30_000

/** A person at a screen: types, and reads what stands there. */
export class TestTerminal {
  readonly #screen: Terminal
  readonly #watchers = new Set<() => void>()
  readonly exited: Promise<number>
  /** Everything that came out, escape sequences and all. */
  raw = ''

  constructor(
    readonly session: TerminalSession,
    size = { columns: 100, rows: 40 },
  ) {
    this.#screen = new Terminal({
      cols: size.columns,
      rows: size.rows,
      scrollback: 10_000,
      allowProposedApi: true,
    })
    const decoder = new TextDecoder()
    session.onData((data) => {
      this.raw += decoder.decode(data, { stream: true })
      return new Promise((resolve) => {
        this.#screen.write(data, () => {
          resolve()
          for (const look of this.#watchers) look()
        })
      })
    })
    this.exited = new Promise((resolve) => session.onExit(resolve))
  }

  /** What has been shown, without blank lines at the end; lines that were wrapped are joined. */
  get text(): string {
    const buffer = this.#screen.buffer.active
    const lines: string[] = []
    for (let row = 0; row < buffer.length; row++) {
      const line = buffer.getLine(row)
      const text = line?.translateToString(true) ?? ''
      if (line?.isWrapped) lines[lines.length - 1] += text
      else lines.push(text)
    }
    return lines.join('\n').trimEnd()
  }

  type(keys: string): void {
    this.session.write(new TextEncoder().encode(keys))
  }

  /** Waits until what has been shown matches. */
  async see(wanted: string | RegExp | ((text: string) => boolean)): Promise<string> {
    const found = (): boolean => matches(this.text, wanted)
    if (found()) return this.text
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (!found()) return
        this.#watchers.delete(look)
        clearTimeout(timeout)
        resolve(this.text)
      }
      const timeout = setTimeout(() => {
        this.#watchers.delete(look)
        reject(new Error(`did not see ${String(wanted)} on the screen:\n${this.text}`))
      }, patience)
      this.#watchers.add(look)
    })
  }

  /** Types a command line, waits for the next prompt, and gives what came between. */
  async run(command: string, prompt: RegExp = /[$#] $/): Promise<string> {
    const before = this.text.length
    this.type(`${command}\r`)
    const shown = await this.see((text) => {
      // The screen's text has lost the blank behind the prompt.
      const since = `${text.slice(before)} `
      return since.includes('\n') && prompt.test(since)
    })
    const output = shown.slice(before).split('\n').slice(1, -1)
    return output.join('\n')
  }
}

const matches = (text: string, wanted: string | RegExp | ((text: string) => boolean)): boolean => {
  if (typeof wanted === 'string') return text.includes(wanted)
  return wanted instanceof RegExp ? wanted.test(text) : wanted(text)
}
