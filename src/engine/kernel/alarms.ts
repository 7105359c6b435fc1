import type { AlarmRecord, Scope } from './records.ts'

interface Entry {
  scope: Scope
  alarm: AlarmRecord
  /** When it fires: at its due time, or later where storage has refused it then. */
  at: number
}

/** After storage has refused what an alarm decided, in milliseconds. */
const retryDelay = 5000

interface AlarmsOptions {
  now(): number
  at(due: number, callback: () => void): () => void
  /** Resolves to false when storage has refused: the alarm is to come again. */
  fire(scope: Scope, alarm: AlarmRecord): Promise<boolean>
}

const keyOf = (scope: Scope, alarm: AlarmRecord) =>
  `${scope.account}/${scope.region}/${alarm.name}/${alarm.target}`

/** Waits for the earliest alarm with one timer; fires them in the order of their due times. */
export class Alarms {
  readonly #entries = new Map<string, Entry>()
  #cancel: (() => void) | undefined

  constructor(private readonly options: AlarmsOptions) {}

  set(scope: Scope, alarm: AlarmRecord) {
    this.#entries.set(keyOf(scope, alarm), { scope, alarm, at: alarm.due })
  }

  remove(scope: Scope, alarm: AlarmRecord) {
    this.#entries.delete(keyOf(scope, alarm))
  }

  /** When the next one is due, apart from those that storage has refused already. */
  nextDue(): number | undefined {
    return this.#earliest(({ at, alarm }) => at === alarm.due)?.at
  }

  reschedule() {
    this.#cancel?.()
    this.#cancel = undefined
    const next = this.#earliest()
    if (next) this.#cancel = this.options.at(next.at, () => void this.fireDue())
  }

  /** Fires what is due now. Where the commit fails, the alarm comes again a little later. */
  async fireDue(): Promise<void> {
    const fired: Promise<void>[] = []
    for (let entry = this.#earliest(); entry; entry = this.#earliest()) {
      if (entry.at > this.options.now()) break
      this.remove(entry.scope, entry.alarm)
      fired.push(this.#fire(entry))
    }
    this.reschedule()
    await Promise.all(fired)
  }

  clear() {
    this.#cancel?.()
    this.#cancel = undefined
    this.#entries.clear()
  }

  async #fire({ scope, alarm }: Entry) {
    if (await this.options.fire(scope, alarm)) return
    const key = keyOf(scope, alarm)
    // Moved meanwhile: then it has a time of its own.
    if (this.#entries.has(key)) return
    this.#entries.set(key, { scope, alarm, at: this.options.now() + retryDelay })
    this.reschedule()
  }

  #earliest(counts: (entry: Entry) => boolean = () => true): Entry | undefined {
    let earliest: Entry | undefined
    for (const entry of this.#entries.values())
      if ((!earliest || entry.at < earliest.at) && counts(entry)) earliest = entry
    return earliest
  }
}
