import { unpackTar } from 'modern-tar'
import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { gunzip } from '../gzip.ts'
import { fileFailure } from './npm-error.ts'

const largestPackage = 512 * 1024 * 1024

/** Makes folders, each at most once. */
export class FolderMaker {
  readonly #made = new Set<string>()
  constructor(private readonly proc: Process) {}

  async make(path: string): Promise<void> {
    if (path === '' || this.#made.has(path)) return
    try {
      await this.proc.mkdir(path, 0o755)
    } catch (error) {
      if (isErrno(error, 'ENOENT')) {
        await this.make(path.slice(0, path.lastIndexOf('/')))
        return this.make(path)
      }
      if (!isErrno(error, 'EEXIST')) throw fileFailure(error, 'mkdir', path)
    }
    this.#made.add(path)
  }

  forget(): void {
    this.#made.clear()
  }
}

/** Puts a tarball's files into a folder; its own first folder falls away, and so do links and paths that lead out. */
export async function unpack(
  proc: Process,
  folders: FolderMaker,
  tarball: Uint8Array,
  target: string,
): Promise<void> {
  const entries = await unpackTar(await gunzip(tarball, largestPackage))
  await folders.make(target)
  for (const { header, data } of entries) {
    const path = safePath(header.name)
    if (path === undefined || header.type === 'directory' || !data || (header.type && header.type !== 'file'))
      continue
    const full = `${target}/${path}`
    await folders.make(full.slice(0, full.lastIndexOf('/')))
    const mode = header.mode && header.mode & 0o100 ? 0o755 : 0o644
    try {
      await proc.writeFile(full, data, { mode })
    } catch (error) {
      throw fileFailure(error, 'open', full)
    }
  }
}

function safePath(name: string): string | undefined {
  const [, ...parts] = name.split('/').filter((part) => part !== '' && part !== '.')
  return parts.length === 0 || parts.includes('..') || name.startsWith('/') ? undefined : parts.join('/')
}

/** rm -rf. */
export async function removeTree(proc: Process, path: string): Promise<void> {
  try {
    const { type } = await proc.lstat(path)
    if (type !== 'directory') return await proc.unlink(path)
    for (const { name } of await proc.readdir(path)) await removeTree(proc, `${path}/${name}`)
    await proc.rmdir(path)
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw fileFailure(error, 'rm', path)
  }
}
