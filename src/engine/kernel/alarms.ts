import type { AlarmRecord, Scope } from './records.ts'

interface Entry {
  scope: Scope
  alarm: AlarmRecord
}

interface AlarmsOptions {
  now(): number
  at(due: number, callback: () => void): () => void
  fire(scope: Scope, alarm: AlarmRecord): Promise<void>
}

const keyOf = (scope: Scope, alarm: AlarmRecord) =>
  `${scope.account}/${scope.region}/${alarm.name}/${alarm.target}`

/** Waits for the earliest alarm with one timer; fires them in the order of their due times. */
export class Alarms {
  readonly #entries = new Map<string, Entry>()
  #cancel: (() => void) | undefined

  constructor(private readonly options: AlarmsOptions) {}

  set(scope: Scope, alarm: AlarmRecord) {
    this.#entries.set(keyOf(scope, alarm), { scope, alarm })
  }

  remove(scope: Scope, alarm: AlarmRecord) {
    this.#entries.delete(keyOf(scope, alarm))
  }

  next(): AlarmRecord | undefined {
    return this.#earliest()?.alarm
  }

  reschedule() {
    this.#cancel?.()
    this.#cancel = undefined
    const next = this.next()
    if (next) this.#cancel = this.options.at(next.due, () => void this.fireDue())
  }

  /** Fires what is due now. A failed commit leaves its alarm to come again at the next start. */
  async fireDue(): Promise<void> {
    const fired: Promise<void>[] = []
    for (let entry = this.#earliest(); entry; entry = this.#earliest()) {
      if (entry.alarm.due > this.options.now()) break
      this.remove(entry.scope, entry.alarm)
      fired.push(this.options.fire(entry.scope, entry.alarm).catch(() => {}))
    }
    this.reschedule()
    await Promise.all(fired)
  }

  clear() {
    this.#cancel?.()
    this.#cancel = undefined
    this.#entries.clear()
  }

  #earliest(): Entry | undefined {
    let earliest: Entry | undefined
    for (const entry of this.#entries.values())
      if (!earliest || entry.alarm.due < earliest.alarm.due) earliest = entry
    return earliest
  }
}
