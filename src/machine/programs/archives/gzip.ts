import { isErrno } from '../../errno.ts'
import type { FileStat, Process } from '../../kernel/process.ts'
import { baseName, join, lstatOrNothing } from '../files/paths.ts'
import { chunksOf } from '../inputs.ts'
import { program, type Invocation, type ProgramSpec } from '../program.ts'
import { ByteReader } from './byte-reader.ts'
import type { Level } from './deflate.ts'
import { gunzipped, gzipHeader, gzipped, type GzipMember } from './gzip-format.ts'
import { DataError } from './inflate.ts'

const spec: ProgramSpec = {
  short: 'cdfhklLnNqrS:tvV123456789',
  long: {
    stdout: 'c',
    'to-stdout': 'c',
    decompress: 'd',
    uncompress: 'd',
    force: 'f',
    keep: 'k',
    list: 'l',
    'no-name': 'n',
    name: 'N',
    quiet: 'q',
    recursive: 'r',
    suffix: 'S:',
    test: 't',
    verbose: 'v',
    fast: '1',
    best: '9',
  },
  usage: '[OPTION]... [FILE]...',
  hint: () => "Try `gzip --help' for more information.",
}

/** gzip's own statuses: what could not be done, and what was left undone. */
const failed = 1
const warned = 2

class Gzip {
  readonly #proc: Process
  readonly #suffix: string
  readonly #decompress: boolean
  readonly #toStdout: boolean
  readonly #level: Level
  #listed = 0
  readonly #totals = { compressed: 0, size: 0 }

  constructor(
    private readonly invocation: Invocation,
    name: string,
  ) {
    this.#proc = invocation.proc
    const suffix = invocation.value('S') ?? 'gz'
    this.#suffix = suffix.startsWith('.') ? suffix : `.${suffix}`
    this.#decompress = name !== 'gzip' || invocation.has('d', 't', 'l')
    this.#toStdout = name === 'zcat' || invocation.has('c', 't', 'l')
    this.#level = Number(invocation.last(...'123456789') ?? 6) as Level
  }

