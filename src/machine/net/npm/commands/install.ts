import { exists } from '../../../kernel/exists.ts'
import semver from 'semver'
import type { NpmCall } from '../context.ts'
import { globalPrefix, parseSpec } from '../context.ts'
import { readInstalled, readLock, writeInstalled, writeLock } from '../lock-file.ts'
import { type Manifest, type ManifestFile, packageRoot, readManifest, writeManifest } from '../manifest.ts'
import { NpmError, fileFailure } from '../npm-error.ts'
import { RegistryClient } from '../registry-client.ts'
import { type Changes, reify } from '../reify.ts'
import { printSummary } from '../summary.ts'
import { type Tree, buildTree, pick } from '../tree.ts'
import { FolderMaker, removeTree } from '../unpack.ts'

/** `npm install [packages]`. */
export async function install(call: NpmCall): Promise<number> {
  const registry = new RegistryClient(call.proc, call.registry)
  try {
    if (call.flags.has('global')) return await installGlobally(call, registry)
    const root = await packageRoot(call.proc)
    const file = await readOrBegin(call, root)
    for (const spec of call.words) await addDependency(call, registry, file, spec)
    await applyTree(call, registry, root, file)
    if (call.words.length > 0) await writeManifest(call.proc, file)
    return 0
  } finally {
    registry.close()
  }
}

/** `npm uninstall packages`. */
export async function uninstall(call: NpmCall): Promise<number> {
  const { proc } = call
  const registry = new RegistryClient(proc, call.registry)
  try {
    if (call.words.length === 0) throw new NpmError('EUSAGE', ['', 'Must provide a package name to remove'])
    if (call.flags.has('global')) return await uninstallGlobally(call, registry)
    const root = await packageRoot(proc)
    const file = await readManifest(proc, root)
    for (const name of call.words) forget(file.manifest, name)
    await applyTree(call, registry, root, file)
    await writeManifest(proc, file)
    return 0
  } finally {
    registry.close()
  }
}

/** `npm ci`: exactly what the lock file says, from nothing. */
export async function cleanInstall(call: NpmCall): Promise<number> {
  const { proc } = call
  const registry = new RegistryClient(proc, call.registry)
  try {
    const root = await packageRoot(proc)
    const { manifest } = await readManifest(proc, root)
    const lock = await readLock(proc, root)
    if (!lock) throw noLockFile()
    const agreed = await buildTree(manifest, registry, lock)
    const differing = [...agreed].filter(([place, { version }]) => lock.get(place)?.version !== version)
    if (differing.length > 0)
      throw outOfSync(
        differing.map(([place, { version }]) => `${place.split('node_modules/').at(-1)}@${version}`),
      )
    await removeTree(proc, `${root}/node_modules`)
    const changes = await lay(call, registry, root, manifest, new Map(), lock)
    await printSummary(call, registry, changes, wantedOf(call, lock))
    return 0
  } finally {
    registry.close()
  }
}

/** `npm install express` works in an empty folder: it begins a package.json. */
async function readOrBegin(call: NpmCall, root: string): Promise<ManifestFile> {
  const path = `${root}/package.json`
  if (call.words.length > 0 && !(await exists(call.proc, path)))
    return { path, manifest: {}, indent: '  ', newline: '\n' }
  return readManifest(call.proc, root)
}

async function addDependency(
  call: NpmCall,
  registry: RegistryClient,
  { manifest }: ManifestFile,
  spec: string,
) {
  const { name, range } = parseSpec(spec)
  const { version } = await pick(registry, name, range)
  const before = manifest.devDependencies?.[name] !== undefined ? 'devDependencies' : 'dependencies'
  const asked = call.flags.has('save-dev')
    ? 'devDependencies'
    : call.flags.has('save-optional')
      ? 'optionalDependencies'
      : call.flags.has('save-prod')
        ? 'dependencies'
        : before
  if (call.flags.has('no-save')) return
  forget(manifest, name)
  const saved = savedRange(call, version, range)
  const all = { ...manifest[asked], [name]: saved }
  manifest[asked] = Object.fromEntries(Object.entries(all).sort(([a], [b]) => a.localeCompare(b, 'en')))
}

/** A range that was asked for is kept where ^version would allow more than it. */
function savedRange(call: NpmCall, version: string, range: string): string {
  if (call.flags.has('save-exact')) return version
  const usual = `^${version}`
  const isRange = range !== '' && !semver.valid(range, true) && semver.validRange(range, true)
  return isRange && !semver.subset(usual, range, { loose: true }) ? range : usual
}

function forget(manifest: Manifest, name: string): void {
  for (const key of ['dependencies', 'devDependencies', 'optionalDependencies'] as const) {
    const ranges = manifest[key]
    if (ranges?.[name] === undefined) continue
    delete ranges[name]
    if (Object.keys(ranges).length === 0) delete manifest[key]
  }
}

