import { isErrno } from '../../errno.ts'
import type { FileStat } from '../../kernel/process.ts'
import { shellQuoted, type Invocation } from '../program.ts'
import { copyBytes } from './copy-bytes.ts'
import { baseName, confirm, isDirectory, join, lstatOrNothing, statOrNothing } from './paths.ts'

export type Attribute = 'mode' | 'ownership' | 'timestamps' | 'links'

export const allAttributes: ReadonlySet<Attribute> = new Set(['mode', 'ownership', 'timestamps', 'links'])

export interface CopyOptions {
  recursive: boolean
  /** Symlinks are copied as such. */
  keepLinks: boolean
  /** But for those that were named themselves. */
  followTop?: boolean
  /** What comes along from the source. */
  preserve: ReadonlySet<Attribute>
  force: boolean
  interactive: boolean
  noClobber: boolean
  update: boolean
  verbose: boolean
  /** Whether zeros become holes: always, never, or where the source has holes too. */
  sparse?: 'always' | 'auto' | 'never'
  /** What stands in the way is taken away first. */
  removeDestination?: boolean
  /** Directories on other file systems are made, and left empty. */
  oneFileSystem?: boolean
  /** Blocks shall be shared with the source, which no file system here can: as ext4 answers. */
  isCloned?: boolean
  /** No content is copied. */
  attributesOnly?: boolean
  /** Puts aside what would be overwritten; whether it did. */
  backUp?(path: string): Promise<boolean>
}

/** Copies files and trees, telling of what fails; true when all went well. */
export class Copier {
  /** Hard links inside the copied trees: device and inode → the copy. */
  readonly #links = new Map<string, string>()
  /** Directories being copied, so that a tree is not copied into itself without end. */
  readonly #made = new Set<string>()

  /** The file system of what was asked for. */
  #device = 0

  /** What was asked for: messages name it. */
  #top: readonly [from: string, to: string] = ['', '']

  constructor(
    private readonly invocation: Invocation,
    private readonly options: CopyOptions,
  ) {}

  async copy(from: string, to: string, top = true): Promise<boolean> {
    const { invocation, options } = this
    const { proc } = invocation
    if (top) this.#top = [from, to]
    let stat: FileStat
    try {
      const follows = !options.keepLinks || (top && options.followTop)
      stat = follows ? await proc.stat(from) : await proc.lstat(from)
    } catch (error) {
      return this.#failed(error, (message) => `cannot stat ${shellQuoted(from)}: ${message}`)
    }
    if (stat.type === 'directory') return this.#copyDirectory(from, to, stat, top)
    const existing =
      options.keepLinks && stat.type === 'symlink'
        ? await lstatOrNothing(proc, to)
        : await statOrNothing(proc, to)
    if (existing) {
      if (existing.ino === stat.ino && existing.dev === stat.dev) {
        await invocation.complain(`${shellQuoted(from)} and ${shellQuoted(to)} are the same file`)
        return false
      }
      if (existing.type === 'directory') {
        await invocation.complain(`cannot overwrite directory ${shellQuoted(to)} with non-directory`)
        return false
      }
      if (options.noClobber || (options.update && existing.mtime >= stat.mtime)) return true
      if (options.interactive && !(await confirm(invocation, `overwrite ${shellQuoted(to)}? `))) return true
    }
    const aside = existing !== undefined && (await options.backUp?.(to))
    return this.#copyFile(from, to, stat, aside ? undefined : existing)
  }

