import { isErrno } from '../../../errno.ts'
import type { Process, Program } from '../../../kernel/process.ts'
import { directoryName, join, lstatOrNothing } from '../../files/paths.ts'
import { DataError } from '../inflate.ts'
import { NotAnArchive, ZipArchive } from './archive.ts'
import { Collection, type Candidate } from './collect.ts'
import { centralDirectory, deflate, descriptorFlag, extraFields, localHeader, madeByUnix, modeBits, type Entry } from './format.ts' // prettier-ignore
import { zipUsage } from './usage.ts'
import { writeEntry, ZipOutput } from './write-entry.ts'
import { parseZip, type ZipOptions } from './zip-options.ts'

const statuses = {
  badArchive: 3,
  cannotOpen: 15,
  nothingToDo: 12,
  badUse: 16,
  readProblem: 18,
  cannotWrite: 14,
}

class ZipError extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message)
  }
}

export const zip: Program = async (proc) => {
  const options = parseZip(proc.argv.slice(1))
  if (options.problem !== undefined) {
    await proc.stdout.write(`\nzip error: Invalid command arguments (${options.problem})\n`)
    return statuses.badUse
  }
  if (options.archive === undefined && !proc.tty(1)) options.archive = '-'
  if (options.archive === undefined || options.flags.has('h')) {
    await proc.stdout.write(zipUsage)
    return 0
  }
  try {
    return await new Zip(proc, options, archivePath(options.archive)).run()
  } catch (error) {
    if (isErrno(error) && error.code !== 'EPIPE' && error.code !== 'EINTR') {
      await messages(proc, options).write(`\nzip error: Output file write failure (${error.message})\n`)
      return statuses.cannotWrite
    }
    if (!(error instanceof ZipError)) throw error
    await messages(proc, options).write(`\nzip error: ${error.message}\n`)
    return error.status
  }
}

/** Where messages go: not into the archive. */
const messages = (proc: Process, options: ZipOptions) => (options.archive === '-' ? proc.stderr : proc.stdout)

