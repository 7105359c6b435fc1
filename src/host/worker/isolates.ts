import type { Isolate, IsolateProvider } from '#machine'
import type { LenderAnswer, LenderRequest } from '../api/api.ts'

interface Lender {
  port: MessagePort
  lent: Map<number, (how: 'terminated' | 'crashed' | 'lender-gone') => void>
}

/**
 * Isolates for learners' code, made in the sandboxes that pages lend: a SharedWorker cannot make Workers in
 * Chromium. When a page goes, what it lent goes with it.
 */
export class LentIsolates implements IsolateProvider {
  readonly #lenders: Lender[] = []
  #waiting: (() => void)[] = []
  #next = 1

  /** @param onLost told how many programs died with a page. */
  constructor(private readonly onLost: (count: number) => void) {}

  /** @param gone when the page that lends has gone. */
  lend(port: MessagePort, gone: Promise<void>) {
    const lender: Lender = { port, lent: new Map() }
    port.addEventListener('message', ({ data }: MessageEvent<LenderAnswer>) => {
      lender.lent.get(data.id)?.(data.how)
      lender.lent.delete(data.id)
    })
    port.start()
    // The newest page is the likeliest to stay and to be visible.
    this.#lenders.unshift(lender)
    for (const resolve of this.#waiting.splice(0)) resolve()
    void gone.then(() => this.#leave(lender))
  }

  async create(program: 'node'): Promise<Isolate> {
    while (this.#lenders.length === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    const lender = this.#lenders[0]!
    const id = this.#next++
    const { port1, port2 } = new MessageChannel()
    const gone = new Promise<'terminated' | 'crashed' | 'lender-gone'>((resolve) =>
      lender.lent.set(id, resolve),
    )
    const ask = (request: LenderRequest, transfer: Transferable[] = []) =>
      lender.port.postMessage(request, transfer)
    ask({ type: 'create', id, program, port: port2 }, [port2])
    return {
      port: port1,
      gone,
      terminate: () => {
        ask({ type: 'terminate', id })
        lender.lent.get(id)?.('terminated')
        lender.lent.delete(id)
      },
    }
  }

  #leave(lender: Lender) {
    this.#lenders.splice(this.#lenders.indexOf(lender), 1)
    lender.port.close()
    for (const gone of lender.lent.values()) gone('lender-gone')
    if (lender.lent.size > 0) this.onLost(lender.lent.size)
  }
}
