import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { baseName, directoryName, join, lstatOrNothing } from '../../files/paths.ts'
import { DataError } from '../inflate.ts'
import type { ZipArchive } from './archive.ts'
import { isDirectory, isSymlink, stored, type Entry } from './format.ts'
import type { UnzipOptions } from './unzip-options.ts'

const longestLink = 4096

/**
 * Puts entries on the disk, below one directory whatever their names say: absolute paths and `..` lose what
 * leads outside, and symlinks are made when all files are there.
 */
export class Unpacking {
  readonly #links: { path: string; target: string; name: string }[] = []
  #answer: 'all' | 'none' | undefined
  /** Nobody was there to answer. */
  #unanswered = false

  constructor(
    private readonly proc: Process,
    private readonly archive: ZipArchive,
    private readonly options: UnzipOptions,
  ) {
    if (options.flags.has('o')) this.#answer = 'all'
    if (options.flags.has('n')) this.#answer = 'none'
  }

  #say(text: string): Promise<void> {
    return this.options.quiet > 0 ? Promise.resolve() : this.proc.stdout.write(text)
  }

  /** Gives a status: 0, or 1 for a warning. */
  async entry(entry: Entry): Promise<number> {
    const { name, warning } = safeName(entry.name)
    if (warning) await this.proc.stderr.write(`warning:  ${warning} ${entry.name}\n`)
    const isJunking = this.options.flags.has('j')
    const own = isJunking ? (isDirectory(entry) ? '' : baseName(name)) : name
    if (own === '') return warning ? 1 : 0
    const into = this.options.directory
    let path = into === undefined ? own : join(into, own)
    if (isDirectory(entry)) {
      await this.#directory(path.replace(/\/+$/, ''), entry)
      return warning ? 1 : 0
    }
    const there = await lstatOrNothing(this.proc, path)
    const { flags } = this.options
    if (flags.has('f') && !there) return 0
    if (there && (flags.has('f') || flags.has('u')) && there.mtime >= entry.mtime) return 0
    if (there?.type === 'directory') {
      await this.proc.stderr.write(`error:  cannot create ${path}\n        Is a directory\n`)
      return 2
    }
    if (there) {
      const chosen = await this.#mayReplace(path)
      if (chosen === undefined) return this.#unanswered ? 1 : 0
      if (chosen !== path) path = chosen
      else await this.proc.unlink(path)
    }
    await this.#parents(path)
    if (isSymlink(entry)) await this.#link(path, own, entry)
    else await this.#file(path, entry)
    return warning ? 1 : 0
  }

  async #mayReplace(path: string): Promise<string | undefined> {
    while (this.#answer === undefined) {
      await this.proc.stderr.write(`replace ${path}? [y]es, [n]o, [A]ll, [N]one, [r]ename: `)
      const answer = await this.#line()
      if (answer === undefined) {
        await this.proc.stderr.write(' NULL\n(EOF or read error, treating as "[N]one" ...)\n')
        this.#answer = 'none'
        this.#unanswered = true
      } else if (answer === 'A') this.#answer = 'all'
      else if (answer === 'N') this.#answer = 'none'
      else if (answer === 'y' || answer === 'Y') return path
      else if (answer === 'n') return undefined
      else if (answer === 'r') {
        await this.proc.stderr.write('new name: ')
        const name = await this.#line()
        if (name) return name
      } else await this.proc.stderr.write(`error:  invalid response [${answer}]\n`)
    }
    return this.#answer === 'all' ? path : undefined
  }

  async #line(): Promise<string | undefined> {
    let line = ''
    for (;;) {
      const byte = await this.proc.read(0, 1)
      if (byte.length === 0) return line === '' ? undefined : line
      const char = new TextDecoder().decode(byte)
      if (char === '\n') return line
      line += char
    }
  }

  async #parents(path: string): Promise<void> {
    const parent = directoryName(path)
    if (parent === '.' || parent === '/') return
    try {
      await this.proc.mkdir(parent, 0o777)
    } catch (error) {
      if (isErrno(error, 'EEXIST')) return
      if (!isErrno(error, 'ENOENT')) throw error
      await this.#parents(parent)
      await this.proc.mkdir(parent, 0o777)
    }
  }

  async #directory(path: string, entry: Entry): Promise<void> {
    if ((await lstatOrNothing(this.proc, path))?.type === 'directory') return
    await this.#parents(path)
    await this.proc.mkdir(path, 0o777)
    await this.#say(`   creating: ${path}/\n`)
    if (entry.mode !== 0) await this.proc.chmod(path, (entry.mode & 0o777) | 0o700)
  }

  async #file(path: string, entry: Entry): Promise<void> {
    const verb = entry.method === stored ? ' extracting' : '  inflating'
    await this.#say(`${verb}: ${path.padEnd(22)}  `)
    const fd = await this.proc.open(path, { write: true, create: true, exclusive: true }, 0o600)
    try {
      for await (const block of this.archive.content(entry)) await this.proc.write(fd, block)
    } finally {
      await this.proc.close(fd)
      await this.#say('\n')
    }
    const mode = entry.mode === 0 ? 0o666 & ~this.proc.umask() : entry.mode & 0o777
    await this.proc.chmod(path, mode)
    await this.proc.utimes(path, entry.mtime, entry.mtime)
  }

  async #link(path: string, name: string, entry: Entry): Promise<void> {
    if (entry.size > longestLink) throw new DataError('symbolic link is too long')
    const chunks: number[] = []
    for await (const block of this.archive.content(entry)) chunks.push(...block)
    const target = new TextDecoder().decode(Uint8Array.from(chunks))
    await this.#say(`    linking: ${path.padEnd(22)}  -> ${target} \n`)
    // A file keeps the place, so that nothing goes through the link before it is made.
    await this.proc.writeFile(path, target)
    this.#links.push({ path, target, name })
  }

  async finish(): Promise<number> {
    if (this.#links.length === 0) return 0
    await this.#say('finishing deferred symbolic links:\n')
    for (const { path, target } of this.#links) {
      await this.#say(`  ${path.padEnd(22)} -> ${target}\n`)
      await this.proc.unlink(path)
      await this.proc.symlink(target, path)
    }
    return 0
  }
}

const safeName = (name: string): { name: string; warning?: string } => {
  const isAbsolute = name.startsWith('/')
  const parts = name.replace(/^\/+/, '').split('/')
  const safe = parts.filter((part) => part !== '..' && part !== '.')
  const text = safe.join('/')
  if (parts.includes('..')) return { name: text, warning: 'skipped "../" path component(s) in' }
  return isAbsolute ? { name: text, warning: 'stripped absolute path spec from' } : { name: text }
}
