import { ErrnoError, fail, isErrno } from '../../errno.ts'
import type { FileSystem, Ino, Mounted, NewNode } from '../file-system.ts'
import { Model, type ModelDirectory, type ModelNode, truncateContent, writeContent } from './model.ts'
import type { Random } from './random.ts'

const owner: NewNode = { mode: 0o644, uid: 1000, gid: 1000 }
const names = ['a', 'b', 'c', 'd', 'a-rather-long-name-that-fills-directories-sooner.txt', 'größe']

type File = ModelNode & { type: 'file' }

/** Does random things to a file system and to a model, and sees that both always agree. */
export class Exercise {
  /** What came of the operations: 'ok' or an errno. */
  readonly outcomes = new Map<string, number>()
  readonly #open: { ino: Ino; node: File }[] = []

  constructor(
    readonly mounted: Mounted,
    readonly random: Random,
    readonly largestWrite = 30_000,
    readonly model = new Model(),
  ) {}

  /** @param after told after every step, for whoever wants to know what was when. */
  async run(steps: number, after: () => void = () => undefined): Promise<void> {
    for (let step = 0; step < steps; step++) {
      await this.#step()
      after()
    }
  }

  /** Compares every name, type, link and byte. */
  async compare(mounted: Mounted = this.mounted): Promise<void> {
    await this.#compareDirectory(mounted, mounted.fs.root, this.model.root, '')
    if (mounted !== this.mounted) return
    for (const { ino, node } of this.#open) await compareContent(mounted, ino, node, `open file ${ino}`)
  }

  async closeAll(): Promise<void> {
    for (const { ino } of this.#open.splice(0)) await this.mounted.run((fs) => fs.release(ino))
  }

  async #step(): Promise<void> {
    const kind = this.random.below(17)
    const path = this.#path()
    const other = this.#path()
    const offset = this.random.below(10) === 0 ? this.random.below(10_000_000) : this.random.below(60_000)
    const bytes = this.random.bytes(this.random.below(this.largestWrite))
    const target = 'x'.repeat(1 + this.random.below(100))
    if (kind < 5) return this.#agree((fs) => this.#write(fs, path, offset, bytes), (model) => this.#writeModel(model, path, offset, bytes)) // prettier-ignore
    if (kind < 7) return this.#agree((fs) => makeIn(fs, path, (directory, name) => fs.mkdir(directory, name, owner)), (model) => model.make(path, { type: 'directory', names: new Map() })) // prettier-ignore
    if (kind < 8) return this.#agree((fs) => makeIn(fs, path, (directory, name) => fs.symlink(directory, name, target, owner)), (model) => model.make(path, { type: 'symlink', target })) // prettier-ignore
    if (kind < 9) return this.#agree((fs) => makeIn(fs, path, (directory, name) => fs.rmdir(directory, name)), (model) => model.rmdir(path)) // prettier-ignore
    if (kind < 11) return this.#agree((fs) => makeIn(fs, path, (directory, name) => fs.unlink(directory, name)), (model) => model.unlink(path)) // prettier-ignore
    if (kind < 12) return this.#agree((fs) => fs.truncate(find(fs, path), offset), (model) => truncateContent(model.file(path), offset)) // prettier-ignore
    if (kind < 13) return this.#agree((fs) => { const ino = find(fs, path); makeIn(fs, other, (directory, name) => fs.link(ino, directory, name)) }, (model) => model.link(path, other)) // prettier-ignore
    if (kind < 15) return this.#agree((fs) => makeIn(fs, path, (from, name) => makeIn(fs, other, (to, toName) => fs.rename(from, name, to, toName))), (model) => model.rename(path, other)) // prettier-ignore
    if (kind < 16) return this.#openFile(path)
    return this.#useOpenFile(offset, bytes)
  }

  /** Both succeed, or both fail with the same errno; a file system that is full may refuse what the model allows. */
  async #agree(real: (fs: FileSystem) => unknown, model: (model: Model) => void): Promise<void> {
    const outcome = await this.mounted
      .run((fs) => real(fs))
      .then(
        () => 'ok',
        (error: unknown) => codeOf(error),
      )
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1)
    if (outcome === 'ENOSPC') return
    let expected = 'ok'
    try {
      model(this.model)
    } catch (error) {
      expected = codeOf(error)
    }
    if (outcome !== expected) throw new Error(`the file system says ${outcome}, the model ${expected}`)
  }

  #write(fs: FileSystem, path: readonly string[], offset: number, bytes: Uint8Array): void {
    makeIn(fs, path, (directory, name) => {
      const there = fs.lookup(directory, name)
      const ino = there ?? fs.create(directory, name, owner)
      try {
        fs.write(ino, offset, bytes)
      } catch (error) {
        // Each call is atomic everywhere, but only a disk's file system takes the other one back as well.
        if (there === undefined && isErrno(error, 'ENOSPC')) fs.unlink(directory, name)
        throw error
      }
    })
  }

  #writeModel(model: Model, path: readonly string[], offset: number, bytes: Uint8Array): void {
    if (!model.find(path).node) model.make(path, { type: 'file', content: new Uint8Array() })
    const file = model.file(path)
    if (bytes.length > 0) writeContent(file, offset, bytes)
  }

  async #openFile(path: readonly string[]): Promise<void> {
    let node: File
    try {
      node = this.model.file(path)
    } catch {
      return
    }
    const ino = await this.mounted.run((fs) => {
      const ino = find(fs, path)
      fs.retain(ino)
      return ino
    })
    this.#open.push({ ino, node })
  }

  async #useOpenFile(offset: number, bytes: Uint8Array): Promise<void> {
    const index = this.random.below(this.#open.length)
    const open = this.#open[index]
    if (!open) return
    const choice = this.random.below(3)
    if (choice === 0) {
      this.#open.splice(index, 1)
      await this.mounted.run((fs) => fs.release(open.ino))
    } else if (choice === 1) {
      await this.#agree((fs) => fs.write(open.ino, offset, bytes), () => bytes.length > 0 && writeContent(open.node, offset, bytes)) // prettier-ignore
    } else {
      await this.#agree(
        (fs) => fs.truncate(open.ino, offset),
        () => truncateContent(open.node, offset),
      )
    }
  }

  #path(): string[] {
    return Array.from({ length: 1 + this.random.below(4) }, () => this.random.pick(names))
  }

  async #compareDirectory(mounted: Mounted, ino: Ino, model: ModelDirectory, path: string): Promise<void> {
    const entries = await mounted.run((fs) => fs.readdir(ino))
    const found = entries
      .map(({ name, type }) => `${name} ${type}`)
      .filter((entry) => entry !== 'lost+found directory')
    const expected = [...model.names].map(([name, { type }]) => `${name} ${type}`)
    if (found.sort().join('\n') !== expected.sort().join('\n'))
      throw new Error(`${path}/ differs: ${found} / ${expected}`)
    for (const entry of entries) {
      const node = model.names.get(entry.name)
      const where = `${path}/${entry.name}`
      if (node?.type === 'directory') await this.#compareDirectory(mounted, entry.ino, node, where)
      if (node?.type === 'file') await compareContent(mounted, entry.ino, node, where)
      if (node?.type === 'symlink') {
        const target = await mounted.run((fs) => fs.readlink(entry.ino))
        if (target !== node.target) throw new Error(`${where} points to ${target}`)
      }
    }
  }
}

async function compareContent(mounted: Mounted, ino: Ino, { content }: File, where: string): Promise<void> {
  const bytes = await mounted.run((fs) => fs.read(ino, 0, content.length + 1))
  const differs = bytes.length !== content.length || bytes.some((byte, index) => byte !== content[index])
  if (differs) throw new Error(`${where} has other contents`)
}

/** Goes down the path as the kernel does, and does something with the last name. */
function makeIn<T>(fs: FileSystem, path: readonly string[], act: (directory: Ino, name: string) => T): T {
  let directory = fs.root
  for (const name of path.slice(0, -1)) {
    directory = fs.lookup(directory, name) ?? fail('ENOENT')
    if (fs.stat(directory).type !== 'directory') fail('ENOTDIR')
  }
  return act(directory, path.at(-1)!)
}

const find = (fs: FileSystem, path: readonly string[]): Ino =>
  makeIn(fs, path, (directory, name) => fs.lookup(directory, name) ?? fail('ENOENT'))

function codeOf(error: unknown): string {
  if (error instanceof ErrnoError) return error.code
  throw error
}
