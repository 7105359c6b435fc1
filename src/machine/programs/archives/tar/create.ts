import { isErrno } from '../../../errno.ts'
import type { FileStat } from '../../../kernel/process.ts'
import { join } from '../../files/paths.ts'
import { operandName } from '../../options.ts'
import {
  blockLength,
  encodeHeader,
  NameTooLong,
  type Format,
  type Member,
  type MemberType,
} from './header.ts'
import { LongListing, shownName } from './list.ts'
import { withoutPrefix } from './extract.ts'
import { excluder } from './names.ts'
import type { OwnerNames, Overrides } from './overrides.ts'
import { Fatal, type TarRun } from './run.ts'

const pieceLength = 65_536

/** Files as the blocks of an archive. */
export class MemberSource {
  readonly #links = new Map<string, string>()
  readonly #isExcluded: (name: string) => boolean
  readonly #listing: LongListing
  /** Where the names that are read now are looked for. */
  #directory = '.'
  #count = 0

  constructor(
    private readonly run: TarRun,
    private readonly archive: string,
    private readonly names: OwnerNames,
    private readonly overrides: Overrides,
    exclude: readonly string[],
    /** -u: when a member of this name was last changed in the archive. */
    private readonly newest?: ReadonlyMap<string, number>,
  ) {
    this.#isExcluded = excluder(exclude)
    this.#listing = new LongListing(run.has('numeric-owner'), run.has('full-time'))
  }

  /** The blocks of everything that the options and operands name, in their order. */
  async *blocks(listed: readonly string[]): AsyncGenerator<Uint8Array> {
    for (const { name, value = '' } of this.run.invocation.options) {
      if (name === 'C') await this.#enter(value)
      else if (name === operandName) yield* this.#top(value)
    }
    for (const name of listed) yield* this.#top(name)
  }

  get count(): number {
    return this.#count
  }

  async #enter(directory: string): Promise<void> {
    const next = directory.startsWith('/') ? directory : join(this.#directory, directory)
    try {
      await this.run.proc.readdir(next)
    } catch (error) {
      if (!isErrno(error)) throw error
      throw new Fatal(`${directory}: Cannot open: ${error.message}`)
    }
    this.#directory = next
  }

  async *#top(operand: string): AsyncGenerator<Uint8Array> {
    const trimmed = operand.replace(/(?<=.)\/+$/, '')
    if (!this.#isExcluded(trimmed)) yield* this.#file(trimmed)
  }

