import type { InputOf, OperationName, OutputOf, SandcloudClient, ServiceName } from '#host/client'
import type { ChangeKind } from './change-kinds.ts'
import { LiveQuery } from './live-query.ts'

interface Entry {
  query: LiveQuery<unknown>
  region: string
  kinds: ReadonlySet<string>
}

/** Answers that nobody looks at any more are kept for a quick way back, this many. */
const remembered = 60

/** The live queries of this page: who asks the same shares the answer. */
export class Queries {
  readonly #entries = new Map<string, Entry>()
  readonly #client: SandcloudClient

  constructor(client: SandcloudClient) {
    this.#client = client
    client.onMoved(() => {
      for (const { query } of this.#entries.values()) query.invalidate()
    })
    client.onChange((changes) => {
      for (const { query, region, kinds } of this.#entries.values())
        if (changes.some((change) => change.region === region && kinds.has(change.kind))) query.invalidate()
    })
  }

  open<S extends ServiceName, O extends OperationName<S>>(
    region: string,
    service: S,
    operation: O,
    input: InputOf<S, O>,
    kinds: readonly ChangeKind[],
  ): LiveQuery<OutputOf<S, O>> {
    const key = JSON.stringify([region, service, operation, input])
    const known = this.#entries.get(key)
    if (known) {
      this.#entries.delete(key)
      this.#entries.set(key, known)
      return known.query as LiveQuery<OutputOf<S, O>>
    }
    const query = new LiveQuery(() => this.#client.call(service, operation, input, { region }))
    this.#entries.set(key, { query, region, kinds: new Set(kinds) })
    this.#forget()
    return query
  }

  #forget() {
    for (const [key, { query }] of this.#entries) {
      if (this.#entries.size <= remembered) return
      if (!query.watched) this.#entries.delete(key)
    }
  }
}
