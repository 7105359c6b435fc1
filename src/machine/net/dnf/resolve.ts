import type { InstalledPackage, Reason } from './database.ts'
import type { PackageInfo } from '../../packages/index.ts'
import type { Candidate } from './metadata.ts'

export interface Wanted {
  info: Candidate
  reason: Reason
}

/** A package by its name, by one that it provides, by `name.arch`, or by one of its files. */
export function findPackage<P extends PackageInfo & { files: readonly string[] }>(
  packages: Iterable<P>,
  argument: string,
): P | undefined {
  const all = [...packages]
  const is = (info: P) => argument === info.name || argument === `${info.name}.${info.architecture}`
  return (
    all.find(is) ??
    all.findLast((info) => info.provides?.includes(argument)) ??
    (argument.startsWith('/') ? all.find((info) => info.files.includes(argument)) : undefined)
  )
}

/** The package with what it needs, and what it recommends, as far as that is not installed. */
export function withDependencies(
  packages: readonly Candidate[],
  installed: ReadonlyMap<string, PackageInfo>,
  wanted: readonly Candidate[],
): Wanted[] {
  const chosen = new Map<string, Wanted>()
  const add = (info: Candidate, reason: Reason): void => {
    if (installed.has(info.name) || chosen.has(info.name)) return
    chosen.set(info.name, { info, reason })
    for (const name of info.requires ?? []) addByName(name, 'dependency')
    for (const name of info.recommends ?? []) addByName(name, 'weak')
  }
  const addByName = (name: string, reason: Reason): void => {
    const info = packages.find((candidate) => candidate.name === name)
    if (info) add(info, reason)
  }
  // What was asked for comes first: it must not be taken for a mere dependency.
  const asked = wanted.filter(({ name }) => !installed.has(name))
  for (const info of asked) chosen.set(info.name, { info, reason: 'user' })
  for (const info of asked) {
    for (const name of info.requires ?? []) addByName(name, 'dependency')
    for (const name of info.recommends ?? []) addByName(name, 'weak')
  }
  return [...chosen.values()]
}

/** What goes with these: what needs them, and what nobody asked for and nobody needs any more. */
export function withDependents(
  installed: ReadonlyMap<string, InstalledPackage>,
  wanted: readonly InstalledPackage[],
): { dependents: InstalledPackage[]; unused: InstalledPackage[] } {
  const going = new Set(wanted.map(({ name }) => name))
  const dependents = grow(installed, going, (info) => (info.requires ?? []).some((name) => going.has(name)))
  const stillNeeded = (name: string): boolean =>
    [...installed.values()].some(
      (info) =>
        !going.has(info.name) && [...(info.requires ?? []), ...(info.recommends ?? [])].includes(name),
    )
  const unused = grow(
    installed,
    going,
    ({ name, reason }) => (reason === 'dependency' || reason === 'weak') && !stillNeeded(name),
  )
  return { dependents, unused }
}

function grow(
  installed: ReadonlyMap<string, InstalledPackage>,
  going: Set<string>,
  goes: (info: InstalledPackage) => boolean,
): InstalledPackage[] {
  const found: InstalledPackage[] = []
  for (let next; (next = [...installed.values()].find((info) => !going.has(info.name) && goes(info)));) {
    going.add(next.name)
    found.push(next)
  }
  return found
}
