import { unpackTar } from 'modern-tar'
import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { makeDirectories } from '../../system/make-directories.ts'
import { gunzip } from '../gzip.ts'

const largestPackage = 256 * 1024 * 1024

/** Puts a package's files on the disk; nothing may lead out of the archive's root. @returns their paths. */
export async function unpack(proc: Process, archive: Uint8Array): Promise<string[]> {
  const paths: string[] = []
  for (const { header, data } of await unpackTar(await gunzip(archive, largestPackage))) {
    if (header.name.split('/').includes('..')) continue
    const path = `/${header.name}`
    await makeDirectories(proc, parent(path))
    paths.push(path)
    // What somebody has configured stays as it is.
    if (path.startsWith('/etc/') && (await isThere(proc, path))) continue
    await removeFile(proc, path)
    if (header.type === 'symlink') await proc.symlink(header.linkname ?? '', path)
    else if (data) {
      const mode = header.mode ?? 0o644
      await proc.writeFile(path, data, { mode })
      await proc.chmod(path, mode)
    }
  }
  return paths
}

const isThere = (proc: Process, path: string): Promise<boolean> =>
  proc.lstat(path).then(
    () => true,
    (error: unknown) => {
      if (isErrno(error)) return false
      throw error
    },
  )

/** Takes a file away, and the directories that nothing is left in, as far as they are the packages' own. */
export async function removeFile(proc: Process, path: string): Promise<void> {
  await proc.unlink(path).catch((error: unknown) => {
    if (!isErrno(error, 'ENOENT', 'ENOTDIR')) throw error
  })
}

const packagesOwn = /^\/(usr\/(lib|share)|etc|var\/lib)\/[^/]+/

export async function removeEmptyFolders(proc: Process, paths: readonly string[]): Promise<void> {
  const folders = new Set<string>()
  for (const path of paths) for (let at = parent(path); packagesOwn.test(at); at = parent(at)) folders.add(at)
  for (const folder of [...folders].toSorted((a, b) => b.length - a.length))
    await proc.rmdir(folder).catch((error: unknown) => {
      if (!isErrno(error)) throw error
    })
}

const parent = (path: string): string => path.slice(0, path.lastIndexOf('/'))
