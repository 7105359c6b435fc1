import { newSocketNumber, socketStat } from '../../kernel/net/socket-number.ts'
import { OpenFile } from '../../kernel/open-file.ts'
import type { FileStat } from '../../kernel/process.ts'
import type { Task } from '../../kernel/task.ts'
import type { NewEntry } from './journal.ts'

interface StreamOrigin {
  identifier: string
  unit: string
  priority: number
  /** `<3>` in front of a line is its priority. */
  levelPrefix: boolean
  add(entry: NewEntry): void
  /** Resolves when the journal can take more. */
  room(): Promise<void>
  /** Also shown there: journal+console. */
  console?: (line: string) => void
  at: number
}

const longestLine = 48 * 1024

/** A service's standard output on its way into the journal: every line is a message. */
export class JournalStream extends OpenFile {
  readonly #decoder = new TextDecoder()
  readonly #ino = newSocketNumber()
  #rest = ''
  #pid: number | undefined
  #uid: number | undefined

  constructor(private readonly origin: StreamOrigin) {
    super(false, true)
  }

  get description(): string {
    return `socket:[${this.#ino}]`
  }

  stat(): FileStat {
    return socketStat(this.#ino, this.origin.at)
  }

  override write(task: Task, data: Uint8Array): Promise<void> {
    this.#pid ??= task.pid
    this.#uid ??= task.credentials.uid
    const lines = (this.#rest + this.#decoder.decode(data, { stream: true })).split('\n')
    this.#rest = lines.pop()!
    for (const line of lines) this.#say(line)
    if (this.#rest.length > longestLine) {
      this.#say(this.#rest)
      this.#rest = ''
    }
    return this.origin.room()
  }

  protected override closed(): void {
    this.#say(this.#rest)
  }

  #say(line: string): void {
    const { identifier, unit, priority, levelPrefix, add, console: show } = this.origin
    if (line !== '') show?.(`${identifier}[${this.#pid ?? 1}]: ${line}`)
    const prefix = levelPrefix ? /^<([0-7])>/.exec(line) : undefined
    const message = (prefix ? line.slice(3) : line).trimEnd()
    if (message === '') return
    add({
      identifier,
      unit,
      message,
      transport: 'stdout',
      priority: prefix ? Number(prefix[1]) : priority,
      ...(this.#pid !== undefined && { pid: this.#pid, uid: this.#uid! }),
    })
  }
}
