import semver from 'semver'
import type { Manifest } from './manifest.ts'
import { requiredBy } from './manifest.ts'
import { NpmError } from './npm-error.ts'
import type { PublishedVersion, RegistryClient } from './registry-client.ts'

/** One package at one place, in the lock file's own form. */
export interface LockedPackage extends Manifest {
  version: string
  resolved?: string
  integrity?: string
  dev?: boolean
  optional?: boolean
}

/** By place: `node_modules/express/node_modules/cookie`. */
export type Tree = Map<string, LockedPackage>

interface Edge {
  /** The place of who needs it; empty for the project itself. */
  from: string
  name: string
  range: string
  optional: boolean
}

/** The name of the package at a place. */
export const nameAt = (place: string): string =>
  place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)

const below = (from: string, name: string): string => `${from && `${from}/`}node_modules/${name}`

/** The place of a dependency as Node's require finds it: here or in a folder above. */
function findFrom(tree: ReadonlyMap<string, unknown>, from: string, name: string): string | undefined {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    const place = below(base, name)
    if (tree.has(place)) return place
    if (base === '') return undefined
  }
}

/**
 * Lays out what the project needs as npm does: each package as high as it can stand, a second version of
 * it below whoever needs that one. Versions in `preferred` (an earlier lock file's) are kept while they fit.
 */
export async function buildTree(project: Manifest, registry: RegistryClient, preferred: Tree): Promise<Tree> {
  const tree: Tree = new Map()
  const edges = edgesOf('', {
    ...project,
    dependencies: { ...project.devDependencies, ...requiredBy(project) },
  })
  prefetch(registry, edges, preferred)
  for (let edge; (edge = edges.shift());) {
    const found = findFrom(tree, edge.from, edge.name)
    if (found && semver.satisfies(tree.get(found)!.version, edge.range, { loose: true })) continue
    const chosen = await choose(edge, registry, preferred)
    if (!chosen) continue
    const place = found ? below(edge.from, edge.name) : below('', edge.name)
    tree.set(place, chosen)
    const more = edgesOf(place, chosen)
    prefetch(registry, more, preferred)
    edges.push(...more)
  }
  markUses(tree, project)
  return new Map([...tree].sort(([a], [b]) => a.localeCompare(b, 'en')))
}

function edgesOf(from: string, manifest: Manifest): Edge[] {
  const optional = manifest.optionalDependencies ?? {}
  const all = { ...requiredBy(manifest), ...optional }
  return Object.entries(all)
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([name, range]) => ({ from, name, range, optional: name in optional }))
}

/** Asks for what will be needed next while this is being looked at. */
function prefetch(registry: RegistryClient, edges: readonly Edge[], preferred: Tree): void {
  for (const edge of edges) if (!preferredFor(edge, preferred)) void registry.packument(edge.name)
}

function preferredFor({ name, range }: Edge, preferred: Tree): LockedPackage | undefined {
  const fitting = [...preferred].filter(
    ([place, { version }]) => nameAt(place) === name && semver.satisfies(version, range, { loose: true }),
  )
  return fitting.sort(([, a], [, b]) => semver.rcompare(a.version, b.version))[0]?.[1]
}

async function choose(
  edge: Edge,
  registry: RegistryClient,
  preferred: Tree,
): Promise<LockedPackage | undefined> {
  const kept = preferredFor(edge, preferred)
  if (kept) return kept
  try {
    return lockedFrom(await pick(registry, edge.name, edge.range))
  } catch (error) {
    if (edge.optional && error instanceof NpmError) return undefined
    throw error
  }
}

/** The newest version that fits a range, a tag's version, or the exact one. */
export async function pick(registry: RegistryClient, name: string, range: string): Promise<PublishedVersion> {
  if (/^(?:git|https?|file|link|workspace|npm)[:+]/.test(range) || range.includes('/'))
    throw new NpmError('EUNSUPPORTED', [`Sandcloud's npm installs from the registry only: ${name}@${range}`])
  const { versions, 'dist-tags': tags } = await registry.packument(name)
  const wanted = Object.hasOwn(tags, range || 'latest') ? tags[range || 'latest']! : range
  const latest = tags['latest']
  const newest =
    latest && semver.satisfies(latest, wanted, { loose: true })
      ? latest
      : semver.maxSatisfying(Object.keys(versions), wanted, { loose: true })
  const version = newest && versions[newest]
  if (version) return version
  throw new NpmError('ETARGET', [
    `notarget No matching version found for ${name}@${range}.`,
    "notarget In most cases you or one of your dependencies are requesting a package version that doesn't exist.",
  ])
}

const kept = [
  'license',
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'bin',
  'engines',
] as const

function lockedFrom(published: PublishedVersion): LockedPackage {
  const { version, dist } = published
  const bin = typeof published.bin === 'string' ? { bin: { [nameOf(published)]: published.bin } } : {}
  return {
    version,
    resolved: dist.tarball,
    integrity: dist.integrity,
    ...(published.hasInstallScript && { hasInstallScript: true }),
    ...Object.fromEntries(kept.flatMap((key) => (isEmpty(published[key]) ? [] : [[key, published[key]]]))),
    ...bin,
    ...(published.funding !== undefined && { funding: normalFunding(published.funding) }),
  }
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)

/** npm writes an address alone as an object with an address. */
function normalFunding(funding: unknown): unknown {
  if (Array.isArray(funding)) return funding.map(normalFunding)
  return typeof funding === 'string' ? { url: funding } : funding
}

const nameOf = ({ name }: PublishedVersion): string => name.split('/').at(-1)!

/** Marks what only development needs, and what only optional dependencies need. */
function markUses(tree: Tree, project: Manifest): void {
  const production = reach(tree, [
    ...Object.keys(requiredBy(project)),
    ...Object.keys(project.optionalDependencies ?? {}),
  ])
  for (const [place, { dev: _, ...entry }] of tree) {
    if (production.has(place)) tree.set(place, entry)
    else {
      const { version, resolved, integrity, ...rest } = entry
      tree.set(place, {
        version,
        ...(resolved && { resolved }),
        ...(integrity && { integrity }),
        dev: true,
        ...rest,
      })
    }
  }
}

function reach(tree: Tree, names: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const pending: [string, string][] = names.map((name) => ['', name])
  for (let next; (next = pending.pop());) {
    const place = findFrom(tree, ...next)
    if (!place || seen.has(place)) continue
    seen.add(place)
    const entry = tree.get(place)!
    for (const name of Object.keys({ ...requiredBy(entry), ...entry.optionalDependencies }))
      pending.push([place, name])
  }
  return seen
}
