import { sha512 } from '@noble/hashes/sha2.js'
import { packTar } from 'modern-tar'
import { binaryFor } from '../../kernel/binary-format.ts'
import { utf8 } from '../bytes.ts'
import { gzip } from '../gzip.ts'

const version = '1.0.0'

const manifest = {
  name: 'pm2',
  version,
  description: "Sandcloud's own supervisor in pm2's place: pm2 itself is AGPL and no part of Sandcloud",
  license: 'Apache-2.0',
  bin: { pm2: 'bin/pm2' },
}

const readme = `# pm2, as Sandcloud has it

This is a supervisor of Sandcloud's own that takes the commands of pm2 which courses use: start, list, logs,
restart, stop, delete, save, resurrect and startup. It contains nothing of pm2 itself.
`

export interface ShippedPackage {
  packument: { name: string; 'dist-tags': Record<string, string>; versions: Record<string, unknown> }
  tarball: Uint8Array
}

/** What the registry gives to whoever installs pm2. */
export async function supervisorPackage(registry: string): Promise<ShippedPackage> {
  const files: readonly (readonly [string, Uint8Array, number])[] = [
    ['package/package.json', utf8(`${JSON.stringify(manifest, undefined, 2)}\n`), 0o644],
    ['package/README.md', utf8(readme), 0o644],
    ['package/bin/pm2', binaryFor('pm2'), 0o755],
  ]
  const tar = await packTar(
    files.map(([name, body, mode]) => ({
      header: { name, size: body.length, mode, mtime: new Date(0), uid: 0, gid: 0 },
      body,
    })),
  )
  const tarball = await gzip(tar)
  const integrity = `sha512-${btoa(String.fromCharCode(...sha512(tarball)))}`
  const dist = { tarball: `${registry}pm2/-/pm2-${version}.tgz`, integrity }
  const packument = {
    name: 'pm2',
    'dist-tags': { latest: version },
    versions: { [version]: { ...manifest, dist } },
  }
  return { packument, tarball }
}
