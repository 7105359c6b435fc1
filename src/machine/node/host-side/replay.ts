import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import type { FileOperation } from '../protocol.ts'

/** Does what a Node process did to its copy of the files, with its own credentials and in its order. */
export class FileReplay {
  readonly #descriptors = new Map<number, { fd: number; path: string; append: boolean }>()

  constructor(
    private readonly proc: Process,
    /** Something at this path is now as the process made it. */
    private readonly touched: (path: string) => void,
  ) {}

  async apply(operation: FileOperation): Promise<void> {
    const { proc } = this
    switch (operation.do) {
      case 'open': {
        const { file, path, create, truncate, append, mode } = operation
        const fd = await proc.open(path, { write: true, create, truncate, append }, mode)
        proc.setCloseOnExec(fd, true)
        this.#descriptors.set(file, { fd, path, append })
        return this.touched(path)
      }
      case 'write': {
        const open = this.#open(operation.file)
        if (!open.append) await proc.seek(open.fd, operation.position, 'set')
        await proc.write(open.fd, operation.bytes)
        return this.touched(open.path)
      }
      case 'truncate': {
        const open = this.#open(operation.file)
        await proc.truncate(open.fd, operation.size)
        return this.touched(open.path)
      }
      case 'close': {
        const open = this.#open(operation.file)
        this.#descriptors.delete(operation.file)
        return proc.close(open.fd)
      }
      case 'sync':
        return proc.sync(this.#open(operation.file).fd)
      case 'umask':
        return void proc.umask(operation.mask)
      case 'rename':
        await proc.rename(operation.from, operation.to)
        this.touched(operation.from)
        return this.touched(operation.to)
      case 'link':
        await proc.link(operation.from, operation.to)
        this.touched(operation.from)
        return this.touched(operation.to)
    }
    await this.#onPath(operation)
    this.touched(operation.path)
  }

  #open(file: number): { fd: number; path: string; append: boolean } {
    const open = this.#descriptors.get(file)
    if (!open) throw new Error(`The process wrote to a file that could not be opened.`)
    return open
  }

  async #onPath(
    operation: Extract<
      FileOperation,
      { do: 'mkdir' | 'rmdir' | 'unlink' | 'symlink' | 'chmod' | 'chown' | 'utimes' }
    >,
  ): Promise<void> {
    const { proc } = this
    switch (operation.do) {
      case 'mkdir':
        return proc.mkdir(operation.path, operation.mode)
      case 'rmdir':
        return proc.rmdir(operation.path)
      case 'unlink':
        return proc.unlink(operation.path)
      case 'symlink':
        return proc.symlink(operation.target, operation.path)
      case 'chmod':
        return proc.chmod(operation.path, operation.mode)
      case 'chown':
        return proc.chown(operation.path, operation.uid, operation.gid, { noFollow: operation.noFollow })
      case 'utimes':
        return proc.utimes(operation.path, operation.atime, operation.mtime)
    }
  }
}

/** The path that an operation's failure is told with. */
export const pathOf = (operation: FileOperation): string =>
  'path' in operation ? operation.path : 'from' in operation ? operation.from : ''

export const codeOf = (error: unknown): string => (isErrno(error) ? error.code : 'EIO')
