import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { packagesOf, type PackageInfo } from '../../packages/index.ts'

/** Why a package is there: what nobody asked for leaves with the last that needs it. */
export type Reason = 'user' | 'dependency' | 'weak' | 'image'

export interface InstalledPackage extends PackageInfo {
  reason: Reason
  /** The repository that it came from. */
  repository?: string
  installedSize: number
  files: readonly string[]
}

const folder = '/var/lib/rpm'
const path = `${folder}/packages.json`

/** What is installed, by name: what is on the image and what dnf has put there since. */
export async function readDatabase(proc: Process): Promise<Map<string, InstalledPackage>> {
  const { release } = proc.system
  const image = packagesOf('al2023', release.machine)
    .filter(({ onImage }) => onImage)
    .map((info): InstalledPackage => ({
      ...info,
      reason: 'image',
      installedSize: info.files.length * 65_536,
      files: info.files.map(({ path }) => path),
    }))
  const all = new Map(image.map((info) => [info.name, info]))
  for (const info of await readRecords(proc)) all.set(info.name, info)
  return all
}

async function readRecords(proc: Process): Promise<InstalledPackage[]> {
  try {
    return JSON.parse(await proc.readText(path)) as InstalledPackage[]
  } catch (error) {
    if (isErrno(error, 'ENOENT') || error instanceof SyntaxError) return []
    throw error
  }
}

/** Replaces the record in one step: a crash leaves the old one or the new one. */
export async function writeDatabase(
  proc: Process,
  packages: ReadonlyMap<string, InstalledPackage>,
): Promise<void> {
  const records = [...packages.values()].filter(({ reason }) => reason !== 'image')
  await proc.mkdir(folder, 0o755).catch((error: unknown) => {
    if (!isErrno(error, 'EEXIST')) throw error
  })
  await proc.writeFile(`${path}.new`, `${JSON.stringify(records, undefined, 1)}\n`, { mode: 0o644 })
  await proc.rename(`${path}.new`, path)
}
