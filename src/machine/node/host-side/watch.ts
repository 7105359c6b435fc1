import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import type { FileChange, FileImage } from '../protocol.ts'
import { entryOf } from './image.ts'

const smallFile = 1024 * 1024

/**
 * What the process knows of the files, and so what has changed for it: asked about a path, it finds what
 * other processes did there since.
 */
export class KnownFiles {
  /** Path → a mark of what was there; '' for nothing. */
  readonly #marks = new Map<string, string>()
  readonly #touched = new Set<string>()

  constructor(
    private readonly proc: Process,
    image: FileImage,
  ) {
    const paths: string[] = []
    for (const [index, entry] of image.entries.entries()) {
      const path = index === 0 ? '' : `${paths[entry.parent]!}/${entry.name}`
      paths.push(path)
      this.#marks.set(path, markOf(entry))
    }
  }

  /** The process itself changed it, and knows. */
  touch(path: string): void {
    const clean = normal(path)
    this.#touched.add(clean)
    this.#touched.add(clean.slice(0, clean.lastIndexOf('/')))
  }

  /** What is different at the path, the directories above it first; for a directory also what is in it. */
  async look(path: string): Promise<FileChange[]> {
    const changes: FileChange[] = []
    const clean = normal(path)
    const names = clean.split('/').slice(1)
    let at = ''
    for (const name of names) {
      at = `${at}/${name}`
      const isLast = at === clean
      if (!isLast && this.#marks.get(at)) continue
      const kind = await this.#compare(at, changes)
      if (kind !== 'directory') return changes
    }
    if (changes.some((change) => change.path === clean && change.entry?.type === 'directory')) {
      await this.#lookInside(clean, changes)
    }
    return changes
  }

  async #lookInside(directory: string, changes: FileChange[]): Promise<void> {
    const names = new Set((await this.proc.readdir(directory || '/')).map(({ name }) => name))
    for (const name of names) {
      if (name !== '.' && name !== '..') await this.#compare(`${directory}/${name}`, changes)
    }
    const prefix = `${directory}/`
    for (const [path, mark] of this.#marks) {
      if (!mark || !path.startsWith(prefix)) continue
      const name = path.slice(prefix.length)
      if (!name.includes('/') && !names.has(name)) await this.#compare(path, changes)
    }
  }

  async #compare(path: string, changes: FileChange[]): Promise<string | undefined> {
    try {
      const entry = entryOf(await this.proc.lstat(path || '/'), 0, path.slice(path.lastIndexOf('/') + 1))
      const mark = markOf(entry)
      const known = this.#marks.get(path)
      this.#marks.set(path, mark)
      if (this.#touched.delete(path) || mark === known) return entry.type
      const { parent: _parent, content: _content, ...rest } = entry
      const change: FileChange = { path, entry: rest }
      if (entry.type === 'symlink') change.entry!.target = await this.proc.readlink(path)
      if (entry.type === 'file' && entry.size <= smallFile) {
        try {
          change.entry!.bytes = await this.proc.readFile(path)
        } catch (error) {
          if (!isErrno(error)) throw error
        }
      }
      changes.push(change)
      return entry.type
    } catch (error) {
      if (!isErrno(error)) throw error
      const known = this.#marks.get(path)
      this.#marks.set(path, '')
      if (known && !this.#touched.delete(path)) changes.push({ path })
      return undefined
    }
  }
}

const markOf = (entry: {
  ino: number
  type: string
  mode: number
  size: number
  mtime: number
  uid: number
}): string => `${entry.ino} ${entry.type} ${entry.mode} ${entry.size} ${entry.mtime} ${entry.uid}`

/** Without `.`, `..`, doubled and trailing slashes: '' is the root. */
function normal(path: string): string {
  const names: string[] = []
  for (const name of path.split('/')) {
    if (name === '..') names.pop()
    else if (name !== '' && name !== '.') names.push(name)
  }
  return names.length === 0 ? '' : `/${names.join('/')}`
}