  async #copyFile(
    from: string,
    to: string,
    stat: FileStat,
    existing: FileStat | undefined,
  ): Promise<boolean> {
    const { proc } = this.invocation
    // Without -r a FIFO or device is read like a file.
    const isPlain = stat.type === 'file' || (!this.options.recursive && stat.type !== 'symlink')
    const linked =
      stat.nlink > 1 && this.options.preserve.has('links')
        ? this.#links.get(`${stat.dev}:${stat.ino}`)
        : undefined
    try {
      const isReplaced = linked !== undefined || (!isPlain && stat.type !== 'symlink')
      const isInTheWay = this.options.removeDestination || (existing && isReplaced)
      if (isInTheWay && (await lstatOrNothing(proc, to))) await proc.unlink(to)
      if (linked) await proc.link(linked, to)
      else if (stat.type === 'symlink') {
        if (existing && !isInTheWay) await proc.unlink(to)
        await proc.symlink(await proc.readlink(from), to)
      } else if (isPlain) {
        if (!(await this.#copyContent(from, to, stat))) return false
      } else if (stat.type === 'socket' || stat.type === 'directory') {
        await this.invocation.complain(`cannot copy special file ${shellQuoted(from)}`)
        return false
      } else if (stat.type !== 'file')
        await proc.mknod(to, { type: stat.type, mode: stat.mode & 0o777, rdev: stat.rdev })
      if (stat.nlink > 1) this.#links.set(`${stat.dev}:${stat.ino}`, to)
      await this.#preserve(to, stat)
    } catch (error) {
      return this.#failed(
        error,
        (message) =>
          `cannot create ${stat.type === 'symlink' ? 'symbolic link' : isPlain ? 'regular file' : stat.type === 'fifo' ? 'fifo' : 'special file'} ${shellQuoted(to)}: ${message}`,
      )
    }
    if (this.options.verbose) await this.invocation.write(`${shellQuoted(from)} -> ${shellQuoted(to)}\n`)
    return true
  }

  async #copyContent(from: string, to: string, stat: FileStat): Promise<boolean> {
    const { proc } = this.invocation
    let input: number
    try {
      input = await proc.open(from, { read: true })
    } catch (error) {
      return this.#failed(error, (message) => `cannot open ${shellQuoted(from)} for reading: ${message}`)
    }
    try {
      const output = await this.#openTarget(to, stat)
      try {
        const { sparse = 'auto', attributesOnly } = this.options
        if (attributesOnly) return true
        if (this.options.isCloned) {
          await this.invocation.complain(
            `failed to clone ${shellQuoted(to)} from ${shellQuoted(from)}: Operation not supported`,
          )
          return false
        }
        const hasHoles = stat.type === 'file' && stat.blocks * 512 < stat.size
        await copyBytes(proc, input, output, sparse === 'always' || (sparse === 'auto' && hasHoles))
        return true
      } catch (error) {
        return this.#failed(error, (message) => `error writing ${shellQuoted(to)}: ${message}`)
      } finally {
        await proc.close(output)
      }
    } finally {
      await proc.close(input)
    }
  }

  async #openTarget(to: string, stat: FileStat): Promise<number> {
    const { proc } = this.invocation
    const flags = { write: true, create: true, truncate: !this.options.attributesOnly }
    try {
      return await proc.open(to, flags, stat.mode & 0o777)
    } catch (error) {
      if (!this.options.force || !isErrno(error, 'EACCES', 'ETXTBSY')) throw error
      await proc.unlink(to)
      return proc.open(to, flags, stat.mode & 0o777)
    }
  }

  /** A directory above what is copied with --parents. */
  async copyEmptyDirectory(from: string, to: string): Promise<boolean> {
    const { invocation } = this
    const { proc } = invocation
    if (await isDirectory(proc, to)) return true
    const made = await invocation.attempt(`cannot make directory ${shellQuoted(to)}`, async () => {
      const stat = await proc.stat(from)
      await proc.mkdir(to, stat.mode | 0o700)
      await this.#preserve(to, stat)
      if (this.options.verbose) await invocation.write(`${from} -> ${to}\n`)
      return true
    })
    return made ?? false
  }

  async #copyDirectory(from: string, to: string, stat: FileStat, top: boolean): Promise<boolean> {
    const { invocation, options } = this
    const { proc } = invocation
    if (!options.recursive) {
      await invocation.complain(`-r not specified; omitting directory ${shellQuoted(from)}`)
      return false
    }
    if (this.#made.has(`${stat.dev}:${stat.ino}`)) {
      await invocation.complain(
        `cannot copy a directory, ${shellQuoted(this.#top[0])}, into itself, ${shellQuoted(this.#top[1])}`,
      )
      return false
    }
    const existing = await statOrNothing(proc, to)
    if (existing && existing.type !== 'directory') {
      await invocation.complain(
        `cannot overwrite non-directory ${shellQuoted(to)} with directory ${shellQuoted(from)}`,
      )
      return false
    }
    try {
      if (!existing) await proc.mkdir(to, stat.mode | 0o700)
      const made = await proc.stat(to)
      this.#made.add(`${made.dev}:${made.ino}`)
      if (options.verbose && !existing) await invocation.write(`${shellQuoted(from)} -> ${shellQuoted(to)}\n`)
      let well = true
      if (top) this.#device = stat.dev
      const isElsewhere = options.oneFileSystem && stat.dev !== this.#device
      for (const { name } of isElsewhere ? [] : await proc.readdir(from))
        if (name !== '.' && name !== '..')
          well = (await this.copy(join(from, name), join(to, name), false)) && well
      await this.#preserve(to, stat)
      if (!options.preserve.has('mode') && !existing) await proc.chmod(to, stat.mode & ~proc.umask() & 0o777)
      return well
    } catch (error) {
      const what = top && !existing ? 'cannot create directory' : 'cannot access'
      return this.#failed(error, (message) => `${what} ${shellQuoted(existing ? from : to)}: ${message}`)
    }
  }

  /** Who may not give files away keeps them: as cp -p does, silently. */
  async #preserve(to: string, stat: FileStat): Promise<void> {
    const { preserve } = this.options
    const { proc } = this.invocation
    try {
      if (preserve.has('ownership')) await proc.chown(to, stat.uid, stat.gid, { noFollow: true })
    } catch (error) {
      if (!isErrno(error, 'EPERM')) throw error
    }
    if (stat.type === 'symlink') return
    if (preserve.has('mode')) await proc.chmod(to, stat.mode)
    if (preserve.has('timestamps')) await proc.utimes(to, stat.atime, stat.mtime)
  }

  async #failed(error: unknown, describe: (message: string) => string): Promise<false> {
    if (!isErrno(error) || error.code === 'EINTR') throw error
    await this.invocation.complain(describe(error.message))
    return false
  }
}

/** Where each source goes: into a directory, or to the one name; undefined after telling of a mistake. */
export const destinations = async (
  invocation: Invocation,
  moreThanFile = true,
): Promise<[from: string, to: string][] | undefined> => {
  const { proc, operands } = invocation
  const into = invocation.value('t')
  const sources = into === undefined ? operands.slice(0, -1) : operands
  const target = into ?? operands.at(-1)!
  const stat = await statOrNothing(proc, target)
  const isInside = stat?.type === 'directory' && !invocation.has('T')
  if (!isInside && (sources.length > 1 || into !== undefined)) {
    const reason = stat ? 'Not a directory' : 'No such file or directory'
    await invocation.complain(
      into !== undefined
        ? `target directory ${shellQuoted(target)}: ${reason}`
        : `target ${shellQuoted(target)}: ${reason}`,
    )
    return undefined
  }
  if (!isInside && target.endsWith('/') && !stat && moreThanFile) {
    const source = await lstatOrNothing(proc, sources[0]!)
    if (source && source.type !== 'directory') {
      await invocation.complain(`cannot create regular file ${shellQuoted(target)}: Not a directory`)
      return undefined
    }
  }
  return sources.map((source) => [source, isInside ? join(target, baseName(source)) : target])
}
