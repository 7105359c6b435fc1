import { isErrno } from '../../errno.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Process, Pty } from '../../kernel/process.ts'
import { startProgram } from '../../testing/index.ts'
import { text } from '../bytes.ts'

export interface TestTerminal {
  /** Everything that has been on the screen, without carriage returns. */
  readonly screen: string
  type(keys: string): Promise<void>
  /** Resolves with the screen when this text has newly appeared since the last call. */
  until(expected: string): Promise<string>
  resize(columns: number, rows: number): void
  close(): Promise<void>
  readonly exit: Promise<number>
}

/** A person at a machine: runs a program of /usr/bin on a terminal of its own. */
export async function openTerminal(
  kernel: Kernel,
  argv: readonly string[],
  options: { uid?: number; cwd?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<TestTerminal> {
  const screen = new Screen()
  let opened: (place: { proc: Process; pty: Pty }) => void = () => undefined
  const place = new Promise<{ proc: Process; pty: Pty }>((resolve) => {
    opened = resolve
  })
  const { result } = await startProgram(
    async (proc) => {
      const pty = await proc.openPty({ columns: 80, rows: 24 })
      if (options.uid) await proc.chown(pty.name, options.uid, 5)
      const child = await proc.fork((own) => onTerminal(own, pty.name, argv, options))
      opened({ proc, pty })
      const watching = watch(proc, pty.master, screen)
      const status = await proc.wait(child)
      await watching
      return status?.exit ?? 128
    },
    { kernel },
  )
  const { proc, pty } = await place
  return {
    get screen() {
      return screen.content
    },
    type: (keys) => proc.write(pty.master, keys),
    until: (expected) => screen.until(expected),
    resize: (columns, rows) => pty.resize(columns, rows),
    close: () => proc.close(pty.master),
    exit: result.then(({ status }) => status),
  }
}

async function onTerminal(
  proc: Process,
  name: string,
  argv: readonly string[],
  { uid = 0, cwd, env = {} }: { uid?: number; cwd?: string; env?: Readonly<Record<string, string>> },
): Promise<number> {
  proc.setSession()
  const tty = await proc.open(name, { read: true, write: true })
  for (const fd of [0, 1, 2]) proc.dup(tty, fd)
  proc.setCredentials({ uid, gid: uid, groups: [uid] })
  const home = uid === 0 ? '/root' : '/home/ec2-user'
  for (const [key, value] of Object.entries({ HOME: home, TERM: 'xterm', ...env })) proc.env.set(key, value)
  await proc.chdir(cwd ?? home)
  return proc.exec(`/usr/bin/${argv[0]}`, argv)
}

async function watch(proc: Process, master: number, screen: Screen): Promise<void> {
  try {
    for (let bytes; (bytes = await proc.read(master)).length > 0;) screen.add(text(bytes))
  } catch (error) {
    if (!isErrno(error)) throw error
  }
}

class Screen {
  content = ''
  #seen = 0
  #waiting: (() => void)[] = []

  add(output: string): void {
    this.content += output.replaceAll('\r', '')
    for (const wake of this.#waiting.splice(0)) wake()
  }

  async until(expected: string): Promise<string> {
    for (;;) {
      const at = this.content.indexOf(expected, this.#seen)
      if (at >= 0) {
        this.#seen = at + expected.length
        return this.content
      }
      await new Promise<void>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`no "${expected}" in:\n${this.content}`)), 5000)
        this.#waiting.push(() => {
          clearTimeout(late)
          resolve()
        })
      })
    }
  }
}
