import { nextTurn, turn } from '../event-loop.ts'
import { files, type Inode } from '../files/index.ts'
import { look } from '../files/kernel-requests.ts'
import { statArray } from '../files/stat-array.ts'
import { HandleWrap } from '../handle-wrap.ts'
import { host } from '../host.ts'
import { SystemError, uvNumber } from '../uv.ts'
import type { WatchEvent } from '../files/watchers.ts'

const absent = { type: 'file', dev: 0, ino: 0, mode: 0, uid: 0, gid: 0, nlink: 0, rdev: 0, size: 0, blocks: 0, atime: 0, mtime: 0, ctime: 0, birthtime: 0 } as const // prettier-ignore

/** fs.watchFile: looks again and again. */
export class StatWatcher extends HandleWrap {
  #timer?: number
  #last?: Float64Array | BigInt64Array

  constructor(private readonly bigint: boolean) {
    super('STATWATCHER')
  }

  start(path: string, interval: number): number {
    this.setActive(true)
    const compare = () => {
      if (this.closed) return
      let status = 0
      let inode: Inode = absent as Inode
      try {
        inode = files().stat(path)
      } catch (error) {
        status = uvNumber(error instanceof SystemError ? error.code : 'EIO')
      }
      const now = statArray(status === 0 ? inode : (absent as Inode), this.bigint)
      const before = this.#last
      this.#last = now
      const changed = before ? now.some((value, index) => value !== before[index]) : status !== 0
      if (changed) this.#tell(status, now, before ?? now)
      this.#timer = host.setTimeout(() => void look(files().target(path)).then(() => turn(compare)), interval)
    }
    nextTurn(compare)
    return 0
  }

  #tell(status: number, now: Float64Array | BigInt64Array, before: Float64Array | BigInt64Array): void {
    const numbers = [...now, ...before] as never[]
    this.callBack('onchange', status, this.bigint ? BigInt64Array.from(numbers) : Float64Array.from(numbers))
  }

  protected override onClosed(): void {
    if (this.#timer !== undefined) host.clearTimeout(this.#timer)
  }
}

/** How often fs.watch asks what other processes did. */
const pollInterval = 400

/** fs.watch: what this process does to its copy, and what the kernel says others did. */
export class FSEvent extends HandleWrap {
  initialized = false
  #stop: (() => void)[] = []
  #timer?: number

  constructor() {
    super('FSEVENTWRAP')
  }

  start(path: string, persistent: boolean, _recursive: boolean): number {
    let inode: Inode
    try {
      inode = files().stat(path)
    } catch (error) {
      return uvNumber(error instanceof SystemError ? error.code : 'EIO')
    }
    const own = path.slice(path.lastIndexOf('/') + 1)
    const tell = (event: WatchEvent, name: string) => {
      const shown = inode.children ? name : own
      nextTurn(() => {
        if (!this.closed) this.callBack('onchange', 0, event, shown)
      })
    }
    this.#stop.push(files().watchers.add(inode, tell))
    const poll = () => {
      this.#timer = host.setTimeout(() => void look(files().target(path)).then(poll, poll), pollInterval)
    }
    poll()
    this.initialized = true
    if (!persistent) this.unref()
    this.setActive(true)
    return 0
  }

  protected override onClosed(): void {
    this.initialized = false
    for (const stop of this.#stop) stop()
    if (this.#timer !== undefined) host.clearTimeout(this.#timer)
  }
}
