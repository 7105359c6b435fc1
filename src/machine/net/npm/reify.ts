import { exists } from '../../kernel/exists.ts'
import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { commandsOf } from './manifest.ts'
import { fileFailure } from './npm-error.ts'
import type { RegistryClient } from './registry-client.ts'
import type { LockedPackage, Tree } from './tree.ts'
import { nameAt } from './tree.ts'
import { FolderMaker, removeTree, unpack } from './unpack.ts'

export interface Changes {
  added: number
  removed: number
  changed: number
}

export interface Target {
  /** The folder that places are relative to. */
  root: string
  /** Where commands are linked. */
  commands: string
}

/** Makes the folders under `root` what `wanted` says; `installed` is what npm left there the last time. */
export async function reify(
  proc: Process,
  registry: RegistryClient,
  { root, commands }: Target,
  installed: Tree,
  wanted: Tree,
): Promise<Changes> {
  const changes: Changes = { added: 0, removed: 0, changed: 0 }
  for (const [place, entry] of installed) {
    if (wanted.has(place)) continue
    await unlinkCommands(proc, commands, place, entry)
    await removeTree(proc, `${root}/${place}`)
    changes.removed++
  }
  const folders = new FolderMaker(proc)
  const missing = await missingFrom(proc, root, installed, wanted)
  // A package's folder may lie inside another's: the outer ones come first.
  const byDepth = new Map<number, [string, LockedPackage][]>()
  for (const [place, entry] of missing) {
    const depth = place.split('node_modules/').length
    byDepth.set(depth, [...(byDepth.get(depth) ?? []), [place, entry]])
    if (installed.has(place)) changes.changed++
    else changes.added++
  }
  for (const depth of [...byDepth.keys()].sort((a, b) => a - b))
    await Promise.all(
      byDepth.get(depth)!.map(async ([place, entry]) => {
        const name = nameAt(place)
        const tarball = await registry.tarball(name, tarballUrl(registry, name, entry), entry.integrity)
        if (installed.has(place)) await removeTree(proc, `${root}/${place}`)
        await unpack(proc, folders, tarball, `${root}/${place}`)
        await linkCommands(proc, folders, { root, commands }, place, entry)
      }),
    )
  if (changes.removed > 0) await dropEmptyFolders(proc, root, installed, wanted)
  return changes
}

/** A lock file may leave the address out; then it is where the registry has all tarballs. */
function tarballUrl(registry: RegistryClient, name: string, { resolved, version }: LockedPackage): string {
  return resolved ?? `${registry.registry}${name}/-/${name.split('/').at(-1)}-${version}.tgz`
}

async function missingFrom(proc: Process, root: string, installed: Tree, wanted: Tree): Promise<Tree> {
  const missing: Tree = new Map()
  for (const [place, entry] of wanted) {
    const there = installed.get(place)
    const same = there?.version === entry.version && there.integrity === entry.integrity
    if (!same || !(await exists(proc, `${root}/${place}/package.json`))) missing.set(place, entry)
  }
  return missing
}

/** Only commands of packages at the top are linked; those deeper are their owners' own. */
const isTop = (place: string): boolean => place.split('node_modules/').length === 2

async function linkCommands(
  proc: Process,
  folders: FolderMaker,
  target: Target,
  place: string,
  entry: LockedPackage,
) {
  if (!isTop(place)) return
  for (const [command, path] of Object.entries(commandsOf({ ...entry, name: nameAt(place) }))) {
    if (command.includes('/') || path.split('/').includes('..')) continue
    const file = `${target.root}/${place}/${path.replace(/^\.\//, '')}`
    const link = `${target.commands}/${command}`
    try {
      await folders.make(target.commands)
      await proc.chmod(file, 0o755)
      await proc.unlink(link).catch((error: unknown) => {
        if (!isErrno(error, 'ENOENT')) throw error
      })
      await proc.symlink(relative(target.commands, file), link)
    } catch (error) {
      if (!isErrno(error, 'ENOENT')) throw fileFailure(error, 'symlink', link)
    }
  }
}

async function unlinkCommands(
  proc: Process,
  commands: string,
  place: string,
  entry: LockedPackage,
): Promise<void> {
  if (!isTop(place)) return
  for (const command of Object.keys(commandsOf({ ...entry, name: nameAt(place) })))
    await proc.unlink(`${commands}/${command}`).catch((error: unknown) => {
      if (!isErrno(error)) throw error
    })
}

/** The way from one folder to a file, both absolute. */
export function relative(from: string, to: string): string {
  const [here, there] = [from.split('/'), to.split('/')]
  let same = 0
  while (same < here.length && here[same] === there[same]) same++
  return [...here.slice(same).map(() => '..'), ...there.slice(same)].join('/')
}

/** Scopes and node_modules folders that have become empty. */
async function dropEmptyFolders(proc: Process, root: string, installed: Tree, wanted: Tree): Promise<void> {
  const parents = new Set([...installed.keys()].filter((place) => !wanted.has(place)).map(parentOf))
  for (const folder of [...parents, 'node_modules/.bin'].sort((a, b) => b.length - a.length))
    await proc.rmdir(`${root}/${folder}`).catch((error: unknown) => {
      if (!isErrno(error)) throw error
    })
}

const parentOf = (place: string): string => place.slice(0, place.lastIndexOf('/'))
