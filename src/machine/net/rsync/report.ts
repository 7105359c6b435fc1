import type { Process } from '../../kernel/process.ts'
import type { RsyncOptions } from './options.ts'

const grouped = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')

/** What rsync tells while it copies, and at its end. */
export class Report {
  /** Bytes of all files that take part, and of those that were copied. */
  total = 0
  copied = 0
  files = 0
  readonly #began: number
  #fileBegan = 0

  constructor(
    private readonly proc: Process,
    private readonly options: RsyncOptions,
    private readonly role: 'sender' | 'receiver',
  ) {
    this.#began = proc.system.uptime()
  }

  absolute(path: string): string {
    return path.startsWith('/') ? path : `${this.proc.cwd.replace(/\/$/, '')}/${path}`
  }

  async line(text: string): Promise<void> {
    if (!this.options.quiet) await this.proc.stdout.line(text)
  }

  /** A name of what is changed, for -v and --progress. */
  async name(text: string): Promise<void> {
    this.#fileBegan = this.proc.system.uptime()
    if (this.options.verbose || this.options.progress) await this.line(text)
  }

  error(text: string): Promise<void> {
    return this.proc.stderr.line(`rsync: [${this.role}] ${text}`)
  }

  async transferred(bytes: number, size: number): Promise<void> {
    if (this.options.progress && this.proc.tty(1) && bytes < size)
      await this.proc.stdout.write(`\r${this.#progress(bytes, size)}`)
  }

  async done(size: number): Promise<void> {
    this.files++
    this.copied += size
    if (!this.options.progress || this.options.quiet) return
    const start = this.proc.tty(1) ? '\r' : ''
    await this.proc.stdout.line(
      `${start}${this.#progress(size, size)} (xfr#${this.files}, to-chk=0/${this.files})`,
    )
  }

  #progress(bytes: number, size: number): string {
    const seconds = Math.max((this.proc.system.uptime() - this.#fileBegan) / 1000, 0.001)
    const percent = size === 0 ? 100 : Math.floor((bytes / size) * 100)
    const rate = bytes / seconds / 1024
    const speed = rate >= 1024 ? `${(rate / 1024).toFixed(2)}MB/s` : `${rate.toFixed(2)}kB/s`
    return `${grouped(bytes).padStart(15)} ${String(percent).padStart(3)}% ${speed.padStart(11)}    0:00:${String(Math.floor(seconds)).padStart(2, '0')}`
  }

  async summary(sent: number, received: number): Promise<void> {
    if (!this.options.verbose && !this.options.stats) return
    const seconds = Math.max((this.proc.system.uptime() - this.#began) / 1000, 0.5)
    const rate = (sent + received) / seconds
    const shown = this.options.human ? human : grouped
    if (this.options.stats)
      await this.line(
        `\nNumber of regular files transferred: ${this.files}\nTotal file size: ${shown(this.total)} bytes\nTotal transferred file size: ${shown(this.copied)} bytes`,
      )
    const [whole = '0', part = '00'] = rate.toFixed(2).split('.')
    await this.line(
      `\nsent ${shown(sent)} bytes  received ${shown(received)} bytes  ${grouped(Number(whole))}.${part} bytes/sec\ntotal size is ${shown(this.total)}  speedup is ${(this.total / Math.max(1, sent + received)).toFixed(2)}${this.options.dryRun ? ' (DRY RUN)' : ''}`,
    )
  }
}

const human = (bytes: number): string => {
  let [value, unit] = [bytes, 0]
  for (; value >= 1000 && unit < 3; unit++) value /= 1000
  return unit === 0 ? grouped(value) : `${value.toFixed(2)}${' KMG'[unit]}`
}
