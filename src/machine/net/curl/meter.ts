import type { Process } from '../../kernel/process.ts'

const head = `  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
                                 Dload  Upload   Total   Spent    Left  Speed
`

/** The progress meter on standard error: at its beginning, about once a second, and at its end. */
export class Meter {
  #received = 0
  #lastShown = 0
  readonly #began: number
  constructor(
    private readonly proc: Process,
    private readonly shown: boolean,
    private readonly total: number | undefined,
    private readonly sent: number,
  ) {
    this.#began = proc.system.uptime()
  }

  async begin(): Promise<void> {
    if (this.shown) await this.proc.stderr.write(`${head}${this.#line()}`)
  }

  async received(bytes: number): Promise<void> {
    this.#received += bytes
    const now = this.proc.system.uptime()
    if (!this.shown || now - this.#lastShown < 1000) return
    this.#lastShown = now
    await this.proc.stderr.write(`\r${this.#line()}`)
  }

  async end(): Promise<void> {
    if (this.shown) await this.proc.stderr.write(`\r${this.#line()}\n`)
  }

  #line(): string {
    const seconds = Math.max(0.001, (this.proc.system.uptime() - this.#began) / 1000)
    const total = this.total ?? this.#received
    const percent = total > 0 ? Math.floor((100 * this.#received) / total) : 0
    const speed = short(this.#received / seconds)
    const spent = seconds < 1 ? '--:--:--' : clock(seconds)
    const upload = `${this.sent > 0 ? 100 : 0}`.padStart(3)
    return `${`${percent}`.padStart(3)} ${short(total)}  ${`${percent}`.padStart(3)} ${short(this.#received)}  ${upload} ${short(this.sent)}  ${speed.padStart(5)}  ${short(this.sent / seconds)} --:--:-- ${spent} --:--:-- ${speed}`
  }
}

/** Five characters for any number of bytes. */
function short(bytes: number): string {
  const value = Math.round(bytes)
  if (value < 100_000) return String(value).padStart(5)
  for (const [unit, size] of [
    ['k', 1024],
    ['M', 1024 ** 2],
    ['G', 1024 ** 3],
  ] as const)
    if (value < size * 10_000) return `${Math.floor(value / size)}${unit}`.padStart(5)
  return '99999'
}

const clock = (seconds: number): string =>
  [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':')