  async run(): Promise<number> {
    const { operands } = this.invocation
    for (const operand of operands.length > 0 ? operands : ['-']) {
      if (operand === '-') await this.#guarded('stdin', () => this.#stream(0, 'stdin'))
      else await this.#file(operand)
    }
    if (this.invocation.has('l') && this.#listed > 1)
      await this.#listLine(this.#totals.compressed, this.#totals.size, '(totals)', 0)
    return this.invocation.status
  }

  async #tell(message: string, status: number): Promise<void> {
    // A warning does not hide an error.
    if (this.invocation.status !== failed) this.invocation.status = status
    if (status === warned && this.invocation.has('q')) return
    await this.#proc.stderr.write(
      `${message.startsWith('\n') ? '\ngzip: ' : 'gzip: '}${message.trimStart()}\n`,
    )
  }

  /** Runs something, and tells of damaged data and failed calls. */
  async #guarded(name: string, run: () => Promise<void>): Promise<boolean> {
    try {
      await run()
      return true
    } catch (error) {
      if (error instanceof DataError) {
        // gzip begins a line of its own for damaged data only.
        const lead = error.message.startsWith('unknown method') ? '' : '\n'
        await this.#tell(`${lead}${name}: ${error.message}`, failed)
      } else if (isErrno(error) && error.code !== 'EPIPE' && error.code !== 'EINTR')
        await this.#tell(`${name}: ${error.message}`, failed)
      else throw error
      return false
    }
  }

  async #file(operand: string): Promise<void> {
    const found = await this.#find(operand)
    if (!found) return
    const { path, stat } = found
    if (stat.type === 'directory') {
      if (!this.invocation.has('r')) return this.#tell(`${path} is a directory -- ignored`, warned)
      await this.#guarded(path, async () => {
        for (const { name } of (await this.#proc.readdir(path)).toSorted((a, b) =>
          a.name < b.name ? -1 : 1,
        ))
          await this.#file(join(path, name))
      })
      return
    }
    if (!this.#toStdout && stat.type === 'symlink' && !this.invocation.has('f'))
      return this.#tell(`${path}: Too many levels of symbolic links`, failed)
    if (!this.#toStdout && stat.type !== 'file' && stat.type !== 'symlink')
      return this.#tell(`${path} is not a directory or a regular file - ignored`, warned)
    if (!this.#toStdout && stat.nlink > 1 && !this.invocation.has('f'))
      return this.#tell(
        `${path} has ${stat.nlink - 1} other link${stat.nlink > 2 ? 's' : ''} -- file ignored`,
        warned,
      )
    const target = this.#toStdout ? undefined : await this.#target(path)
    if (target === undefined && !this.#toStdout) return
    await this.#guarded(path, async () => {
      const fd = await this.#proc.open(path, { read: true })
      try {
        if (target === undefined) await this.#stream(fd, path)
        else await this.#replace(fd, path, target, stat)
      } finally {
        await this.#proc.close(fd)
      }
    })
  }

  /** `gunzip f` takes f.gz where there is no f. */
  async #find(operand: string): Promise<{ path: string; stat: FileStat } | undefined> {
    const names = this.#decompress && !operand.endsWith(this.#suffix) ? ['', this.#suffix] : ['']
    for (const suffix of names) {
      const path = operand + suffix
      try {
        const stat = await lstatOrNothing(this.#proc, path)
        if (stat?.type === 'symlink' && this.#toStdout) return { path, stat: await this.#proc.stat(path) }
        if (stat) return { path, stat }
      } catch (error) {
        if (!isErrno(error)) throw error
        await this.#tell(`${operand}: ${error.message}`, failed)
        return undefined
      }
    }
    await this.#tell(`${operand}${names.at(-1)!}: No such file or directory`, failed)
    return undefined
  }

  async #target(path: string): Promise<string | undefined> {
    let target: string
    if (this.#decompress) {
      const known = /\.(?:gz|z|Z|tgz|taz)$|[-_]z$|-gz$/.exec(path)
      if (path.endsWith(this.#suffix)) target = path.slice(0, -this.#suffix.length)
      else if (known) target = path.slice(0, known.index) + (/t[ga]z$/.test(path) ? '.tar' : '')
      else {
        // A whole tree may well hold other files.
        if (!this.invocation.has('r')) await this.#tell(`${path}: unknown suffix -- ignored`, warned)
        return undefined
      }
    } else if (path.endsWith(this.#suffix)) {
      if (!this.invocation.has('r'))
        await this.#tell(`${path} already has ${this.#suffix} suffix -- unchanged`, this.invocation.status)
      return undefined
    } else target = path + this.#suffix
    if (this.invocation.has('f') || !(await lstatOrNothing(this.#proc, target))) return target
    return (await this.#mayOverwrite(target)) ? target : undefined
  }

  async #mayOverwrite(target: string): Promise<boolean> {
    const { stderr } = this.#proc
    await stderr.write(`gzip: ${target} already exists;`)
    let answer = 'n'
    if (this.#proc.tty(0)) {
      await stderr.write(' do you wish to overwrite (y or n)? ')
      answer = new TextDecoder().decode(await this.#proc.read(0))
    }
    if (/^y/i.test(answer)) return true
    await stderr.write('\tnot overwritten\n')
    if (this.invocation.status !== failed) this.invocation.status = warned
    return false
  }

  /** Compresses or decompresses onto standard output, tests, or lists. */
  async #stream(fd: number, name: string): Promise<void> {
    const { invocation } = this
    const source = chunksOf(invocation, fd)
    if (!this.#decompress) {
      if (this.#proc.tty(1) && !invocation.has('f')) {
        await this.#tell(
          'compressed data not written to a terminal. Use -f to force compression.\nFor help, type: gzip -h',
          failed,
        )
        return
      }
      const keeps = name !== 'stdin' && !invocation.has('n')
      const mtime = keeps ? (await this.#proc.fstat(fd)).mtime : 0
      const options = { ...(keeps && { name: baseName(name) }), mtime, level: this.#level }
      for await (const chunk of gzipped(source, options)) await invocation.write(chunk)
      return
    }
    const reader = ByteReader.over(source)
    const magic = await reader.peek(2)
    if (invocation.has('f') && this.#toStdout && !(magic[0] === 0x1f && magic[1] === 0x8b)) {
      // zcat -f is cat for what is not compressed.
      for (let chunk = await reader.some(65_536); chunk.length > 0; chunk = await reader.some(65_536))
        await invocation.write(chunk)
      return
    }
    let last: GzipMember | undefined
    const events = {
      header: (member: GzipMember) => {
        last = member
      },
      trailingGarbage: () => this.#tell(`\n${name}: decompression OK, trailing garbage ignored`, warned),
    }
    const isSilent = invocation.has('t', 'l')
    for await (const block of gunzipped(reader, events)) {
      if (isSilent) await this.#proc.yield()
      else await invocation.write(block)
    }
    if (invocation.has('t') && invocation.has('v')) await this.#proc.stderr.write(`${name}:\t OK\n`)
    if (invocation.has('l') && last) await this.#list(reader.position, last, name)
  }

  async #list(compressed: number, member: GzipMember, name: string): Promise<void> {
    this.#listed++
    this.#totals.compressed += compressed
    this.#totals.size += member.size
    if (this.#listed === 1 && !this.invocation.has('q')) {
      const verbose = this.invocation.has('v') ? 'method  crc     date  time  ' : ''
      await this.invocation.write(
        `${verbose}         compressed        uncompressed  ratio uncompressed_name\n`,
      )
    }
    const shown =
      name === 'stdin'
        ? 'stdout'
        : this.invocation.has('N') && member.name
          ? member.name
          : name.replace(/\.(gz|z|Z)$/, '').replace(/\.t[ga]z$/, '.tar')
    if (this.invocation.has('v')) {
      const date = new Date(member.mtime || this.#proc.system.now())
      const parts = date.toUTCString().split(' ')
      await this.invocation.write(
        `defla ${member.crc.toString(16).padStart(8, '0')} ${parts[2]} ${String(date.getUTCDate()).padStart(2)} ${parts[4]!.slice(0, 5)} `,
      )
    }
    const header = gzipHeader(member.name, 0, 6).length + 8
    await this.#listLine(compressed, member.size, shown, header)
  }

  #listLine(compressed: number, size: number, name: string, header: number): Promise<void> {
    const columns = `${String(compressed).padStart(19)} ${String(size).padStart(19)}`
    return this.invocation.write(`${columns} ${ratio(size - (compressed - header), size)} ${name}\n`)
  }

  async #replace(fd: number, path: string, target: string, stat: FileStat): Promise<void> {
    const { invocation } = this
    const proc = this.#proc
    if (invocation.has('f') && (await lstatOrNothing(proc, target))) await proc.unlink(target)
    const output = await proc.open(target, { write: true, create: true, truncate: true }, 0o600)
    let whole = false
    let [read, written, header] = [0, 0, 0]
    try {
      if (this.#decompress) {
        const reader = ByteReader.over(chunksOf(invocation, fd))
        const garbage = (): Promise<void> =>
          this.#tell(`\n${path}: decompression OK, trailing garbage ignored`, warned)
        const seen = (member: GzipMember): void => {
          header = gzipHeader(member.name, 0, 6).length + 8
        }
        for await (const block of gunzipped(reader, { trailingGarbage: garbage, header: seen })) {
          await proc.write(output, block)
          written += block.length
        }
        read = reader.position
      } else {
        const options = {
          ...(!invocation.has('n') && { name: baseName(path) }),
          mtime: invocation.has('n') ? 0 : stat.mtime,
          level: this.#level,
        }
        header = gzipHeader(options.name, 0, 6).length + 8
        const size = (length: number): void => {
          read = length
        }
        for await (const chunk of gzipped(chunksOf(invocation, fd), options, size)) {
          await proc.write(output, chunk)
          written += chunk.length
        }
      }
      whole = true
    } finally {
      await proc.close(output)
      if (!whole) await proc.unlink(target).catch(ignoreErrno)
    }
    await proc.chown(target, stat.uid, stat.gid).catch(ignoreErrno)
    await proc.chmod(target, stat.mode & 0o777)
    await proc.utimes(target, stat.atime, stat.mtime)
    if (!invocation.has('k')) await proc.unlink(path)
    if (!invocation.has('v')) return
    const share = this.#decompress
      ? ratio(written - (read - header), written)
      : ratio(read - (written - header), read)
    const done = invocation.has('k') ? 'created' : 'replaced with'
    await proc.stderr.write(`${path}:\t${share} -- ${done} ${target}\n`)
  }
}

const ignoreErrno = (error: unknown): void => {
  if (!isErrno(error)) throw error
}

/** ` 54.2%`: how much was saved. */
const ratio = (saved: number, whole: number): string =>
  `${(whole === 0 ? 0 : (saved / whole) * 100).toFixed(1).padStart(5)}%`

const named = (name: string) => program(name, spec, (invocation) => new Gzip(invocation, name).run())

export const gzip = named('gzip')
export const gunzip = named('gunzip')
export const zcat = named('zcat')
