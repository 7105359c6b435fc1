import type { Inode } from './inode.ts'

export type WatchEvent = 'rename' | 'change'
type Listener = (event: WatchEvent, name: string) => void

/** Who wants to know when a file, or a name in a directory, changes: inotify for fs.watch. */
export class Watchers {
  readonly #listeners = new Map<Inode, Set<Listener>>()

  add(inode: Inode, listener: Listener): () => void {
    const listeners = this.#listeners.get(inode) ?? new Set()
    this.#listeners.set(inode, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(inode)
    }
  }

  notify(inode: Inode, event: WatchEvent, name: string): void {
    for (const listener of this.#listeners.get(inode) ?? []) listener(event, name)
  }
}
