import { isErrno, type Machine, type UserFiles } from '#machine'
import {
  type LaptopFilesApi,
  type LaptopFolder,
  type LaptopTree,
  largestTransfer,
} from '../../api/laptop-files.ts'
import { laptopUser } from '../laptop-facts.ts'
import { safePath } from './safe-path.ts'

const longestPart = 4 * 2 ** 20

/** Files go in and out as the laptop's user would move them: with that user's rights. */
export const laptopFiles = (
  machine: () => Promise<Machine>,
  workingDirectory: (terminalId: string) => string | undefined,
): LaptopFilesApi => {
  const asUser = async <T>(work: (files: UserFiles) => Promise<T>): Promise<T> => {
    const laptop = await machine()
    return laptop.asUser(laptopUser, work)
  }
  return {
    places: (terminalId) =>
      asUser(async ({ cwd }) => {
        const current = terminalId === undefined ? undefined : workingDirectory(terminalId)
        return { home: cwd, downloads: `${cwd}/Downloads`, ...(current && { current }) }
      }),

    list: (folder) => asUser((files) => listFolder(files, folder)),

    makeFolder: (path) =>
      asUser(async (files) => {
        await files.mkdir(safePath(path)).catch(async (error: unknown) => {
          const there = isErrno(error, 'EEXIST') && (await files.stat(path)).type === 'directory'
          if (!there) throw error
        })
      }),

    writePart: (path, part, { first, last }) =>
      asUser(async (files) => {
        if (part.length > longestPart) throw new Error('A part of a file is too long.')
        const name = safePath(path)
        // Half a file must never stand under the name of a whole one.
        const partial = partialName(name)
        const fd = await files.open(
          partial,
          { write: true, create: true, append: true, truncate: first },
          0o644,
        )
        try {
          await files.write(fd, part)
        } finally {
          await files.close(fd)
        }
        if (last) await files.rename(partial, name)
      }),

    abandon: (path) =>
      asUser(async (files) => {
        await files.unlink(partialName(safePath(path))).catch((error: unknown) => {
          if (!isErrno(error, 'ENOENT')) throw error
        })
      }),

    tree: (path) => asUser((files) => treeBelow(files, path)),

    readPart: (path, offset, length) =>
      asUser(async (files) => {
        const fd = await files.open(path, { read: true })
        try {
          await files.seek(fd, offset, 'set')
          return (await files.read(fd, Math.min(length, longestPart))).slice()
        } finally {
          await files.close(fd)
        }
      }),
  }
}

const partialName = (path: string) => {
  const slash = path.lastIndexOf('/')
  return `${path.slice(0, slash + 1)}.${path.slice(slash + 1).slice(0, 200)}.part`
}

const listFolder = async (files: UserFiles, folder: string): Promise<LaptopFolder> => {
  const path = await files.realpath(folder)
  const { available, blockSize } = await files.statfs(path)
  const entries: LaptopFolder['entries'] = []
  for (const { name } of await files.readdir(path)) {
    const stat = await statOf(files, `${path}/${name}`)
    if (stat) entries.push({ name, folder: stat.type === 'directory', size: stat.size })
  }
  entries.sort((a, b) => Number(b.folder) - Number(a.folder) || (a.name < b.name ? -1 : 1))
  return { path, entries, free: available * blockSize }
}

/** Undefined for a link that leads nowhere, and what has gone meanwhile. */
const statOf = async (files: UserFiles, path: string) => {
  try {
    return await files.stat(path)
  } catch (error) {
    if (isErrno(error)) return undefined
    throw error
  }
}

const treeBelow = async (files: UserFiles, start: string): Promise<LaptopTree> => {
  const path = await files.realpath(start)
  const { type, size } = await files.stat(path)
  const name = path.slice(path.lastIndexOf('/') + 1) || 'laptop'
  if (type === 'file')
    return { name, folder: false, entries: [{ path, relative: name, folder: false, size }], size }
  if (type !== 'directory') throw new Error(`${path} is no file and no folder.`)
  const tree: LaptopTree = { name, folder: true, entries: [], size: 0 }
  const folders = [{ path, relative: name }]
  for (let at; (at = folders.shift());) {
    tree.entries.push({ ...at, folder: true, size: 0 })
    for (const child of await files.readdir(at.path)) {
      const below = { path: `${at.path}/${child.name}`, relative: `${at.relative}/${child.name}` }
      // Links are not followed: they could lead round in a circle, or out of the folder.
      const stat = await files.lstat(below.path)
      if (stat.type === 'directory') folders.push(below)
      if (stat.type !== 'file') continue
      tree.entries.push({ ...below, folder: false, size: stat.size })
      tree.size += stat.size
    }
    if (tree.size > largestTransfer.bytes || tree.entries.length > largestTransfer.files)
      throw new Error(
        `${path} is too large for one download (more than ${largestTransfer.bytes / 2 ** 20} MiB or ${largestTransfer.files} files). Pack a part of it with tar or zip, or download folders below it.`,
      )
  }
  return tree
}
