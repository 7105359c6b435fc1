import type { Stream } from '../../network.ts'
import type { ByteStream } from '../byte-stream.ts'
import { text } from '../bytes.ts'
import { serveHttp } from '../http/index.ts'
import { acceptTls } from '../tls.ts'
import type { ReadAsset } from './assets.ts'
import { HostedRepository, type Repositories, type RepositoryFiles, serveGitHost } from './git-host.ts'
import { mirrorHost } from '../dnf/repository.ts'
import { npmRegistry } from './registry.ts'

export type { ReadAsset } from './assets.ts'
export { HostedRepository, serveGitHost, type Repositories, type RepositoryFiles } from './git-host.ts'

export interface SiteContext {
  /** The client's address as the internet sees it: public, after any translation. */
  clientAddress: string
}

/** Serves one connection that has come in on port 80 or 443 (`stream.local.port` says which). */
export type OutsideSite = (stream: Stream, context: SiteContext) => Promise<void>

/** The ports on which outside sites listen; others refuse. */
export const outsidePorts: readonly number[] = [80, 443]

/** Where apt's sources point to. */
const debianHosts = [
  'archive.ubuntu.com',
  'security.ubuntu.com',
  'ports.ubuntu.com',
  'us-east-1.ec2.archive.ubuntu.com',
  'us-east-1.ec2.ports.ubuntu.com',
  'deb.debian.org',
  'security.debian.org',
  'cdn-aws.deb.debian.org',
] as const

/** The outside world that we ship, by host name. */
export function outsideSites(readAsset: ReadAsset): Readonly<Record<string, OutsideSite>> {
  let repositories: Promise<Repositories> | undefined
  const registry = npmRegistry(readAsset)
  const sites: Record<string, (stream: ByteStream, context: SiteContext) => Promise<void>> = {
    'registry.sandcloud.test': registry,
    'git.sandcloud.test': async (stream) =>
      serveGitHost(stream, await (repositories ??= createRepositories(readAsset))),
    'checkip.amazonaws.com': (stream, { clientAddress }) =>
      serveHttp(stream, () => ({ status: 200, body: `${clientAddress}\n` }), 'Sandcloud'),
    [mirrorHost]: async (stream) => (await import('./package-mirror.ts')).packageMirror(stream),
    ...Object.fromEntries(
      debianHosts.map((host) => [
        host,
        async (stream: ByteStream) => (await import('./deb-archive.ts')).debianArchive(stream),
      ]),
    ),
    'deb.nodesource.com': async (stream) => (await import('./node-source.ts')).nodeSourceDebs(stream),
    'rpm.nodesource.com': async (stream) => (await import('./node-source.ts')).nodeSourceRpms(stream),
  }
  return Object.fromEntries(Object.entries(sites).map(([host, serve]) => [host, onBothPorts(serve)]))
}

/** TLS on 443, plain on 80. What goes wrong on one connection is that connection's matter. */
const onBothPorts =
  (serve: (stream: ByteStream, context: SiteContext) => Promise<void>): OutsideSite =>
  async (stream, context) => {
    try {
      const plain = stream.local.port === 443 ? (await acceptTls(stream))?.stream : stream
      if (plain) await serve(plain, context)
    } catch {
      stream.destroy()
    }
  }

async function createRepositories(readAsset: ReadAsset): Promise<Repositories> {
  const file = await readAsset('registry/repositories.json')
  if (!file) throw new Error('the repositories have not been built: scripts/build-registry.mjs')
  const index = JSON.parse(text(file)) as Record<string, RepositoryFiles>
  const made = Object.entries(index).map(
    async ([name, files]) => [`learn/${name}`, await HostedRepository.create(files)] as const,
  )
  return new Map(await Promise.all(made))
}
