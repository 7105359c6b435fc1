import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { findGroup } from '../accounts.ts'

export const logFile = '/var/log/cloud-init.log'
export const outputFile = '/var/log/cloud-init-output.log'

export type Level = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR'

const two = (value: number): string => String(value).padStart(2, '0')

/** cloud-init's two logs: its own, and what its commands print. */
export class CloudLog {
  /** Of this stage, for status.json: what was warned of, and which modules failed. */
  readonly warnings: string[] = []
  readonly failures: string[] = []
  readonly #owned = new Set<string>()

  constructor(private readonly proc: Process) {}

  /** `2025-08-01 03:20:36,123 - cc_runcmd.py[DEBUG]: text`; warnings are printed, too. */
  async log(module: string, level: Level, text: string): Promise<void> {
    const line = `${this.#now()} - ${module}[${level}]: ${text}`
    await this.#append(logFile, `${line}\n`)
    if (level !== 'WARNING' && level !== 'ERROR') return
    this.warnings.push(text)
    await this.print(`${line}\n`)
  }

  debug(module: string, text: string): Promise<void> {
    return this.log(module, 'DEBUG', text)
  }

  warn(module: string, text: string): Promise<void> {
    return this.log(module, 'WARNING', text)
  }

  /** `output: { all: '| tee -a /var/log/cloud-init-output.log' }` */
  async print(data: string | Uint8Array): Promise<void> {
    await this.proc.stdout.write(data)
    await this.#append(outputFile, data)
  }

  async #append(path: string, data: string | Uint8Array): Promise<void> {
    try {
      await this.proc.writeFile(path, data, { append: true, mode: 0o640 })
      if (this.#owned.has(path)) return
      this.#owned.add(path)
      // Group adm reads logs on all of them.
      await this.proc.chown(path, 0, (await findGroup(this.proc, 'adm')) ?? 0)
    } catch (error) {
      // A full disk is no reason not to boot.
      if (!isErrno(error)) throw error
    }
  }

  #now(): string {
    const time = this.proc.system.now()
    const date = new Date(time)
    const fraction = String(Math.floor(time % 1000)).padStart(3, '0')
    return `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())} ${date.toISOString().slice(11, 19)},${fraction}`
  }
}
