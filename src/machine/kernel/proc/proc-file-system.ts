import { fail } from '../../errno.ts'
import type {
  DirectoryEntry,
  FileSystem,
  FileType,
  Ino,
  Mounted,
  Stat,
  StatFs,
} from '../../fs/file-system.ts'
import type { Kernel } from '../kernel.ts'
import type { OpenFile } from '../open-file.ts'
import type { Task } from '../task.ts'
import type { MagicLinks } from '../vfs/mount.ts'
import { machineFiles, mountLines } from './machine-files.ts'
import { processFiles, processLinks } from './process-files.ts'

interface Entry {
  type: FileType
  mode: number
  uid: number
  /** Of a directory. */
  names?: () => string[]
  /** Of a file. */
  content?: () => string
  /** Of a symlink. */
  target?: () => string
  file?: OpenFile
}

const directory = (names: () => string[], uid = 0, mode = 0o555): Entry => ({
  type: 'directory',
  mode,
  uid,
  names,
})
const file = (content: () => string, uid = 0, mode = 0o444): Entry => ({ type: 'file', mode, uid, content })
const link = (target: () => string, uid = 0, open?: OpenFile): Entry => ({
  type: 'symlink',
  mode: 0o777,
  uid,
  target,
  ...(open && { file: open }),
})

/** /proc: nothing is stored, every look makes it anew. Inode numbers stand for paths. */
class ProcFileSystem implements FileSystem, MagicLinks {
  readonly type = 'proc'
  readonly root: Ino = 1
  readonly readOnly = false
  readonly #paths = new Map<Ino, string>([[1, '']])
  readonly #inos = new Map<string, Ino>([['', 1]])
  #lastIno: Ino = 1

  constructor(private readonly kernel: Kernel) {
    kernel.onReaped = ({ pid }) => this.#forget(`/${pid}`)
  }

  lookup(parent: Ino, name: string): Ino | undefined {
    const path = `${this.#path(parent)}/${name}`
    return this.#entry(path) && this.#ino(path)
  }

  stat(ino: Ino): Stat {
    const { type, mode, uid } = this.#at(ino)
    const now = this.kernel.now()
    const nlink = type === 'directory' ? 2 : 1
    const times = { atime: now, mtime: now, ctime: now, birthtime: now }
    return { ino, type, mode, uid, gid: uid, nlink, size: 0, blocks: 0, rdev: 0, ...times }
  }

  readdir(ino: Ino): DirectoryEntry[] {
    const path = this.#path(ino)
    const names = this.#at(ino).names ?? fail('ENOTDIR')
    return names().flatMap((name) => {
      const entry = this.#entry(`${path}/${name}`)
      return entry ? [{ name, ino: this.#ino(`${path}/${name}`), type: entry.type }] : []
    })
  }

  readlink(ino: Ino): string {
    return (this.#at(ino).target ?? fail('EINVAL'))()
  }

  openFileBehind(ino: Ino): OpenFile | undefined {
    return this.#at(ino).file
  }

  read(ino: Ino, offset: number, length: number): Uint8Array {
    const content = this.#at(ino).content ?? fail('EISDIR')
    return new TextEncoder().encode(content()).slice(offset, offset + length)
  }

  statfs(): StatFs {
    return { blockSize: 4096, blocks: 0, free: 0, available: 0, files: 0, filesFree: 0 }
  }

  retain(): void {}
  release(): void {}

  create = refuse
  mkdir = refuse
  symlink = refuse
  mknod = refuse
  link = refuse
  unlink = refuse
  rmdir = refuse
  rename = refuse
  write = refuse
  truncate = refuse
  setAttributes = refuse

  #path(ino: Ino): string {
    return this.#paths.get(ino) ?? fail('ENOENT')
  }

  #at(ino: Ino): Entry {
    return this.#entry(this.#path(ino)) ?? fail('ENOENT')
  }

  #ino(path: string): Ino {
    let ino = this.#inos.get(path)
    if (ino === undefined) {
      ino = ++this.#lastIno
      this.#inos.set(path, ino)
      this.#paths.set(ino, path)
    }
    return ino
  }

  #forget(prefix: string): void {
    for (const [path, ino] of this.#inos) {
      if (path !== prefix && !path.startsWith(`${prefix}/`)) continue
      this.#inos.delete(path)
      this.#paths.delete(ino)
    }
  }

  #entry(path: string): Entry | undefined {
    const { kernel } = this
    if (path === '') return directory(() => this.#rootNames())
    const [, first = '', ...rest] = path.split('/')
    if (/^[1-9]\d{0,6}$/.test(first)) {
      const task = kernel.tasks.get(Number(first))
      return task && taskEntry(task, rest)
    }
    if (path === '/self') return link(() => String(kernel.current?.pid ?? fail('ENOENT')))
    if (path === '/mounts') return link(() => 'self/mounts')
    const below = path.slice(1)
    const content = machineFiles[below]
    if (content) return file(() => content(kernel))
    const names = namesBelow(`${below}/`)
    return names.length > 0 ? directory(() => names) : undefined
  }

  #rootNames(): string[] {
    const pids = this.kernel.tasks.all().map(({ pid }) => String(pid))
    return [...pids, ...namesBelow(''), 'mounts', 'self']
  }
}

export function procMounted(kernel: Kernel): Mounted<ProcFileSystem> {
  const fs = new ProcFileSystem(kernel)
  const nothing = (): Promise<void> => Promise.resolve()
  return { fs, run: async (operation) => operation(fs), sync: nothing, unmount: nothing }
}

const refuse = (): never => fail('EACCES')

const namesBelow = (prefix: string): string[] => [
  ...new Set(
    Object.keys(machineFiles)
      .filter((path) => path.startsWith(prefix))
      .map((path) => path.slice(prefix.length).split('/')[0]!),
  ),
]

function taskEntry(task: Task, [name, fd, ...more]: string[]): Entry | undefined {
  const { uid } = task.credentials
  if (more.length > 0) return undefined
  if (name === undefined)
    return directory(() => [...Object.keys(processFiles), ...Object.keys(processLinks), 'fd', 'mounts'], uid)
  if (name === 'fd') {
    if (fd === undefined) return directory(() => task.descriptors.numbers().map(String), uid, 0o500)
    if (!task.descriptors.numbers().map(String).includes(fd)) return undefined
    const open = task.descriptors.get(Number(fd))
    return link(() => open.description, uid, open)
  }
  if (fd !== undefined) return undefined
  if (name === 'mounts') return file(() => mountLines(task.kernel))
  const target = processLinks[name]
  if (target) return target(task) === undefined ? undefined : link(() => target(task) ?? fail('ENOENT'), uid)
  const content = processFiles[name]
  return content && file(() => content(task), uid, name === 'environ' ? 0o400 : 0o444)
}
