import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import type { Meter } from './meter.ts'
import { type Times, type Wire, ScpError, complain, expectWell, nextStep, well } from './protocol.ts'

const four = (mode: number): string => (mode & 0o7777).toString(8).padStart(4, '0')
const baseName = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) || path

export interface EndOptions {
  recursive: boolean
  /** -p: modes whatever the umask says, and times. */
  preserve: boolean
  /** `-t` and `-f`: the other end has the person to tell. */
  remote: boolean
  meter: Meter
}

/** Offers files, as `scp -f` does. */
export class Source {
  #good = true

  constructor(
    private readonly proc: Process,
    private readonly wire: Wire,
    private readonly options: EndOptions,
  ) {}

  /** False when one could not be sent. */
  async sendAll(paths: readonly string[]): Promise<boolean> {
    await expectWell(this.wire)
    for (const path of paths) await this.#send(path)
    return this.#good
  }

  async #send(path: string): Promise<void> {
    const { proc, wire, options } = this
    try {
      const { type, mode, size, atime, mtime } = await proc.stat(path)
      if (type === 'directory' && options.recursive)
        return await this.#sendFolder(path, mode, { atime, mtime })
      if (type !== 'file') return await this.#failed(`${path}: not a regular file`)
      const fd = await proc.open(path, { read: true })
      try {
        await this.#sendTimes({ atime, mtime })
        await wire.send(`C${four(mode)} ${size} ${baseName(path)}\n`)
        await expectWell(wire)
        options.meter.begin(baseName(path), size)
        await this.#sendContent(fd, size)
        await well(wire)
        await expectWell(wire)
        await options.meter.end()
      } finally {
        await proc.close(fd)
      }
    } catch (error) {
      // The far end could not take this one; the next may do.
      if (error instanceof ScpError && error.message !== '' && error.message !== 'lost connection') {
        this.#good = false
        if (!options.remote) await proc.stderr.line(error.message)
        return
      }
      if (!isErrno(error, 'ENOENT', 'EACCES', 'ENOTDIR', 'EIO', 'ELOOP')) throw error
      await this.#failed(`${path}: ${error.message}`)
    }
  }

  async #sendContent(fd: number, size: number): Promise<void> {
    for (let left = size; left > 0;) {
      const bytes = await this.proc.read(fd, Math.min(left, 65_536))
      // The file has become shorter meanwhile: its length was promised.
      const sent = bytes.length > 0 ? bytes : new Uint8Array(Math.min(left, 65_536))
      left -= sent.length
      await this.wire.send(sent)
      await this.options.meter.advance(sent.length)
    }
  }

  async #sendTimes({ mtime, atime }: Times): Promise<void> {
    if (!this.options.preserve) return
    await this.wire.send(`T${Math.floor(mtime / 1000)} 0 ${Math.floor(atime / 1000)} 0\n`)
    await expectWell(this.wire)
  }

  async #sendFolder(path: string, mode: number, times: Times): Promise<void> {
    const entries = await this.proc.readdir(path)
    await this.#sendTimes(times)
    await this.wire.send(`D${four(mode)} 0 ${baseName(path)}\n`)
    await expectWell(this.wire)
    for (const { name } of entries) await this.#send(`${path.replace(/\/+$/, '')}/${name}`)
    await this.wire.send('E\n')
    await expectWell(this.wire)
  }

  async #failed(text: string): Promise<void> {
    this.#good = false
    if (!this.options.remote) await this.proc.stderr.line(text)
    await complain(this.wire, text)
  }
}

interface OpenFolder {
  path: string
  mode: number
  /** Set when the folder is left: what is written into it changes them. */
  times?: Times
}

/** Takes files into a folder, or one file under the name given, as `scp -t` does. */
export class Sink {
  #good = true

  constructor(
    private readonly proc: Process,
    private readonly wire: Wire,
    private readonly options: EndOptions,
  ) {}

  async receiveAll(target: string): Promise<boolean> {
    const { wire } = this
    await well(wire)
    const folders: OpenFolder[] = []
    for (let step; (step = await this.#next());) {
      if (step === 'complaint') continue
      if (step.kind === 'up') {
        await this.#leave(folders.pop())
        await well(wire)
        continue
      }
      const base = folders.at(-1)?.path ?? target
      const into = folders.length > 0 || (await this.#isFolder(base))
      const path = into ? `${base.replace(/(.)\/+$/, '$1')}/${step.name}` : base
      try {
        if (step.kind === 'folder') {
          if (!(await this.#isFolder(path))) await this.proc.mkdir(path, step.mode | 0o700)
          folders.push({ path, mode: step.mode, ...(step.times && { times: step.times }) })
          await well(wire)
        } else await this.#receiveFile(path, step)
      } catch (error) {
        if (!isErrno(error)) throw error
        await this.#failed(`${path}: ${error.message}`)
        // Without its folder nothing below it has a place.
        if (step.kind === 'folder') return false
      }
    }
    return this.#good
  }

  /** What the sender could not read is told here, and the rest goes on. */
  async #next() {
    try {
      return await nextStep(this.wire)
    } catch (error) {
      if (!(error instanceof ScpError) || error.message.startsWith('protocol')) throw error
      this.#good = false
      if (!this.options.remote) await this.proc.stderr.line(error.message)
      return 'complaint' as const
    }
  }

  async #receiveFile(
    path: string,
    { name, mode, size, times }: { name: string; mode: number; size: number; times?: Times },
  ): Promise<void> {
    const { proc, wire, options } = this
    const fd = await proc.open(path, { write: true, create: true, truncate: true }, mode)
    options.meter.begin(name, size)
    try {
      await well(wire)
      for (let left = size; left > 0;) {
        const bytes = await wire.reader.some(Math.min(left, 65_536))
        if (!bytes) throw new ScpError('lost connection')
        left -= bytes.length
        await proc.write(fd, bytes)
        await options.meter.advance(bytes.length)
      }
    } finally {
      await proc.close(fd)
    }
    await expectWell(wire)
    if (options.preserve) await proc.chmod(path, mode)
    if (times) await proc.utimes(path, times.atime, times.mtime)
    await options.meter.end()
    await well(wire)
  }

  async #leave(folder: OpenFolder | undefined): Promise<void> {
    if (!folder) return
    if (this.options.preserve) await this.proc.chmod(folder.path, folder.mode)
    if (folder.times) await this.proc.utimes(folder.path, folder.times.atime, folder.times.mtime)
  }

  async #failed(text: string): Promise<void> {
    this.#good = false
    if (!this.options.remote) await this.proc.stderr.line(`scp: ${text}`)
    await complain(this.wire, text)
  }

  async #isFolder(path: string): Promise<boolean> {
    try {
      return (await this.proc.stat(path)).type === 'directory'
    } catch (error) {
      if (isErrno(error)) return false
      throw error
    }
  }
}
