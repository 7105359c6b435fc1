import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import type { Manifest } from './manifest.ts'
import { NpmError } from './npm-error.ts'
import type { LockedPackage, Tree } from './tree.ts'

interface LockFile {
  name?: string
  version?: string
  lockfileVersion: number
  requires?: boolean
  packages: Record<string, LockedPackage | Manifest>
}

const visible = (root: string): string => `${root}/package-lock.json`
/** What npm leaves inside node_modules: what is really installed. */
const hidden = (root: string): string => `${root}/node_modules/.package-lock.json`

/** Undefined without a file. Throws NpmError for older and for damaged ones. */
export async function readLock(proc: Process, root: string): Promise<Tree | undefined> {
  const lock = await readJson(proc, visible(root))
  if (lock === undefined) return undefined
  if (typeof lock !== 'object' || lock === null || !('packages' in lock))
    throw new NpmError('EJSONPARSE', [`Sandcloud's npm reads package-lock.json of version 2 and 3 only`])
  return treeOf(lock as LockFile)
}

/** What is in node_modules by npm's own record; empty when there is none. */
export async function readInstalled(proc: Process, root: string): Promise<Tree> {
  try {
    const lock = await readJson(proc, hidden(root))
    return typeof lock === 'object' && lock !== null && 'packages' in lock
      ? treeOf(lock as LockFile)
      : new Map()
  } catch (error) {
    if (error instanceof NpmError) return new Map()
    throw error
  }
}

async function readJson(proc: Process, path: string): Promise<unknown> {
  try {
    return JSON.parse(await proc.readText(path))
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return undefined
    if (error instanceof SyntaxError)
      throw new NpmError('EJSONPARSE', [`JSON.parse Invalid ${path.split('/').at(-1)}: ${error.message}`])
    throw error
  }
}

/** Places that lead out of node_modules are nobody's business: such entries are left out. */
function treeOf({ packages }: LockFile): Tree {
  const good = Object.entries(packages ?? {}).filter(
    ([place, entry]) =>
      /^(?:node_modules\/(?:@[^/]+\/)?[^/]+(?:\/|$))+$/.test(`${place}`) &&
      !place.split('/').includes('..') &&
      typeof (entry as LockedPackage)?.version === 'string',
  )
  return new Map(good as [string, LockedPackage][])
}

const dependencyKeys = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
] as const

export async function writeLock(proc: Process, root: string, project: Manifest, tree: Tree): Promise<void> {
  const name = project.name ?? root.split('/').at(-1)!
  const { version, license, bin, engines } = project
  const own = Object.fromEntries(
    Object.entries({
      name,
      version,
      license,
      ...Object.fromEntries(dependencyKeys.map((key) => [key, nonEmpty(project[key])])),
      bin,
      engines,
    }).filter(([, value]) => value !== undefined),
  )
  await write(proc, visible(root), {
    name,
    ...(version !== undefined && { version }),
    lockfileVersion: 3,
    requires: true,
    packages: { '': own, ...Object.fromEntries(tree) },
  })
}

const nonEmpty = (ranges: Record<string, string> | undefined) =>
  ranges && Object.keys(ranges).length > 0 ? ranges : undefined

export const writeInstalled = (proc: Process, root: string, project: Manifest, tree: Tree): Promise<void> =>
  write(proc, hidden(root), {
    name: project.name ?? root.split('/').at(-1)!,
    ...(project.version !== undefined && { version: project.version }),
    lockfileVersion: 3,
    requires: true,
    packages: Object.fromEntries(tree),
  })

const write = (proc: Process, path: string, lock: LockFile): Promise<void> =>
  proc.writeFile(path, `${JSON.stringify(lock, undefined, 2)}\n`)
