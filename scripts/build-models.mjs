// Makes src/engine/model/generated/ from the AWS SDK's own packages: `node scripts/build-models.mjs`.
// What is served is listed in src/engine/model/served.json. With --check it writes nothing and fails
// when the committed files are not what the installed packages give.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { addEnums } from './build-models/enums.mjs'
import { serviceFacts } from './build-models/facts.mjs'
import { modelFile, servicesFile } from './build-models/print.mjs'
import { readSchemas } from './build-models/schemas.mjs'

const modelFolder = new URL('../src/engine/model/', import.meta.url)
const generated = new URL('generated/', modelFolder)

/** All generated files by name: one JSON per service and the table that imports them lazily. */
export function buildModels() {
  const files = new Map()
  const services = []
  for (const [service, entry] of Object.entries(served())) {
    files.set(`${service}.json`, buildModel(service, entry))
    services.push(serviceFacts(service, entry))
  }
  files.set('services.ts', servicesFile(services))
  return files
}

function served() {
  return JSON.parse(readFileSync(new URL('served.json', modelFolder), 'utf8'))
}

/** A service with all that AWS has of it, for tests of the codec. */
export function buildWholeModel(service) {
  return buildModel(service, { ...served()[service], operations: 'all' })
}

function buildModel(service, entry) {
  const schemas = readSchemas(entry.package, entry.operations)
  return modelFile(serviceFacts(service, entry), schemas, addEnums(entry.package, schemas.shapes))
}

export function staleFiles(files) {
  const present = new Set(readdirSync(generated).filter((name) => !name.startsWith('.')))
  const stale = [...files].filter(([name, text]) => !present.delete(name) || text !== read(name))
  return [...stale.map(([name]) => name), ...present]
}

function read(name) {
  return readFileSync(new URL(name, generated), 'utf8')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(generated, { recursive: true })
  const files = buildModels()
  const stale = staleFiles(files)
  if (process.argv.includes('--check')) {
    if (stale.length > 0) {
      console.error(
        `Run \`node scripts/build-models.mjs\`: stale in src/engine/model/generated: ${stale.join(', ')}`,
      )
      process.exitCode = 1
    }
  } else {
    for (const name of stale) rmSync(new URL(name, generated), { force: true })
    for (const [name, text] of files) writeFileSync(new URL(name, generated), text)
    console.log(`${files.size} files, ${stale.length} changed`)
  }
}
