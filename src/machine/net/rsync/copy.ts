import { sha256 } from '@noble/hashes/sha2.js'
import { isErrno } from '../../errno.ts'
import { sameBytes } from '../bytes.ts'
import type { RsyncOptions } from './options.ts'
import type { Report } from './report.ts'
import { isExcluded } from './rules.ts'
import type { Entry, Side } from './side.ts'

/** Times of file systems that keep seconds only are equal, too. */
const second = 1000

/** Brings one side to what the other one has, as the options say. */
export class Copying {
  failed = false

  constructor(
    private readonly from: Side,
    private readonly to: Side,
    private readonly options: RsyncOptions,
    private readonly report: Report,
  ) {}

  /**
   * @param source with a slash at its end: what is in it, and not itself.
   * @param into an existing folder, or the name that a single source gets.
   */
  async run(source: string, into: string, intoFolder: boolean): Promise<void> {
    const contents = source.endsWith('/')
    const path = source.replace(/(.)\/+$/, '$1')
    const entry = await this.#source(path, contents)
    if (!entry) return
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (entry.type === 'directory' && !this.options.recursive)
      return this.report.line(`skipping directory ${name}`)
    const target =
      contents || (!intoFolder && entry.type !== 'directory') ? into : `${into.replace(/\/$/, '')}/${name}`
    await this.#bring(entry, target, contents ? '' : name, '')
  }

  async #source(path: string, contents: boolean): Promise<Entry | undefined> {
    try {
      const entry = await this.from.look(contents ? `${path}/.` : path)
      if (entry) return { ...entry, path }
      await this.report.error(
        `link_stat "${this.report.absolute(path)}" failed: No such file or directory (2)`,
      )
    } catch (error) {
      if (!isErrno(error)) throw error
      await this.report.error(
        `link_stat "${this.report.absolute(path)}" failed: ${error.message} (${error.errno})`,
      )
    }
    this.failed = true
    return undefined
  }

  /** @param shown the path as it is told. @param below the path from the transfer's root, for the rules. */
  async #bring(entry: Entry, target: string, shown: string, below: string): Promise<void> {
    try {
      if (entry.type === 'directory') await this.#bringFolder(entry, target, shown, below)
      else if (entry.type === 'symlink') await this.#bringLink(entry, target, shown)
      else await this.#bringFile(entry, target, shown)
    } catch (error) {
      if (!isErrno(error)) throw error
      this.failed = true
      await this.report.error(`"${this.report.absolute(target)}" failed: ${error.message} (${error.errno})`)
    }
  }

  async #bringFolder(entry: Entry, target: string, shown: string, below: string): Promise<void> {
    const { kept, dryRun } = this.options
    const there = await this.to.look(target)
    if (there && there.type !== 'directory' && !dryRun) await this.to.remove(target)
    const isNew = there?.type !== 'directory'
    const changed =
      isNew || (kept.times && !sameTime(entry, there)) || (kept.mode && entry.mode !== there.mode)
    if (changed) await this.report.name(shown === '' ? './' : `${shown}/`)
    if (isNew && !dryRun) await this.to.makeFolder(target, entry.mode)
    const inside = await this.from.list(entry.path)
    const wanted = inside.filter((child) => {
      const path = join(below, nameOf(child.path))
      return !isExcluded(this.options.rules, path, child.type === 'directory')
    })
    if (this.options.delete && !isNew) await this.#removeOthers(target, wanted, shown, below)
    // Files come before folders, as rsync sends them.
    for (const child of [
      ...wanted.filter(({ type }) => type !== 'directory'),
      ...wanted.filter(({ type }) => type === 'directory'),
    ]) {
      const name = nameOf(child.path)
      await this.#bring(child, `${target.replace(/\/$/, '')}/${name}`, join(shown, name), join(below, name))
    }
    if (!dryRun) await this.to.setAttributes(target, entry, { ...kept, mode: kept.mode || isNew })
  }

  async #removeOthers(target: string, wanted: readonly Entry[], shown: string, below: string): Promise<void> {
    const names = new Set(wanted.map(({ path }) => nameOf(path)))
    for (const { path, type } of (await this.to.list(target)).toReversed()) {
      const name = nameOf(path)
      // What is excluded is none of rsync's business at either side.
      if (names.has(name) || isExcluded(this.options.rules, join(below, name), type === 'directory')) continue
      await this.report.name(`deleting ${join(shown, name)}${type === 'directory' ? '/' : ''}`)
      if (!this.options.dryRun) await this.to.remove(path)
    }
  }

  async #bringLink(entry: Entry, target: string, shown: string): Promise<void> {
    if (!this.options.links) return this.report.line(`skipping non-regular file "${shown}"`)
    const there = await this.to.look(target)
    if (there?.type === 'symlink' && there.target === entry.target) return
    await this.report.name(`${shown} -> ${entry.target}`)
    if (this.options.dryRun) return
    if (there) await this.to.remove(target)
    await this.to.makeLink(target, entry.target!)
    await this.to.setAttributes(target, entry, this.options.kept)
  }

  async #bringFile(entry: Entry, target: string, shown: string): Promise<void> {
    const { kept, dryRun } = this.options
    const there = await this.to.look(target)
    this.report.total += entry.size
    if (await this.#isUpToDate(entry, there, target)) {
      const attributes = kept.mode && there!.mode !== entry.mode
      if (attributes && !dryRun) await this.to.setAttributes(target, entry, kept)
      return
    }
    await this.report.name(shown)
    if (dryRun) return
    if (there?.type === 'directory') await this.to.remove(target)
    let at = 0
    do {
      const part = await this.from.read(entry.path, at)
      // It has become shorter meanwhile.
      if (part.length === 0 && at < entry.size) break
      await this.to.write(target, part, at === 0)
      at += part.length
      await this.report.transferred(at, entry.size)
    } while (at < entry.size)
    await this.to.finish(target, entry, kept)
    await this.report.done(entry.size)
  }

  /** rsync's quick check: the same size and time; with -c the same content. */
  async #isUpToDate(entry: Entry, there: Entry | undefined, target: string): Promise<boolean> {
    const { existing, ignoreExisting, update, checksum, ignoreTimes } = this.options
    if (!there) return existing
    if (ignoreExisting) return true
    if (there.type !== 'file') return false
    if (update && there.mtime > entry.mtime) return true
    if (there.size !== entry.size || ignoreTimes) return false
    if (!checksum) return sameTime(entry, there)
    return sameBytes(await digest(this.from, entry), await digest(this.to, { ...there, path: target }))
  }
}

const sameTime = (one: Entry, other: Entry): boolean =>
  Math.floor(one.mtime / second) === Math.floor(other.mtime / second)

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`)

async function digest(side: Side, { path, size }: Entry): Promise<Uint8Array> {
  const hash = sha256.create()
  for (let at = 0; at < size;) {
    const part = await side.read(path, at)
    if (part.length === 0) break
    hash.update(part)
    at += part.length
  }
  return hash.digest()
}
