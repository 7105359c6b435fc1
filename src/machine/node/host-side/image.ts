import { concat } from '../../bytes.ts'
import type { FileStat, Process } from '../../kernel/process.ts'
import { isErrno } from '../../errno.ts'
import { type FileEntry, type FileImage, type FileSystemRoom, largestImage } from '../protocol.ts'

/** Files beyond this are sent only when they lie where the program's own files are. */
const smallFile = 1024 * 1024
/** Made up when they are read, without end or different for everybody: not copied. */
const notCopied = new Set(['proc', 'sysfs', 'devpts', 'cgroup2'])

const magicNumbers: Record<string, number> = { ext4: 0xef53, tmpfs: 0x01021994, devtmpfs: 0x01021994 }

interface Found {
  path: string
  entry: FileEntry
}

export class ImageTooLarge extends Error {}

/** A coherent copy of the machine's files for a process that runs `script`. */
export async function gatherImage(proc: Process, script: string | undefined): Promise<FileImage> {
  const found = await walk(proc)
  const { own, near } = await placesOf(proc, script)
  const within = (places: string[], path: string) =>
    places.some((place) => path === place || path.startsWith(`${place}/`))
  const files = found.filter(({ entry }) => entry.type === 'file' && entry.size > 0)
  const ownFiles = files.filter(({ path }) => within(own, path))
  const ownSize = ownFiles.reduce((sum, { entry }) => sum + entry.size, 0)
  if (ownSize > largestImage) {
    const [size, limit] = [ownSize, largestImage].map((bytes) => Math.ceil(bytes / 1024 ** 2))
    throw new ImageTooLarge(
      `the files under ${own.join(' and ')} are ${size} MiB; a process here can have ${limit} MiB of them`,
    )
  }
  const others = files.filter(({ path }) => !within(own, path))
  const nearFiles = others.filter(({ path }) => within(near, path))
  const farFiles = others.filter(({ path, entry }) => !within(near, path) && entry.size <= smallFile)
  const bySize = (a: Found, b: Found) => a.entry.size - b.entry.size
  const wanted = [...ownFiles, ...nearFiles.sort(bySize), ...farFiles.sort(bySize)]
  const contents = await readContents(proc, wanted)
  return { entries: found.map(({ entry }) => entry), contents, room: await rooms(proc) }
}

/** The package that the script (or the working directory) belongs to; then home, /etc, /tmp and global modules. */
async function placesOf(
  proc: Process,
  script: string | undefined,
): Promise<{ own: string[]; near: string[] }> {
  const start = script === undefined ? proc.cwd : directoryOf(await realPath(proc, script))
  const own = new Set([await packageAbove(proc, start), await packageAbove(proc, proc.cwd)])
  const home = proc.env.get('HOME') ?? '/root'
  return {
    own: [...own],
    near: [home, '/etc', '/tmp', '/usr/lib/node_modules', '/usr/local/lib/node_modules'],
  }
}

const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/'

async function realPath(proc: Process, path: string): Promise<string> {
  try {
    return await proc.realpath(path)
  } catch (error) {
    if (!isErrno(error)) throw error
    return path.startsWith('/') ? path : `${proc.cwd}/${path}`
  }
}

async function packageAbove(proc: Process, directory: string): Promise<string> {
  for (let at = directory; at !== '' && at !== '/'; at = at.slice(0, at.lastIndexOf('/'))) {
    try {
      await proc.lstat(`${at}/package.json`)
      return at
    } catch (error) {
      if (!isErrno(error)) throw error
    }
  }
  return directory
}

export const entryOf = (stat: FileStat, parent: number, name: string): FileEntry => {
  const { dev, ino, type, mode, uid, gid, nlink, size, blocks, rdev, atime, mtime, ctime, birthtime } = stat
  return {
    parent,
    name,
    dev,
    ino,
    type,
    mode,
    uid,
    gid,
    nlink,
    size,
    blocks,
    rdev,
    atime,
    mtime,
    ctime,
    birthtime,
  }
}

/** All names, parents before what is in them. What the user may not see is not there. */
async function walk(proc: Process): Promise<Found[]> {
  const hidden = new Set(
    proc.system
      .mounts()
      .filter(({ type }) => notCopied.has(type))
      .map(({ target }) => target),
  )
  const found: Found[] = [{ path: '', entry: entryOf(await proc.lstat('/'), 0, '') }]
  for (let index = 0; index < found.length; index++) {
    const { path, entry } = found[index]!
    if (entry.type !== 'directory' || hidden.has(path)) continue
    let names: string[]
    try {
      names = (await proc.readdir(path || '/')).map(({ name }) => name)
    } catch (error) {
      if (!isErrno(error)) throw error
      continue
    }
    for (const name of names) {
      if (name === '.' || name === '..') continue
      const child = `${path}/${name}`
      try {
        const childEntry = entryOf(await proc.lstat(child), index, name)
        if (childEntry.type === 'symlink') childEntry.target = await proc.readlink(child)
        found.push({ path: child, entry: childEntry })
      } catch (error) {
        // It is gone again.
        if (!isErrno(error)) throw error
      }
    }
  }
  return found
}

/** Reads in this order while there is room, and notes in each entry where its content lies. */
async function readContents(proc: Process, wanted: Found[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for (const { path, entry } of wanted) {
    if (length + entry.size > largestImage) continue
    let bytes: Uint8Array
    try {
      bytes = await proc.readFile(path)
    } catch (error) {
      if (!isErrno(error)) throw error
      continue
    }
    entry.content = length
    entry.size = bytes.length
    parts.push(bytes)
    length += bytes.length
  }
  return concat(parts)
}

/** Free space by device number; what is not mounted for writing has none. */
async function rooms(proc: Process): Promise<Record<number, FileSystemRoom>> {
  const found: Record<number, FileSystemRoom> = {}
  for (const { target, type, options } of proc.system.mounts()) {
    if (notCopied.has(type) || options.includes('ro')) continue
    try {
      const { dev } = await proc.stat(target)
      const { blockSize, blocks, free, available, files, filesFree } = await proc.statfs(target)
      found[dev] = { type: magicNumbers[type] ?? 0, blockSize, blocks, free, available, files, filesFree }
    } catch (error) {
      if (!isErrno(error)) throw error
    }
  }
  return found
}
