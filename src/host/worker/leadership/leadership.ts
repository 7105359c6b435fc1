/** Who runs the cloud, or wants to. */
export interface Leader {
  /** Of this one worker. */
  id: string
  /** Workers of the same build understand each other's pages. */
  build: string
}

type Word =
  /** Is there a leader, and does it still live? */
  | { type: 'ask' }
  | { type: 'lead'; leader: Leader }
  /** To the leader of that id: make an end in good order and let go of the lock. */
  | { type: 'hand-over'; to: string }

/** What of the browser it stands on; a test brings its own. */
export interface LeadershipGround {
  locks: Pick<LockManager, 'request'>
  channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>
  wait(milliseconds: number): Promise<void>
}

interface LeadershipOptions {
  self: Leader
  /** While another leads: whether it may go on, or is to hand over. */
  mayLead(other: Leader): boolean
  /** Another one leads: said once for each. */
  onOther?(other: Leader): void
  /** The lead is over, because another has stolen it or asks for it. In the second case `release` it soon. */
  onOver(how: 'stolen' | 'asked'): void
}

const lock = 'sandcloud-engine'
const beat = 1000
/** So many beats without an answer, and the leader counts as frozen. It answers between two turns of its work. */
const patience = 10

const browserGround = (): LeadershipGround => ({
  locks: navigator.locks,
  channel: new BroadcastChannel(lock),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
})

/**
 * Two engines must never run on one account: one that would run takes the lock first, and keeps it for as long
 * as its worker lives. A worker that is frozen keeps its lock too: whoever waits hears no heartbeat, and steals
 * it. (What the frozen one still writes when it thaws, the storage's epoch refuses.)
 */
export class Leadership {
  #waiting = false
  #holding = false
  #asked = false
  #release: () => void = () => {}
  /** A leader has answered since this was last set back. */
  #heard = false
  #known = new Set<string>()

  constructor(
    private readonly options: LeadershipOptions,
    private readonly ground = browserGround(),
  ) {
    ground.channel.addEventListener('message', ({ data }: MessageEvent<Word>) => this.#hear(data))
  }

  /** Resolves when the lead is ours. */
  async take(): Promise<void> {
    this.#waiting = true
    const waiting = new AbortController()
    const queued = this.#request({ signal: waiting.signal })
    for (let missed = 0; !this.#holding; missed++) {
      this.#heard = false
      this.#say({ type: 'ask' })
      await Promise.race([queued, this.ground.wait(beat)])
      if (this.#heard) missed = 0
      if (!this.#holding && missed >= patience) await this.#steal(waiting)
    }
  }

  /** Lets the next one have it. */
  release() {
    this.#holding = false
    this.#release()
  }

  /** Several may have lost their patience at once: one after the other, and each asks once more before. */
  async #steal(waiting: AbortController) {
    await this.ground.locks.request(`${lock}-steal`, async () => {
      this.#heard = false
      this.#say({ type: 'ask' })
      await this.ground.wait(beat)
      if (this.#heard || this.#holding) return
      waiting.abort()
      await this.#request({ steal: true })
    })
  }

  /** Resolves when the lock is held, or when the request was withdrawn. */
  #request(options: LockOptions): Promise<void> {
    return new Promise((resolve) => {
      let mine = false
      const held = () => {
        mine = this.#holding = true
        this.#waiting = false
        this.#say({ type: 'lead', leader: this.options.self })
        resolve()
        return new Promise<void>((release) => {
          this.#release = release
        })
      }
      this.ground.locks.request(lock, options, held).catch(() => {
        resolve()
        if (!mine || !this.#holding) return
        this.#holding = false
        this.options.onOver('stolen')
      })
    })
  }

  #hear(word: Word) {
    const { self, mayLead, onOther, onOver } = this.options
    if (word.type === 'ask' && this.#holding) this.#say({ type: 'lead', leader: self })
    if (word.type === 'hand-over' && word.to === self.id && this.#holding && !this.#asked) {
      this.#asked = true
      onOver('asked')
    }
    if (word.type !== 'lead' || !this.#waiting) return
    this.#heard = true
    if (!mayLead(word.leader)) this.#say({ type: 'hand-over', to: word.leader.id })
    if (this.#known.has(word.leader.id)) return
    this.#known.add(word.leader.id)
    onOther?.(word.leader)
  }

  #say(word: Word) {
    this.ground.channel.postMessage(word)
  }
}
