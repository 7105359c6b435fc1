import { type Package, type Release, nodeSourceSoftware, packagesOf } from '../../packages/index.ts'
import { archiveParagraph } from '../../packages/dpkg-format.ts'
import type { ByteStream } from '../byte-stream.ts'
import { utf8 } from '../bytes.ts'
import { gzip } from '../gzip.ts'
import type { Reply } from '../http/index.ts'
import { serveHttp } from '../http/index.ts'
import { archiveFile, installedSize } from '../packages/archive-file.ts'

const notFound: Reply = { status: 404, body: 'Not Found\n' }

const machines = { amd64: 'x86_64', arm64: 'aarch64' } as const
type DebianArchitecture = keyof typeof machines

/** What a suite of an archive holds: everything in its main component, or nothing, as updates and backports. */
type Suites = (suite: string) => ((architecture: DebianArchitecture) => Package[]) | undefined

const releases: readonly Release[] = ['jammy', 'noble', 'bookworm']

/** The archives of Ubuntu and Debian, and their ports, security updates and backports. */
const distributionSuites: Suites = (suite) => {
  const release = releases.find((each) => suite === each || suite.startsWith(`${each}-`))
  if (!release) return undefined
  return (architecture) => (suite === release ? packagesOf(release, machines[architecture]) : [])
}

/** NodeSource's: the same for every Debian. */
export const nodeSourceSuites: Suites = (suite) =>
  suite === 'nodistro'
    ? (architecture) => packagesOf('noble', machines[architecture], nodeSourceSoftware)
    : undefined

export const debianArchive = (stream: ByteStream): Promise<void> =>
  serveHttp(stream, ({ path }) => archiveAnswer(path.replace(/^\/[\w-]+/, ''), distributionSuites), 'Apache')

/** `path` is below the archive's own. */
export async function archiveAnswer(path: string, suites: Suites): Promise<Reply> {
  const [, suite, file] = /^\/dists\/([^/]+)\/(.+)$/.exec(path) ?? []
  if (suite !== undefined && file !== undefined) {
    const packages = suites(suite)
    return packages ? index(packages, suite, file) : notFound
  }
  const [, release, name] = /^\/pool\/([^/]+)\/([^/]+\.deb)$/.exec(path) ?? []
  const packages = release === undefined ? undefined : suites(release)
  if (!packages || name === undefined) return notFound
  for (const architecture of Object.keys(machines) as DebianArchitecture[]) {
    const wanted = packages(architecture).find((each) => fileOf(each) === name)
    if (wanted) return { status: 200, body: await archiveFile(wanted) }
  }
  return notFound
}

const fileOf = ({ name, version, architecture }: Package): string =>
  `${name}_${version.replace(/^\d+:/, '')}_${architecture}.deb`

async function index(
  packages: (architecture: DebianArchitecture) => Package[],
  suite: string,
  file: string,
): Promise<Reply> {
  if (file === 'InRelease') return { status: 200, body: await release(packages, suite) }
  const [, component, architecture] = /^(\w+)\/binary-(amd64|arm64)\/Packages\.gz$/.exec(file) ?? []
  if (component === undefined || architecture === undefined) return notFound
  const own = component === 'main' ? packages(architecture as DebianArchitecture) : []
  return { status: 200, body: await gzip(utf8(await packagesText(own, suite))) }
}

async function packagesText(packages: readonly Package[], suite: string): Promise<string> {
  const paragraphs = await Promise.all(
    packages.map(async (each) =>
      archiveParagraph(each, {
        filename: `pool/${suite}/${fileOf(each)}`,
        size: (await archiveFile(each)).length,
        installedSize: Math.max(1, Math.ceil(installedSize(each) / 1024)),
      }),
    ),
  )
  return paragraphs.join('\n')
}

/** The suite's table of contents. Nothing signs it: the way here is as safe as the machine's network. */
async function release(
  packages: (architecture: DebianArchitecture) => Package[],
  suite: string,
): Promise<string> {
  const lines: string[] = []
  for (const architecture of Object.keys(machines) as DebianArchitecture[]) {
    const size = (await packagesText(packages(architecture), suite)).length
    for (const component of ['main', 'restricted', 'universe', 'multiverse'])
      lines.push(` - ${component === 'main' ? size : 0} ${component}/binary-${architecture}/Packages.gz`)
  }
  return `Origin: Sandcloud\nSuite: ${suite}\nCodename: ${suite}\nArchitectures: amd64 arm64\nFiles:\n${lines.join('\n')}\n`
}