  #path(name: string): string {
    return name.startsWith('/') || this.#directory === '.' ? name : join(this.#directory, name)
  }

  async *#file(name: string, device?: number): AsyncGenerator<Uint8Array> {
    const { run } = this
    const path = this.#path(name)
    let stat: FileStat
    try {
      stat = run.has('h') ? await run.proc.stat(path) : await run.proc.lstat(path)
    } catch (error) {
      if (!isErrno(error)) throw error
      return run.complain(`${shownName(name)}: Cannot stat: ${error.message}`)
    }
    if (device !== undefined && run.has('one-file-system') && stat.dev !== device) return
    if (stat.type === 'socket') return run.warn(`${shownName(name)}: socket ignored`)
    if (`${stat.dev}:${stat.ino}` === this.archive)
      return run.warn(`${shownName(name)}: file is the archive; not dumped`)
    const stored = await this.#storedName(stat.type === 'directory' ? `${name}/` : name)
    const before = this.newest?.get(stored)
    const isOld = before !== undefined && Math.floor(stat.mtime / 1000) <= Math.floor(before / 1000)
    if (stat.type === 'directory') {
      const count = this.#count
      if (!isOld) yield* this.#header(await this.#member(stored, stat, path), `${name}/`)
      // What has a name too long for the format holds names that are longer still.
      if (!isOld && count === this.#count) return
      if (!run.has('no-recursion')) yield* this.#content(name, path, stat)
      return
    }
    if (isOld) return
    const known = `${stat.dev}:${stat.ino}`
    const linked = stat.nlink > 1 ? this.#links.get(known) : undefined
    if (linked !== undefined) {
      const link = { ...(await this.#member(stored, stat, path)), type: 'link' as const, size: 0 }
      yield* this.#header({ ...link, linkName: linked }, name)
    } else {
      if (stat.nlink > 1) this.#links.set(known, stored)
      yield* this.#single(name, path, stored, stat)
    }
    if (run.has('remove-files')) await run.proc.unlink(path)
  }

  async *#single(name: string, path: string, stored: string, stat: FileStat): AsyncGenerator<Uint8Array> {
    const member = await this.#member(stored, stat, path)
    if (stat.type !== 'file') return yield* this.#header(member, name)
    let fd: number
    try {
      fd = await this.run.proc.open(path, { read: true })
    } catch (error) {
      if (!isErrno(error)) throw error
      return this.run.complain(`${shownName(name)}: Cannot open: ${error.message}`)
    }
    try {
      let hasHeader = false
      for await (const block of this.#header(member, name)) {
        hasHeader = true
        yield block
      }
      if (hasHeader) yield* this.#data(fd, name, member.size)
    } finally {
      await this.run.proc.close(fd)
    }
  }

  /** As many bytes as the header promised, whatever has become of the file since. */
  async *#data(fd: number, name: string, size: number): AsyncGenerator<Uint8Array> {
    let left = size
    while (left > 0) {
      const chunk = await this.run.proc.read(fd, Math.min(left, pieceLength))
      if (chunk.length === 0) {
        await this.run.differ(
          `${shownName(name)}: File shrank by ${left} byte${left === 1 ? '' : 's'}; padding with zeros`,
        )
        break
      }
      left -= chunk.length
      yield chunk
    }
    for (; left > 0; left -= Math.min(left, pieceLength)) yield new Uint8Array(Math.min(left, pieceLength))
    yield new Uint8Array((blockLength - (size % blockLength)) % blockLength)
  }

  async *#content(name: string, path: string, stat: FileStat): AsyncGenerator<Uint8Array> {
    let entries: string[]
    try {
      entries = (await this.run.proc.readdir(path)).map((entry) => entry.name)
    } catch (error) {
      if (!isErrno(error)) throw error
      return this.run.complain(`${shownName(name)}: Cannot open: ${error.message}`)
    }
    if (this.run.value('sort') === 'name') entries.sort()
    for (const entry of entries) {
      const inside = join(name, entry)
      if (!this.#isExcluded(inside)) yield* this.#file(inside, stat.dev)
    }
  }

  async *#header(member: Member, name: string): AsyncGenerator<Uint8Array> {
    const { run } = this
    try {
      yield* encodeHeader(member, this.#format)
    } catch (error) {
      if (!(error instanceof NameTooLong)) throw error
      return run.complain(`${shownName(error.isLink ? member.linkName : name)}: ${error.message}`)
    }
    this.#count++
    if (run.verbosity > 1) await run.show(this.#listing.line(member))
    else if (run.verbosity === 1) await run.show(shownName(name))
  }

  get #format(): Format {
    const { run } = this
    const name = run.has('posix') ? 'pax' : run.has('v7') ? 'v7' : (run.value('H') ?? 'gnu')
    return name === 'posix' ? 'pax' : name === 'oldgnu' ? 'gnu' : (name as Format)
  }

  async #storedName(name: string): Promise<string> {
    if (this.run.has('P')) return name
    const rest = await withoutPrefix(this.run, name, 'member names')
    return rest === '.' && name.endsWith('/') ? './' : rest
  }

  async #member(name: string, stat: FileStat, path: string): Promise<Member> {
    const { overrides } = this
    const uid = overrides.owner?.id ?? stat.uid
    const gid = overrides.group?.id ?? stat.gid
    const numeric = this.run.has('numeric-owner')
    return {
      name,
      type: stat.type as MemberType,
      linkName: stat.type === 'symlink' ? await this.run.proc.readlink(path) : '',
      mode: overrides.mode?.(stat.mode, stat.type === 'directory', 0) ?? stat.mode,
      uid,
      gid,
      userName: numeric ? '' : (overrides.owner?.name ?? this.names.user(uid)),
      groupName: numeric ? '' : (overrides.group?.name ?? this.names.group(gid)),
      size: stat.type === 'file' ? stat.size : 0,
      mtime: overrides.mtime ?? (this.#format === 'pax' ? stat.mtime : Math.floor(stat.mtime / 1000) * 1000),
      major: Math.floor(stat.rdev / 256),
      minor: stat.rdev % 256,
    }
  }
}