const archivePath = (name: string): string =>
  name === '-' || /\.[^/]*$/.test(name.replace(/^.*\//, '')) ? name : `${name}.zip`

class Zip {
  constructor(
    private readonly proc: Process,
    private readonly options: ZipOptions,
    private readonly path: string,
  ) {}

  #has(flag: string): boolean {
    return this.options.flags.has(flag)
  }

  #say(text: string): Promise<void> {
    if (this.#has('q')) return Promise.resolve()
    return messages(this.proc, this.options).write(text)
  }

  async run(): Promise<number> {
    const before = await this.#open()
    if (this.#has('S')) return this.#show(before)
    if (this.#has('d')) return this.#delete(before)
    if (this.#has('T') && before && this.options.names.length === 0) return this.#test(before)
    const collection = new Collection(this.proc, this.options, (text) =>
      messages(this.proc, this.options).write(text),
    )
    const isFreshening = this.#has('f')
    const candidates =
      isFreshening && this.options.names.length === 0
        ? await collection.named((before?.entries ?? []).map(({ name }) => name))
        : await collection.all()
    const chosen = candidates.filter(({ name, mtime }) => {
      const old = before?.entries.find((entry) => entry.name === name)
      if (isFreshening && !old) return false
      return !(
        (isFreshening || this.#has('u')) &&
        old &&
        Math.floor(old.mtime / 1000) >= Math.floor(mtime / 1000)
      )
    })
    if (chosen.length === 0) {
      if (before && (isFreshening || this.#has('u'))) return statuses.nothingToDo
      if (collection.isFiltered) {
        await messages(this.proc, this.options).write('\tzip warning: zip file empty\n')
        return 0
      }
      throw new ZipError(`Nothing to do! (${this.path})`, statuses.nothingToDo)
    }
    await this.#write(before, chosen)
    if (this.#has('m')) await this.#remove(chosen)
    if (this.#has('T')) await this.#test((await this.#open())!)
    return collection.status
  }

  async #open(): Promise<ZipArchive | undefined> {
    if (this.path === '-') return undefined
    let fd: number
    try {
      fd = await this.proc.open(this.path, { read: true })
    } catch (error) {
      if (isErrno(error, 'ENOENT')) return undefined
      if (!isErrno(error)) throw error
      throw new ZipError(`Could not open for reading (${this.path})`, statuses.cannotOpen)
    }
    if ((await this.proc.fstat(fd)).size === 0) return undefined
    try {
      return await ZipArchive.open(this.proc, fd)
    } catch (error) {
      if (!(error instanceof NotAnArchive)) throw error
      await messages(this.proc, this.options).write(
        '\tzip warning: missing end signature--probably not a zip file (did you\n\tzip warning: remember to use binary mode when you transferred it?)\n\tzip warning: (if you are trying to read a damaged archive try -F)\n',
      )
      throw new ZipError(`Zip file structure invalid (${this.path})`, statuses.badArchive)
    }
  }

  async #test(archive: ZipArchive): Promise<number> {
    for (const entry of archive.entries) {
      try {
        const blocks = archive.content(entry)
        while (!(await blocks.next()).done) await this.proc.yield()
      } catch (error) {
        if (!(error instanceof DataError)) throw error
        await this.#say(`test of ${this.path} FAILED\n`)
        throw new ZipError(
          'Zip file invalid, could not spawn unzip, or wrong unzip (original files unmodified)',
          8,
        )
      }
    }
    await this.#say(`test of ${this.path} OK\n`)
    return 0
  }

  async #show(before: ZipArchive | undefined): Promise<number> {
    const entries = before?.entries ?? []
    const size = entries.reduce((sum, entry) => sum + entry.size, 0)
    const names = entries.map(({ name }) => `  ${name}\n`).join('')
    await this.proc.stdout.write(
      `Archive contains:\n${names}Total ${entries.length} entries (${size} bytes)\n`,
    )
    return 0
  }

  async #delete(before: ZipArchive | undefined): Promise<number> {
    const collection = new Collection(this.proc, this.options, (text) =>
      messages(this.proc, this.options).write(text),
    )
    const gone = new Set<Entry>()
    for (const pattern of this.options.names) {
      const matching = (before?.entries ?? []).filter(({ name }) => collection.matches(pattern, name))
      if (matching.length === 0)
        await messages(this.proc, this.options).write(`\tzip warning: name not matched: ${pattern}\n`)
      for (const entry of matching) gone.add(entry)
    }
    if (!before || gone.size === 0) throw new ZipError(`Nothing to do! (${this.path})`, statuses.nothingToDo)
    for (const { name } of gone) await this.#say(`deleting: ${name}\n`)
    const kept = before.entries.filter((entry) => !gone.has(entry))
    if (kept.length === 0) {
      await messages(this.proc, this.options).write('\tzip warning: zip file empty\n')
      await this.proc.unlink(this.path)
      return 0
    }
    await this.#replace(async (output) => {
      for (const entry of kept) await copyEntry(output, before, entry)
      return kept
    })
    return 0
  }

  async #write(before: ZipArchive | undefined, chosen: readonly Candidate[]): Promise<void> {
    const byName = new Map(chosen.map((candidate) => [candidate.name, candidate]))
    const old = before?.entries ?? []
    const oldNames = new Set(old.map(({ name }) => name))
    await this.#replace(async (output) => {
      const entries: Entry[] = []
      for (const entry of old) {
        const candidate = byName.get(entry.name)
        if (candidate)
          entries.push(await this.#add(output, candidate, this.#has('f') ? 'freshening' : 'updating'))
        else {
          await copyEntry(output, before!, entry)
          entries.push(entry)
        }
      }
      for (const candidate of chosen)
        if (!oldNames.has(candidate.name)) entries.push(await this.#add(output, candidate, '  adding'))
      return entries
    })
  }

  /** Writes a new archive beside the old one, and puts it in its place when it is whole. */
  async #replace(write: (output: ZipOutput) => Promise<Entry[]>): Promise<void> {
    const { proc, path } = this
    const isStream = path === '-'
    const random = [...proc.system.randomBytes(6)].map((byte) => (byte % 36).toString(36)).join('')
    const temporary = join(directoryName(path), `zi${random}`)
    const flags = { read: true, write: true, create: true, exclusive: true }
    const fd = isStream ? 1 : await this.#create(temporary, flags)
    let whole = false
    let entries: Entry[] = []
    try {
      const output = new ZipOutput(proc, fd, isStream)
      entries = await write(output)
      for (const bytes of centralDirectory(entries, output.length)) await output.put(bytes)
      whole = true
    } finally {
      if (!isStream) {
        await proc.close(fd)
        if (!whole) await proc.unlink(temporary)
      }
    }
    if (isStream) return
    const old = await lstatOrNothing(proc, path)
    if (old) await proc.chmod(temporary, old.mode)
    // -o: the archive is as old as what is newest in it.
    const newest = Math.max(...(this.#has('o') ? entries.map(({ mtime }) => mtime) : []))
    if (Number.isFinite(newest)) await proc.utimes(temporary, newest, newest)
    await proc.rename(temporary, path)
  }

  async #create(path: string, flags: Parameters<Process['open']>[1]): Promise<number> {
    try {
      return await this.proc.open(path, flags, 0o666)
    } catch (error) {
      if (!isErrno(error)) throw error
      await messages(this.proc, this.options).write(`zip I/O error: ${error.message}\n`)
      throw new ZipError(`Could not create output file (${this.path})`, statuses.cannotOpen)
    }
  }

  async #add(output: ZipOutput, candidate: Candidate, verb: string): Promise<Entry> {
    const { stat, name } = candidate
    const extra = this.#has('X') ? undefined : extraFields(stat.mtime, stat.uid, stat.gid)
    const entry: Entry = {
      name,
      method: deflate,
      flags: 0,
      crc: 0,
      compressedSize: 0,
      size: stat.type === 'directory' ? 0 : stat.size || (candidate.path === '-' ? 1 : 0),
      mtime: stat.mtime,
      mode: modeBits(stat.type === 'directory' || stat.type === 'symlink' ? stat.type : 'file', stat.mode),
      isText: false,
      madeBy: madeByUnix,
      offset: 0,
      localExtra: extra?.local ?? new Uint8Array(),
      extra: extra?.central ?? new Uint8Array(),
    }
    const isStored = this.options.storedSuffixes.some((suffix) => name.endsWith(suffix))
    await this.#say(`${verb}: ${name}`)
    const level = isStored || stat.type === 'symlink' ? 0 : this.options.level
    await writeEntry(output, entry, candidate.source, { level, once: candidate.path === '-' })
    const numbers = this.#has('v') ? `\t(in=${entry.size}) (out=${entry.compressedSize})` : ''
    const method = entry.method === deflate ? 'deflated' : 'stored'
    await this.#say(`${numbers} (${method} ${percent(entry)}%)\n`)
    return entry
  }

  async #remove(chosen: readonly Candidate[]): Promise<void> {
    for (const { path, stat } of chosen.toReversed()) {
      if (path === '-') continue
      if (stat.type !== 'directory') await this.proc.unlink(path)
      else
        await this.proc.rmdir(path).catch((error: unknown) => {
          if (!isErrno(error)) throw error
        })
    }
  }
}

const percent = ({ size, compressedSize }: Entry): number => {
  if (size === 0 || size === compressedSize) return 0
  const share = (200 * (size - compressedSize)) / size
  return Math.trunc((Math.trunc(share) + Math.sign(share)) / 2)
}

/** Takes an entry over as it is. */
const copyEntry = async (output: ZipOutput, from: ZipArchive, entry: Entry): Promise<void> => {
  const data = from.raw({ ...entry })
  entry.offset = output.length
  entry.flags &= ~descriptorFlag
  await output.put(localHeader(entry))
  for await (const chunk of data) await output.put(chunk)
}
