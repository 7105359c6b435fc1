import { fail, isErrno, type Errno } from '../../../errno.ts'
import { directoryName, join, lstatOrNothing } from '../../files/paths.ts'
import { readGroups, readUsers } from '../../users.ts'
import type { ByteReader } from '../byte-reader.ts'
import type { Member } from './header.ts'
import { shownName } from './list.ts'
import { hasDotDot, safeSuffix, stripped } from './names.ts'
import type { TarRun } from './run.ts'

const pieceLength = 65_536

/** What is put off until all members are there: a directory's mode and time, a symlink that leads outside. */
interface Delayed {
  path: string
  finish: () => Promise<void>
}

/**
 * Puts members on the disk. What leads out of the working directory is contained as GNU tar does it: slashes
 * in front fall away, names with `..` are left out, and symlinks to such places are made when all is over,
 * so that no member goes through them.
 */
export class Extraction {
  readonly #delayed: Delayed[] = []
  readonly #owners: { users: Map<string, number>; groups: Map<string, number> }
  readonly #now: number

  private constructor(
    private readonly run: TarRun,
    owners: { users: Map<string, number>; groups: Map<string, number> },
    private readonly directory: string,
  ) {
    this.#owners = owners
    this.#now = run.proc.system.now()
  }

  static async begin(run: TarRun, directory: string): Promise<Extraction> {
    const users = new Map((await readUsers(run.proc)).map(({ name, uid }) => [name, uid]))
    const groups = new Map((await readGroups(run.proc)).map(({ name, gid }) => [name, gid]))
    return new Extraction(run, { users, groups }, directory)
  }