/** Lays out the project's tree, makes node_modules so, and writes the lock file. */
async function applyTree(call: NpmCall, registry: RegistryClient, root: string, { manifest }: ManifestFile) {
  const { proc } = call
  const installed = await readInstalled(proc, root)
  const tree = await buildTree(manifest, registry, (await readLock(proc, root)) ?? installed)
  const changes = await lay(call, registry, root, manifest, installed, tree)
  await writeLock(proc, root, manifest, tree).catch((error: unknown) => {
    throw fileFailure(error, 'open', `${root}/package-lock.json`)
  })
  await printSummary(call, registry, changes, wantedOf(call, tree))
}

async function lay(
  call: NpmCall,
  registry: RegistryClient,
  root: string,
  manifest: Manifest,
  installed: Tree,
  tree: Tree,
): Promise<Changes> {
  const wanted = wantedOf(call, tree)
  const commands = `${root}/node_modules/.bin`
  const changes = await reify(call.proc, registry, { root, commands }, installed, wanted)
  if (wanted.size > 0) {
    await new FolderMaker(call.proc).make(`${root}/node_modules`)
    await writeInstalled(call.proc, root, manifest, wanted)
  } else if (installed.size > 0) await removeTree(call.proc, `${root}/node_modules`)
  return changes
}

/** Without what --omit=dev leaves out. */
const wantedOf = (call: NpmCall, tree: Tree): Tree =>
  call.values.get('omit') === 'dev' ? new Map([...tree].filter(([, { dev }]) => !dev)) : tree

/** Every global package is a project of its own below lib/node_modules. */
async function installGlobally(call: NpmCall, registry: RegistryClient): Promise<number> {
  const { proc } = call
  const lib = `${globalPrefix}/lib`
  const total: Changes = { added: 0, removed: 0, changed: 0 }
  const whole: Tree = new Map()
  for (const spec of call.words) {
    const { name, range } = parseSpec(spec)
    const version = range || 'latest'
    const flat = await buildTree(
      { dependencies: { [name]: version === 'latest' ? '*' : version } },
      registry,
      new Map(),
    )
    const own = `node_modules/${name}`
    const tree: Tree = new Map(
      [...flat].map(([place, entry]) => [
        place === own || place.startsWith(`${own}/`) ? place : `${own}/${place}`,
        entry,
      ]),
    )
    const before = await readInstalled(proc, `${lib}/${own}`)
    const installed: Tree = new Map([...before].map(([place, entry]) => [`${own}/${place}`, entry]))
    if (await exists(proc, `${lib}/${own}/package.json`)) {
      const { manifest } = await readManifest(proc, `${lib}/${own}`)
      installed.set(own, { ...manifest, version: manifest.version ?? '' })
    }
    const changes = await reify(
      proc,
      registry,
      { root: lib, commands: `${globalPrefix}/bin` },
      installed,
      tree,
    )
    const inner: Tree = new Map(
      [...tree]
        .filter(([place]) => place !== own)
        .map(([place, entry]) => [place.slice(own.length + 1), entry]),
    )
    if (inner.size > 0) await writeInstalled(proc, `${lib}/${own}`, { name }, inner)
    for (const key of ['added', 'removed', 'changed'] as const) total[key] += changes[key]
    for (const [place, entry] of tree) whole.set(place, entry)
  }
  await printSummary(call, registry, total, whole)
  return 0
}

async function uninstallGlobally(call: NpmCall, registry: RegistryClient): Promise<number> {
  const { proc } = call
  const root = `${globalPrefix}/lib`
  const total: Changes = { added: 0, removed: 0, changed: 0 }
  for (const name of call.words) {
    const own = `node_modules/${name}`
    if (!(await exists(proc, `${root}/${own}/package.json`))) continue
    const { manifest } = await readManifest(proc, `${root}/${own}`)
    const inner = await readInstalled(proc, `${root}/${own}`)
    const installed: Tree = new Map([[own, { ...manifest, version: manifest.version ?? '' }]])
    await reify(proc, registry, { root, commands: `${globalPrefix}/bin` }, installed, new Map())
    total.removed += inner.size + 1
  }
  await printSummary(call, registry, total, new Map())
  return 0
}

const noLockFile = (): NpmError =>
  new NpmError('EUSAGE', [
    '',
    'The `npm ci` command can only install with an existing package-lock.json or',
    'npm-shrinkwrap.json with lockfileVersion >= 1. Run an install with npm@5 or',
    'later to generate a package-lock.json file, then try again.',
    '',
    'Clean install a project',
    '',
    'Usage:',
    'npm ci',
  ])

const outOfSync = (missing: readonly string[]): NpmError =>
  new NpmError('EUSAGE', [
    '',
    '`npm ci` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync. Please update your lock file with `npm install` before continuing.',
    '',
    ...missing.map((spec) => `Missing: ${spec} from lock file`),
  ])
