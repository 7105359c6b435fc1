// Makes .build/node-runtime/: Node's own lib/, out of the pinned binary, bundled with our bindings into
// one worker script. `node scripts/build-node-runtime.mjs [--force] [--facts]`
//   node-runtime.js  the script (an IIFE without imports)
//   meta.json        { version, inputs, bytes }
//   LICENSE          Node's licence and those of what it carries, for NOTICE
// --facts rewrites src/machine/node/runtime/facts.json and scripts/node-runtime/offsets.json: when the pinned
// version changes, on Linux.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'
import { findOffsets } from './node-runtime/carve.mjs'
import { pinnedNode, pinnedVersion, slimLibrary, takeLibrary } from './node-runtime/library.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const runtime = join(root, 'src/machine/node/runtime')
const output = join(root, '.build/node-runtime')
const factsFile = join(runtime, 'facts.json')

const libraryCache = join(output, `library-${pinnedVersion()}.json`)

/** Builds when an input has changed; answers what stands in meta.json. */
export async function buildNodeRuntime({ force = false, log = console.log } = {}) {
  const version = `v${pinnedVersion()}`
  const inputs = hashOfInputs(version)
  const metaFile = join(output, 'meta.json')
  if (!force && existsSync(metaFile)) {
    const meta = JSON.parse(readFileSync(metaFile, 'utf8'))
    if (meta.inputs === inputs) return meta
  }
  const { library: all, licence } = takeLibrary(libraryCache)
  const library = slimLibrary(all)
  const script = await bundle(library)
  const meta = { version, inputs, bytes: Buffer.byteLength(script) }
  mkdirSync(output, { recursive: true })
  writeFileSync(join(output, 'node-runtime.js'), script)
  writeFileSync(join(output, 'LICENSE'), licence)
  writeFileSync(metaFile, JSON.stringify(meta))
  log(`node runtime ${version}: ${Object.keys(library).length} modules of lib/, ${meta.bytes} bytes`)
  return meta
}

async function bundle(library) {
  const virtual = '\0node-library'
  const facts = JSON.stringify(JSON.parse(readFileSync(factsFile, 'utf8')))
  const source = `export const library = ${JSON.stringify(library)}\nexport const facts = ${facts}`
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [
      {
        name: 'node-library',
        resolveId: (id) => (id === 'virtual:node-library' ? virtual : undefined),
        load: (id) => (id === virtual ? source : undefined),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      // Objects of our classes are printed by their names: `<ref *1> TCP {…}`.
      rolldownOptions: { output: { keepNames: true } },
      lib: { entry: join(runtime, 'main.ts'), formats: ['iife'], name: 'nodeRuntime' },
    },
  })
  const [{ output: chunks }] = [result].flat()
  if (chunks.length !== 1) throw new Error('The runtime must be one script.')
  return chunks[0].code
}

function hashOfInputs(version) {
  const hash = createHash('sha256').update(version)
  const folders = [runtime, join(root, 'scripts/node-runtime')]
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
  )
  files.push(join(root, 'src/machine/node/protocol.ts'), fileURLToPath(import.meta.url))
  for (const file of files.sort())
    if (existsSync(file)) hash.update(file.slice(root.length)).update(readFileSync(file))
  return hash.digest('hex')
}

/** Reads the pinned binary's own data anew; on Linux x64, whose binary is the one that others carve. */
function writeFacts() {
  const node = pinnedNode()
  if (!node || process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('--facts needs Linux on x64.')
  const script = fileURLToPath(new URL('node-runtime/facts.cjs', import.meta.url))
  const stdio = ['ignore', 'pipe', 'ignore']
  writeFileSync(factsFile, execFileSync(node.binary, ['--expose-internals', script], { stdio }))
  const offsets = findOffsets(pinnedVersion(), node.binary, takeLibrary(libraryCache).library)
  const offsetsFile = fileURLToPath(new URL('node-runtime/offsets.json', import.meta.url))
  writeFileSync(offsetsFile, JSON.stringify(offsets))
  execFileSync('npx', ['oxfmt', factsFile, offsetsFile])
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (process.argv.includes('--facts')) writeFacts()
  await buildNodeRuntime({ force: process.argv.includes('--force') })
}
