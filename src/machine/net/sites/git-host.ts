import type { ByteStream } from '../byte-stream.ts'
import { concat, utf8 } from '../bytes.ts'
import { gunzip } from '../gzip.ts'
import { loadGit } from '../git/isomorphic-git.ts'
import { memoryFiles } from '../git/memory-files.ts'
import { flush, parsePktLines, pktLine, sideBand } from '../git/pkt-line.ts'
import type { IncomingRequest, Reply } from '../http/index.ts'
import { collect, serveHttp } from '../http/index.ts'

/** What a repository holds at its head; its history is one commit for all of it. */
export type RepositoryFiles = Readonly<Record<string, string>>

/** By the path of its address without the `.git`: `learn/hello-express`. */
export type Repositories = ReadonlyMap<string, HostedRepository>

const branch = 'main'
const gitdir = '/repository'
const largestRequest = 1 << 20

/** A bare repository in memory, made from plain files. The same files make the same commit everywhere. */
export class HostedRepository {
  private constructor(
    private readonly fs: ReturnType<typeof memoryFiles>,
    readonly head: string,
  ) {}

  static async create(files: RepositoryFiles): Promise<HostedRepository> {
    const git = await loadGit()
    const fs = memoryFiles()
    await git.init({ fs, gitdir, bare: true, defaultBranch: branch })
    const index = new Map<string, string>()
    for (const [path, content] of Object.entries(files))
      index.set(path, await git.writeBlob({ fs, gitdir, blob: utf8(content) }))
    const tree = await writeTree(git, fs, index)
    const author = {
      name: 'Sandcloud',
      email: 'learn@sandcloud.test',
      timestamp: 1_767_225_600,
      timezoneOffset: 0,
    }
    const head = await git.commit({
      fs,
      gitdir,
      tree,
      message: 'Say hello with Express 5\n',
      author,
      ref: branch,
    })
    return new HostedRepository(fs, head)
  }

  /** Everything that the wanted commits reach and the client's do not. */
  async pack(
    wants: readonly string[],
    haves: readonly string[],
  ): Promise<{ pack: Uint8Array; objects: number }> {
    const git = await loadGit()
    const known = await this.#reach(haves)
    const wanted = [...(await this.#reach(wants))].filter((oid) => !known.has(oid))
    const { packfile } = await git.packObjects({ fs: this.fs, gitdir, oids: wanted })
    if (!packfile) throw new Error('no pack was made')
    return { pack: packfile, objects: wanted.length }
  }

  async #reach(from: readonly string[]): Promise<Set<string>> {
    const git = await loadGit()
    const seen = new Set<string>()
    const pending = [...from]
    for (let oid; (oid = pending.pop());) {
      if (seen.has(oid)) continue
      // A client may well have commits that this repository has never heard of.
      const object = await git
        .readObject({ fs: this.fs, gitdir, oid, format: 'parsed' })
        .catch(() => undefined)
      if (!object) continue
      seen.add(oid)
      if (object.type === 'commit') {
        const { commit } = await git.readCommit({ fs: this.fs, gitdir, oid })
        pending.push(commit.tree, ...commit.parent)
      } else if (object.type === 'tree') {
        const { tree } = await git.readTree({ fs: this.fs, gitdir, oid })
        pending.push(...tree.map((entry) => entry.oid))
      }
    }
    return seen
  }
}

type Git = Awaited<ReturnType<typeof loadGit>>

async function writeTree(
  git: Git,
  fs: ReturnType<typeof memoryFiles>,
  files: ReadonlyMap<string, string>,
): Promise<string> {
  const folders = new Map<string, Map<string, string>>()
  const entries: { path: string; mode: string; oid: string; type: 'blob' | 'tree' }[] = []
  for (const [path, oid] of files) {
    const [name = '', ...rest] = path.split('/')
    if (rest.length === 0) entries.push({ path: name, mode: '100644', oid, type: 'blob' })
    else folders.set(name, (folders.get(name) ?? new Map()).set(rest.join('/'), oid))
  }
  for (const [name, inside] of folders)
    entries.push({ path: name, mode: '040000', oid: await writeTree(git, fs, inside), type: 'tree' })
  return git.writeTree({ fs, gitdir, tree: entries })
}

/** Serves git's smart HTTP protocol, version 0, for reading. */
export const serveGitHost = (stream: ByteStream, repositories: Repositories): Promise<void> =>
  serveHttp(stream, (request) => answer(request, repositories), 'Sandcloud git host')

async function answer(request: IncomingRequest, repositories: Repositories): Promise<Reply> {
  const [, name = '', service = ''] =
    /^\/(.+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/.exec(request.path) ?? []
  const repository = repositories.get(name)
  if (!repository) return { status: 404, body: 'Not Found\n' }
  if (service === 'git-receive-pack' || request.query === 'service=git-receive-pack')
    return { status: 403, body: 'This host is for reading: it takes no pushes.\n' }
  if (service === 'info/refs') {
    if (request.query === 'service=git-upload-pack') return advertise(repository)
    return { status: 403, body: 'Please upgrade your git client.\n' }
  }
  return request.method === 'POST' ? upload(request, repository) : { status: 405 }
}

const noCache = { 'Cache-Control': 'no-cache, max-age=0, must-revalidate' }

function advertise({ head }: HostedRepository): Reply {
  const capabilities = `multi_ack_detailed no-done side-band-64k ofs-delta symref=HEAD:refs/heads/${branch} object-format=sha1 agent=sandcloud`
  const body = concat([
    pktLine('# service=git-upload-pack\n'),
    flush,
    pktLine(`${head} HEAD\0${capabilities}\n`),
    pktLine(`${head} refs/heads/${branch}\n`),
    flush,
  ])
  const headers = { 'Content-Type': 'application/x-git-upload-pack-advertisement', ...noCache }
  return { status: 200, headers, body }
}

async function upload(request: IncomingRequest, repository: HostedRepository): Promise<Reply> {
  const sent = await inflated(request)
  const lines = parsePktLines(sent)
  const ids = (keyword: string) =>
    lines.flatMap((line) => new RegExp(`^${keyword} ([0-9a-f]{40})`).exec(line ?? '')?.[1] ?? [])
  const wants = ids('want')
  if (wants.some((oid) => oid !== repository.head)) return { status: 400, body: 'not our ref\n' }
  const headers = { 'Content-Type': 'application/x-git-upload-pack-result', ...noCache }
  const haves = ids('have')
  const nak = pktLine('NAK\n')
  if (!lines.includes('done')) return { status: 200, headers, body: nak }
  const { pack, objects } = await repository.pack(wants, haves)
  const say = (line: string) => sideBand(2, utf8(line))
  const body = concat([
    nak,
    ...say(`Enumerating objects: ${objects}, done.\n`),
    ...say(`Counting objects: 100% (${objects}/${objects}), done.\n`),
    ...say(`Compressing objects: 100% (${objects}/${objects}), done.\n`),
    ...sideBand(1, pack),
    ...say(`Total ${objects} (delta 0), reused ${objects} (delta 0), pack-reused 0\n`),
    flush,
  ])
  return { status: 200, headers, body }
}

/** git compresses long requests. */
async function inflated(request: IncomingRequest): Promise<Uint8Array> {
  const body = await collect(request.body, largestRequest)
  return request.headers.get('content-encoding') === 'gzip' ? gunzip(body, largestRequest) : body
}
