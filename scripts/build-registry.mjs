// Builds the package registry that learners' machines install from, out of what this project itself has installed:
// the closure of the packages below, as tarballs with an index of packuments.
//
//   .build/registry/index.json          { name: packument }
//   .build/registry/<name>-<version>.tgz (a scope's slash becomes a dash)
//   .build/registry/licences.txt        what NOTICE has to name
//   .build/registry/repositories.json   the git host's repositories: { name: { path: text } }
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { packTar } from 'modern-tar'

const roots = ['express', 'ws', 'cors', 'dotenv']
const project = new URL('..', import.meta.url).pathname
const output = join(project, '.build/registry')
const lock = JSON.parse(await readFile(join(project, 'package-lock.json'), 'utf8'))

/** The lock file's place of a dependency, found as Node finds it: here or in a folder above. */
function resolve(from, name) {
  for (let base = from; ;) {
    const place = `${base && `${base}/`}node_modules/${name}`
    if (lock.packages[place]) return place
    if (base === '') throw new Error(`${name} is not installed (needed by ${from || 'the registry'})`)
    base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))
  }
}

function closure() {
  const places = new Set()
  const visit = (place) => {
    if (places.has(place)) return
    places.add(place)
    for (const name of Object.keys(lock.packages[place].dependencies ?? {})) visit(resolve(place, name))
  }
  for (const name of roots) visit(resolve('', name))
  return [...places].sort()
}

/** The tarball that was published, if npm's cache still has it: then its hash is the one of the real registry. */
async function publishedTarball(integrity) {
  const hex = Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex')
  const cache = process.env.npm_config_cache ?? join(homedir(), '.npm')
  const path = join(cache, '_cacache/content-v2/sha512', hex.slice(0, 2), hex.slice(2, 4), hex.slice(4))
  if (!existsSync(path)) return undefined
  const bytes = await readFile(path)
  return sha512(bytes) === integrity ? bytes : undefined
}

/** The same files in a tarball of our own: names sorted, and npm's own fixed date, so that a build repeats. */
async function packedTarball(folder) {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((name) => !name.startsWith('node_modules/'))
    .sort()
  const entries = await Promise.all(
    names.map(async (name) => {
      const body = await readFile(join(folder, name))
      const mtime = new Date('1985-10-26T08:15:00Z')
      return { header: { name: `package/${name}`, size: body.length, mode: 0o644, mtime }, body }
    }),
  )
  return gzipSync(await packTar(entries), { level: 9 })
}

const sha512 = (bytes) => `sha512-${createHash('sha512').update(bytes).digest('base64')}`

const kept =
  'name version description license homepage main type bin engines funding dependencies peerDependencies peerDependenciesMeta optionalDependencies'.split(
    ' ',
  )

function manifestOf(metadata, fileName, tarball) {
  const manifest = Object.fromEntries(
    kept.filter((key) => key in metadata).map((key) => [key, metadata[key]]),
  )
  const runs = ['preinstall', 'install', 'postinstall'].filter((name) => metadata.scripts?.[name])
  return {
    ...manifest,
    ...(runs.length > 0 && { hasInstallScript: true }),
    dist: {
      tarball: `https://registry.sandcloud.test/${metadata.name}/-/${fileName}`,
      integrity: sha512(tarball),
      shasum: createHash('sha1').update(tarball).digest('hex'),
    },
  }
}

/** The git host makes their history when it starts. */
async function readRepositories() {
  const source = join(project, 'src/machine/net/sites/repositories')
  const repositories = {}
  for (const { name } of (await readdir(source, { withFileTypes: true })).filter((entry) =>
    entry.isDirectory(),
  )) {
    const root = join(source, name)
    const files = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    )
    const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort()
    const contents = paths.map(async (path) => [path.slice(root.length + 1), await readFile(path, 'utf8')])
    repositories[name] = Object.fromEntries(await Promise.all(contents))
  }
  return repositories
}

await rm(output, { recursive: true, force: true })
await mkdir(output, { recursive: true })
const index = {}
const licences = []
let total = 0
for (const place of closure()) {
  const folder = join(project, place)
  const metadata = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const { name, version } = metadata
  const tarball = (await publishedTarball(lock.packages[place].integrity)) ?? (await packedTarball(folder))
  await writeFile(join(output, `${name.replace('/', '-')}-${version}.tgz`), tarball)
  const manifest = manifestOf(metadata, `${name.split('/').at(-1)}-${version}.tgz`, tarball)
  index[name] ??= { name, 'dist-tags': {}, versions: {} }
  index[name].versions[version] = manifest
  licences.push(`${name}@${version} ${metadata.license}`)
  total += tarball.length
}
for (const packument of Object.values(index)) {
  const versions = Object.keys(packument.versions)
  const newest = versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1)
  packument['dist-tags'].latest = newest
}
await writeFile(join(output, 'index.json'), `${JSON.stringify(index)}\n`)
await writeFile(join(output, 'licences.txt'), `${licences.join('\n')}\n`)
await writeFile(join(output, 'repositories.json'), `${JSON.stringify(await readRepositories())}\n`)
console.log(`registry: ${licences.length} packages, ${(total / 1024).toFixed(0)} KiB`)
