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

/** As far as one file system reaches. */
function within(fs: FileSystem & Partial<MagicLinks>, start: Progress, walk: Walk): Progress {
  let { at, rest, links } = start
  const { mount } = at
  for (;;) {
    const index = rest.findIndex((part) => part !== '' && part !== '.')
    if (index < 0) {
      const found = { parent: at, name: '', place: at, directoryOnly: rest.length > 0 }
      if (found.directoryOnly && fs.stat(at.ino).type !== 'directory') fail('ENOTDIR')
      return { at, rest: [], links, found }
    }
    const name = rest[index]!
    const after = rest.slice(index + 1)
    const last = after.every((part) => part === '')

    const directory = fs.stat(at.ino)
    if (directory.type !== 'directory') fail('ENOTDIR')
    require(directory, walk.who, mayExecute)
    if (name === '..') {
      const up: Place = at.parent ?? at
      if (up.mount !== mount) return { at: up, rest: after, links }
      at = up
      rest = after
      continue
    }
    if (utf8Length(name) > limits.nameLength) fail('ENAMETOOLONG')
    const ino = fs.lookup(at.ino, name)
    const directoryOnly = after.length > 0
    if (ino === undefined) {
      if (!last) fail('ENOENT')
      return { at, rest: [], links, found: { parent: at, name, place: undefined, directoryOnly } }
    }
    const child: Place = { mount, ino, name, parent: at }
    const covering = mount.coverings.get(ino)?.top
    if (covering) {
      const root: Place = { mount: covering, ino: covering.mounted.fs.root, name, parent: at }
      if (last) return { at: root, rest: [], links, found: { parent: at, name, place: root, directoryOnly } }
      return { at: root, rest: after, links }
    }
    const { type } = fs.stat(ino)
    if (type === 'symlink' && (!last || walk.follow || directoryOnly)) {
      const magic = fs.openFileBehind?.(ino)
      if (magic && last)
        return { at, rest: [], links, found: { parent: at, name, place: child, directoryOnly, magic } }
      if (++links > limits.symlinks) fail('ELOOP')
      const target = fs.readlink(ino)
      if (target === '') fail('ENOENT')
      rest = [...target.split('/'), ...after]
      if (target.startsWith('/')) {
        at = walk.root
        if (at.mount !== mount) return { at, rest, links }
      }
      continue
    }
    if (last) {
      if (directoryOnly && type !== 'directory') fail('ENOTDIR')
      return { at, rest: [], links, found: { parent: at, name, place: child, directoryOnly } }
    }
    at = child
    rest = after
  }
}