  /** The name below the working directory; undefined after telling why there is none. */
  async #place(member: Member): Promise<string | undefined> {
    const { run } = this
    if (run.has('P')) return member.name
    const rest = await withoutPrefix(run, member.name, 'member names')
    if (!hasDotDot(member.name)) return rest
    await run.complain(`${shownName(member.name)}: Member name contains '..'`)
    return undefined
  }

  /** Whether the member is one that there is something to do for; `name` is where it will go. */
  async target(member: Member): Promise<string | undefined> {
    const name = await this.#place(member)
    const count = Number(this.run.value('strip-components') ?? 0)
    return name === undefined || count === 0 ? name : stripped(name, count)
  }

  async extract(member: Member, name: string, reader: ByteReader): Promise<void> {
    const path = name.startsWith('/') ? name : join(this.directory, name)
    try {
      if (member.type === 'directory') await this.#directory(member, path.replace(/(?<=.)\/+$/, ''))
      else await this.#other(member, name, path, reader)
    } catch (error) {
      if (!isErrno(error) || error.code === 'EPIPE' || error.code === 'EINTR') throw error
      const what =
        member.type === 'directory'
          ? 'mkdir'
          : member.type === 'file'
            ? 'open'
            : member.type === 'fifo'
              ? 'mkfifo'
              : member.type === 'link' || member.type === 'symlink'
                ? 'create'
                : 'mknod'
      await this.run.complain(`${shownName(name)}: Cannot ${what}: ${error.message}`)
    }
  }

  async finish(): Promise<void> {
    for (const { path, finish } of this.#delayed.toReversed()) {
      try {
        await finish()
      } catch (error) {
        if (!isErrno(error)) throw error
        await this.run.complain(`${path}: Cannot change: ${error.message}`)
      }
    }
  }

  /** Runs a call that needs the directories above it, making them when they are missing. */
  async #withParents<T>(path: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call()
    } catch (error) {
      if (!isErrno(error, 'ENOENT')) throw error
    }
    await this.#makeParents(directoryName(path))
    return call()
  }

  async #makeParents(path: string): Promise<void> {
    try {
      await this.run.proc.mkdir(path, 0o777)
    } catch (error) {
      if (isErrno(error, 'EEXIST')) return
      if (!isErrno(error, 'ENOENT') || directoryName(path) === path) throw error
      await this.#makeParents(directoryName(path))
      await this.run.proc.mkdir(path, 0o777)
    }
  }

  async #directory(member: Member, path: string): Promise<void> {
    const { proc } = this.run
    try {
      await this.#withParents(path, () => proc.mkdir(path, (member.mode | 0o700) & 0o777))
    } catch (error) {
      if (!isErrno(error, 'EEXIST')) throw error
      const there = await proc.stat(path).catch(nothingThere)
      if (there?.type !== 'directory') {
        await proc.unlink(path)
        await proc.mkdir(path, (member.mode | 0o700) & 0o777)
      } else if (!this.run.has('overwrite') && !this.run.has('p') && path === this.directory) return
    }
    const finish = (): Promise<void> => this.#attributes(member, path)
    this.#delayed.push({ path, finish })
  }

  async #other(member: Member, name: string, path: string, reader: ByteReader): Promise<void> {
    const { run } = this
    const { proc } = run
    const there = await lstatOrNothing(proc, path)
    if (there) {
      if (run.has('skip-old-files')) return
      if (run.has('k')) return run.complain(`${shownName(name)}: Cannot open: File exists`)
      if (run.has('keep-newer-files') && Math.floor(there.mtime / 1000) >= member.mtime / 1000)
        return run.warn(`Current ${shownQuoted(name)} is newer or same age`)
      // Over a directory goes nothing but another directory, unless it is empty.
      if (there.type === 'directory') await proc.rmdir(path).catch(throwAs('EEXIST', ['ENOTEMPTY']))
      else if (member.type !== 'file' || !run.has('overwrite')) await proc.unlink(path)
    }
    if (member.type === 'file') await this.#file(member, name, path, reader)
    else if (member.type === 'symlink') await this.#symlink(member, path)
    else if (member.type === 'link') await this.#link(member, name, path)
    else if (member.type !== 'directory') {
      const { type, major, minor } = member
      const rdev = major * 256 + minor
      await this.#withParents(path, () => proc.mknod(path, { type, mode: 0o600, rdev }))
      await this.#attributes(member, path)
    }
  }

  async #file(member: Member, name: string, path: string, reader: ByteReader): Promise<void> {
    const { proc } = this.run
    // Nobody else shall look into a file before it has its owner and mode.
    const flags = { write: true, create: true, truncate: true, exclusive: !this.run.has('overwrite') }
    const fd = await this.#withParents(path, () => proc.open(path, flags, member.mode & 0o700))
    try {
      for (let left = member.size; left > 0;) {
        const chunk = await reader.some(Math.min(left, pieceLength))
        if (chunk.length === 0) {
          await this.run.warn('Unexpected EOF in archive')
          break
        }
        try {
          await proc.write(fd, chunk)
        } catch (error) {
          if (!isErrno(error)) throw error
          await this.run.complain(`${shownName(name)}: Wrote only 0 of ${chunk.length} bytes`)
          await this.run.complain(`${shownName(name)}: Cannot write: ${error.message}`)
          return
        }
        left -= chunk.length
      }
    } finally {
      await proc.close(fd)
    }
    await this.#attributes(member, path)
  }

  async #symlink(member: Member, path: string): Promise<void> {
    const { proc } = this.run
    const isOutside = member.linkName.startsWith('/') || hasDotDot(member.linkName)
    if (!isOutside || this.run.has('P')) {
      await this.#withParents(path, () => proc.symlink(member.linkName, path))
      await this.#own(member, path)
      return
    }
    // A file without any rights stands in its place meanwhile.
    const fd = await this.#withParents(path, () =>
      proc.open(path, { write: true, create: true, exclusive: true }, 0),
    )
    const { ino, dev } = await proc.fstat(fd)
    await proc.close(fd)
    this.#delayed.push({
      path,
      finish: async () => {
        const now = await lstatOrNothing(proc, path)
        // A later member took the place.
        if (now?.ino !== ino || now.dev !== dev || now.size > 0) return
        await proc.unlink(path)
        await proc.symlink(member.linkName, path)
        await this.#own(member, path)
      },
    })
  }

  async #link(member: Member, name: string, path: string): Promise<void> {
    const { run } = this
    let to = member.linkName
    if (!run.has('P')) {
      to = await withoutPrefix(run, to, 'hard link targets')
    }
    const count = Number(run.value('strip-components') ?? 0)
    const target = count > 0 ? (stripped(to, count) ?? to) : to
    try {
      await this.#withParents(path, () =>
        run.proc.link(target.startsWith('/') ? target : join(this.directory, target), path),
      )
    } catch (error) {
      if (!isErrno(error)) throw error
      await run.complain(`${shownName(name)}: Cannot hard link to ${shownQuoted(target)}: ${error.message}`)
    }
  }

  async #own(member: Member, path: string): Promise<void> {
    const { run } = this
    const isRoot = run.proc.credentials.uid === 0
    if (run.has('o') || !(run.has('same-owner') || isRoot)) return
    const numeric = run.has('numeric-owner')
    const uid = (numeric ? undefined : this.#owners.users.get(member.userName)) ?? member.uid
    const gid = (numeric ? undefined : this.#owners.groups.get(member.groupName)) ?? member.gid
    try {
      await run.proc.chown(path, uid, gid, { noFollow: true })
    } catch (error) {
      if (!isErrno(error, 'EPERM', 'EINVAL')) throw error
      await run.complain(`${path}: Cannot change ownership to uid ${uid}, gid ${gid}: ${error.message}`)
    }
  }

  async #attributes(member: Member, path: string): Promise<void> {
    const { run } = this
    const { proc } = run
    await this.#own(member, path)
    const keepsAll = run.has('p') || (proc.credentials.uid === 0 && !run.has('no-same-permissions'))
    const mode = keepsAll ? member.mode : member.mode & 0o777 & ~proc.umask()
    await proc.chmod(path, mode)
    if (!run.has('m')) await proc.utimes(path, this.#now, member.mtime)
  }
}

/** The safe part of a name; the first time that something falls away, tar says so. */
export const withoutPrefix = async (run: TarRun, name: string, what: string): Promise<string> => {
  const { prefix, rest } = safeSuffix(name)
  if (prefix !== '') await run.once(`Removing leading \`${prefix}' from ${what}`)
  return rest
}

const shownQuoted = (name: string): string => `‘${name}’`

const nothingThere = (error: unknown): undefined => {
  if (!isErrno(error, 'ENOENT')) throw error
  return undefined
}

/** Another name for an error: what GNU's call would have met. */
const throwAs =
  (code: Errno, from: readonly Errno[]) =>
  (error: unknown): never => {
    if (isErrno(error, ...from)) return fail(code)
    throw error
  }
