import type { ByteStream } from '../byte-stream.ts'
import { text } from '../bytes.ts'
import type { IncomingRequest, Reply } from '../http/index.ts'
import { serveHttp } from '../http/index.ts'
import type { ReadAsset } from './assets.ts'
import { supervisorPackage } from './supervisor-package.ts'

interface Packument {
  name: string
  'dist-tags': Record<string, string>
  versions: Record<string, unknown>
}

type Index = Record<string, Packument>

/** The npm registry that we ship: it answers as the public one does. */
export function npmRegistry(readAsset: ReadAsset): (stream: ByteStream) => Promise<void> {
  let index: Promise<Index> | undefined
  const ours = supervisorPackage('https://registry.sandcloud.test/')
  const load = async (): Promise<Index> => {
    const file = await readAsset('registry/index.json')
    if (!file) throw new Error('the registry has not been built: scripts/build-registry.mjs')
    return { ...(JSON.parse(text(file)) as Index), pm2: (await ours).packument }
  }
  const readFile: ReadAsset = async (path) =>
    path.startsWith('registry/pm2-') ? (await ours).tarball : readAsset(path)
  return (stream) =>
    serveHttp(
      stream,
      async (request) => answer(request, await (index ??= load()), readFile),
      'Sandcloud registry',
    )
}

async function answer(request: IncomingRequest, index: Index, readAsset: ReadAsset): Promise<Reply> {
  const path = decode(request.path)
  if (request.method === 'POST' && path === '/-/npm/v1/security/advisories/bulk') return json(200, {})
  if (request.method !== 'GET' && request.method !== 'HEAD') return json(405, { error: 'method not allowed' })
  if (path === '/-/ping') return json(200, {})
  const [, package_ = '', rest] = /^\/((?:@[^/]+\/)?[^/@][^/]*)(?:\/(.+))?$/.exec(path) ?? []
  const packument = Object.hasOwn(index, package_) ? index[package_] : undefined
  if (!packument) return json(404, { error: 'Not found' })
  if (rest === undefined) return json(200, packument)
  if (rest.startsWith('-/')) return tarball(packument, rest.slice(2), readAsset)
  const version = packument.versions[packument['dist-tags'][rest] ?? rest]
  return version ? json(200, version) : json(404, `version not found: ${rest}`)
}

async function tarball(packument: Packument, fileName: string, readAsset: ReadAsset): Promise<Reply> {
  const shortName = packument.name.split('/').at(-1)!
  const version = fileName.slice(shortName.length + 1, -'.tgz'.length)
  if (fileName !== `${shortName}-${version}.tgz` || !Object.hasOwn(packument.versions, version))
    return json(404, { error: 'Not found' })
  const body = await readAsset(`registry/${packument.name.replace('/', '-')}-${version}.tgz`)
  if (!body) return json(404, { error: 'Not found' })
  return { status: 200, headers: { 'Content-Type': 'application/octet-stream' }, body }
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const json = (status: number, body: unknown): Reply => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
})
