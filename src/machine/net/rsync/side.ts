import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'

/** What is at a path below a side's root; '' is the root itself. */
export interface Entry {
  path: string
  type: 'file' | 'directory' | 'symlink'
  mode: number
  /** Milliseconds since the epoch. */
  mtime: number
  size: number
  uid: number
  gid: number
  target?: string
}

export interface Kept {
  mode: boolean
  times: boolean
  owner: boolean
}

/** One end of the copying. Paths are below a root that each call names. Throws errno errors. */
export interface Side {
  /** Where relative paths begin. */
  home(): Promise<string>
  /** Undefined when there is nothing. */
  look(path: string): Promise<Entry | undefined>
  /** Names in a directory. */
  list(path: string): Promise<Entry[]>
  read(path: string, offset: number): Promise<Uint8Array>
  makeFolder(path: string, mode: number): Promise<void>
  makeLink(path: string, target: string): Promise<void>
  /** Writes a part of a file under a name of its own; `finish` gives it its real one. */
  write(path: string, part: Uint8Array, first: boolean): Promise<void>
  finish(path: string, entry: Entry, kept: Kept): Promise<void>
  setAttributes(path: string, entry: Entry, kept: Kept): Promise<void>
  remove(path: string): Promise<void>
}

const temporary = (path: string): string => {
  const slash = path.lastIndexOf('/')
  return `${path.slice(0, slash + 1)}.${path.slice(slash + 1)}.rsync`
}

/** The side of this machine. */
export class LocalSide implements Side {
  constructor(private readonly proc: Process) {}

  async home(): Promise<string> {
    return this.proc.cwd
  }

  async look(path: string): Promise<Entry | undefined> {
    try {
      const { type, mode, mtime, size, uid, gid } = await this.proc.lstat(path)
      if (type === 'symlink')
        return { path, type, mode, mtime, size, uid, gid, target: await this.proc.readlink(path) }
      return type === 'file' || type === 'directory' ? { path, type, mode, mtime, size, uid, gid } : undefined
    } catch (error) {
      if (isErrno(error, 'ENOENT', 'ENOTDIR')) return undefined
      throw error
    }
  }

  async list(path: string): Promise<Entry[]> {
    const names = (await this.proc.readdir(path)).map(({ name }) => name)
    const entries: Entry[] = []
    for (const name of names.toSorted()) {
      const entry = await this.look(`${path.replace(/\/$/, '')}/${name}`)
      if (entry) entries.push(entry)
    }
    return entries
  }

  async read(path: string, offset: number): Promise<Uint8Array> {
    const fd = await this.proc.open(path, { read: true })
    try {
      await this.proc.seek(fd, offset, 'set')
      return await this.proc.read(fd, 256 * 1024)
    } finally {
      await this.proc.close(fd)
    }
  }

  makeFolder(path: string, mode: number): Promise<void> {
    return this.proc.mkdir(path, mode | 0o700)
  }

  makeLink(path: string, target: string): Promise<void> {
    return this.proc.symlink(target, path)
  }

  async write(path: string, part: Uint8Array, first: boolean): Promise<void> {
    const fd = await this.proc.open(
      temporary(path),
      { write: true, create: true, append: true, truncate: first },
      0o600,
    )
    try {
      await this.proc.write(fd, part)
    } finally {
      await this.proc.close(fd)
    }
  }

  async finish(path: string, entry: Entry, kept: Kept): Promise<void> {
    const there = await this.look(path)
    const mask = this.proc.umask()
    // A new file has the source's mode as far as the umask lets; one that was there keeps its own.
    const mode = kept.mode ? entry.mode : (there?.mode ?? entry.mode & ~mask)
    await this.proc.chmod(temporary(path), mode)
    await this.proc.rename(temporary(path), path)
    await this.setAttributes(path, entry, { ...kept, mode: false })
  }

  async setAttributes(path: string, { mode, mtime, uid, gid, type }: Entry, kept: Kept): Promise<void> {
    // Only root gives files away.
    if (kept.owner && this.proc.credentials.uid === 0)
      await this.proc.chown(path, uid, gid, { noFollow: true })
    if (type === 'symlink') return
    if (kept.mode) await this.proc.chmod(path, mode)
    if (kept.times) await this.proc.utimes(path, this.proc.system.now(), mtime)
  }

  async remove(path: string): Promise<void> {
    const entry = await this.look(path)
    if (entry?.type !== 'directory') return this.proc.unlink(path)
    for (const child of await this.list(path)) await this.remove(child.path)
    await this.proc.rmdir(path)
  }
}
