import { machinePrograms } from '../machine-programs.ts'
import { extraSoftware } from './extra-software.ts'
import { imageSoftware } from './image-software.ts'
import { nodeSoftware } from './node-software.ts'
import { programPath } from './program-places.ts'
import { nginxSoftware } from './nginx-software.ts'
import type { PackagedFile, Release, Software, SystemAccount } from './software.ts'

/** A package of one release. */
export interface PackageInfo {
  name: string
  /** As the release writes it: `1:2.43.0-1ubuntu7.3`, `1:24.21.0-1.amzn2023.0.1`. */
  version: string
  architecture: string
  summary: string
  description: string
  url: string
  license: string
  section: string
  /** Other names by which it can be asked for. */
  provides?: readonly string[]
  /** Comes with it, and is needed. */
  requires?: readonly string[]
  /** Comes with it, unless it cannot. */
  recommends?: readonly string[]
  account?: SystemAccount
}

export interface Package extends PackageInfo {
  /** The real image comes with it. */
  onImage: boolean
  files: readonly PackagedFile[]
}

/** Amazon's git is a package that brings others. */
const meta: readonly Software[] = [
  {
    programs: [],
    summary: 'Fast Version Control System',
    description: `Git is a fast, scalable, distributed revision control system with an unusually rich command set that
provides both high-level operations and full access to internals.`,
    url: 'https://git-scm.com/',
    license: 'GPLv2',
    requires: ['git-core'],
    al2023: 'git 2.50.1-1.amzn2023.0.1',
  },
]

const all: readonly Software[] = [
  ...imageSoftware,
  ...extraSoftware,
  ...nodeSoftware,
  ...nginxSoftware,
  ...meta,
]

/** The release of a distribution, as /etc/os-release tells it; undefined for one without packages. */
export function releaseOf({ id, version }: { id: string; version: string }): Release | undefined {
  const releases: Readonly<Record<string, Release>> = {
    'amzn 2023': 'al2023',
    'ubuntu 22.04': 'jammy',
    'ubuntu 24.04': 'noble',
    'debian 12': 'bookworm',
  }
  return releases[`${id} ${version}`]
}

/** What packages of a machine's kind are called: `x86_64` and `aarch64` are Debian's `amd64` and `arm64`. */
export const packageArchitecture = (release: Release, machine: 'x86_64' | 'aarch64'): string =>
  release === 'al2023' ? machine : machine === 'aarch64' ? 'arm64' : 'amd64'

/** A release's packages. A package of which the machine has no program is none. */
export const packagesOf = (
  release: Release,
  machine: 'x86_64' | 'aarch64',
  software: readonly Software[] = all,
): Package[] =>
  software.flatMap((each) => {
    const entry = each[release]
    const known = each.programs.filter((name) => Object.hasOwn(machinePrograms, name))
    if (entry === undefined || (known.length === 0 && each.programs.length > 0)) return []
    return [packageOf(each, entry, known, packageArchitecture(release, machine))]
  })

function packageOf(
  software: Software,
  entry: string,
  programs: readonly string[],
  architecture: string,
): Package {
  const [name = '', version = ''] = entry.replace(/^\* /, '').split(' ')
  const { summary, description, url, license, section, provides, requires, recommends } = software
  const binaries = programs.map((program): PackagedFile => ({ path: programPath(program), program }))
  return {
    name,
    version,
    architecture,
    summary,
    description: description ?? summary,
    url,
    license,
    section: section ?? 'misc',
    onImage: entry.startsWith('* '),
    ...(provides && { provides: provides.filter((other) => other !== name) }),
    ...(requires && { requires }),
    ...(recommends && { recommends }),
    ...(software.account && { account: software.account }),
    files: [...binaries, ...(software.files ?? []), ...documents(architecture, name, software)],
  }
}

/** Debian's packages say under which terms they come. */
function documents(architecture: string, name: string, { license, url }: Software): PackagedFile[] {
  if (architecture !== 'amd64' && architecture !== 'arm64') return []
  const text = `${name} here is Sandcloud's own program of that name.\nThe original is to be found at ${url}, under ${license}.\n`
  return [{ path: `/usr/share/doc/${name}/copyright`, text }]
}

/** Programs that come with npm's packages, never with the system. */
const fromNpm = new Set(['corepack', 'pm2'])

/** Programs that are there because packages of the image have them, or because no package at all does. */
export function isOnImage(release: Release | undefined, program: string): boolean {
  if (fromNpm.has(program)) return false
  const packaged = all.filter(
    ({ programs, files = [] }) =>
      programs.includes(program) || files.some((file) => 'program' in file && file.program === program),
  )
  if (packaged.length === 0) return true
  return release !== undefined && packaged.some((each) => each[release]?.startsWith('* '))
}
