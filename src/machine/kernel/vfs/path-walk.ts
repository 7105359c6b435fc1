import { fail } from '../../errno.ts'
import type { FileSystem } from '../../fs/file-system.ts'
import { limits } from '../limits.ts'
import type { OpenFile } from '../open-file.ts'
import type { Credentials } from '../process.ts'
import type { Task } from '../task.ts'
import type { MagicLinks } from './mount.ts'
import { mayExecute, require } from './permissions.ts'
import type { Place } from './place.ts'

/** Where a path leads: the directory that holds the last name, and what is there, if anything. */
export interface Walked {
  readonly parent: Place
  /** The last component; empty when the path ends in `.`, `..` or is the root itself. */
  readonly name: string
  readonly place: Place | undefined
  /** The path ended with a slash: only a directory will do. */
  readonly directoryOnly: boolean
  /** The path ended at a link to an open file: /dev/stdin, /proc/self/fd/3. */
  readonly magic?: OpenFile
}

export interface Walk {
  task: Task
  from: Place
  root: Place
  path: string
  who: Credentials
  /** Whether a symlink at the end is followed. */
  follow: boolean
}

/** The walk as far as it has come. Never changed in place: a step may be run again when a chunk was missing. */
interface Progress {
  readonly at: Place
  readonly rest: readonly string[]
  readonly links: number
  readonly found?: Walked
}

/**
 * Walks a path over directories, symlinks and mounts: path_resolution(7). Each file system that it crosses
 * is asked once for as many components as it holds.
 */
export async function walkPath(walk: Walk): Promise<Walked> {
  const { path } = walk
  if (path === '') fail('ENOENT')
  if (path.length > limits.pathLength) fail('ENAMETOOLONG')
  let progress: Progress = {
    at: path.startsWith('/') ? walk.root : walk.from,
    rest: path.split('/'),
    links: 0,
  }
  while (!progress.found) {
    const before: Progress = progress
    progress = await before.at.mount.run((fs) => {
      walk.task.kernel.current = walk.task
      return within(fs, before, walk)
    })
  }
  return progress.found!
}

// A name of so few letters cannot have too many bytes.
const utf8Length = (name: string): number =>
  name.length < 85 ? name.length : new TextEncoder().encode(name).length

type WalkedFileSystem = FileSystem & Partial<MagicLinks>

/** As far as one file system reaches. */
function within(fs: WalkedFileSystem, start: Progress, walk: Walk): Progress {
  let progress = start
  do progress = step(fs, progress, walk)
  while (!progress.found && progress.at.mount === start.at.mount)
  return progress
}

/** One name further. */
function step(fs: WalkedFileSystem, { at, rest, links }: Progress, walk: Walk): Progress {
  const index = rest.findIndex((part) => part !== '' && part !== '.')
  const directory = fs.stat(at.ino)
  if (directory.type !== 'directory') fail('ENOTDIR')
  if (index < 0) return arrived(at, { parent: at, name: '', place: at, directoryOnly: rest.length > 0 })
  require(directory, walk.who, mayExecute)

  const name = rest[index]!
  const after = rest.slice(index + 1)
  if (name === '..') return { at: at.parent ?? at, rest: after, links }
  if (utf8Length(name) > limits.nameLength) fail('ENAMETOOLONG')
  const last = after.every((part) => part === '')
  const end = { parent: at, name, directoryOnly: after.length > 0 }

  const ino = fs.lookup(at.ino, name)
  if (ino === undefined) return last ? arrived(at, { ...end, place: undefined }) : fail('ENOENT')
  const covering = at.mount.coverings.get(ino)?.top
  const child: Place = covering
    ? { mount: covering, ino: covering.mounted.fs.root, name, parent: at }
    : { mount: at.mount, ino, name, parent: at }

  const type = covering ? 'directory' : fs.stat(ino).type
  if (type === 'symlink' && (!last || walk.follow || end.directoryOnly)) {
    const magic = last ? fs.openFileBehind?.(ino) : undefined
    if (magic) return arrived(at, { ...end, place: child, magic })
    if (links >= limits.symlinks) fail('ELOOP')
    const target = fs.readlink(ino)
    if (target === '') fail('ENOENT')
    const from = target.startsWith('/') ? walk.root : at
    return { at: from, rest: [...target.split('/'), ...after], links: links + 1 }
  }
  if (!last) return { at: child, rest: after, links }
  if (end.directoryOnly && type !== 'directory') fail('ENOTDIR')
  return arrived(at, { ...end, place: child })
}

const arrived = (at: Place, found: Walked): Progress => ({ at, rest: [], links: 0, found })
