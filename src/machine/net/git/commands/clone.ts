import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { removeTree } from '../../npm/unpack.ts'
import { GitError } from '../git-error.ts'
import { type Traffic, processHttp } from '../process-http.ts'
import { type GitCall, type Repository, openRepository, setting, short } from '../repository.ts'
import { changesBetween, stat } from '../changes.ts'

/** `git clone [-b branch] [--depth n] address [folder]`. */
export async function clone(call: GitCall): Promise<number> {
  const { proc, git, fs } = call
  const values = takeValues(call.words, ['-b', '--branch', '--depth', '-o'])
  const quiet = call.words.some((word) => word === '-q' || word === '--quiet')
  const [address, given] = call.words.filter((word) => !word.startsWith('-'))
  if (!address)
    throw new GitError(
      'fatal: You must specify a repository to clone.\n\nusage: git clone [<options>] [--] <repo> [<dir>]',
      129,
    )
  const url = httpAddress(address)
  const folder =
    given ??
    url
      .replace(/\/+$/, '')
      .replace(/\.git$/, '')
      .split('/')
      .at(-1)!
  const dir = folder.startsWith('/') ? folder : `${proc.cwd}/${folder}`
  const fresh = await prepareFolder(proc, dir, folder)
  if (!quiet) await proc.stderr.line(`Cloning into '${folder}'...`)
  const progress = new Progress(proc, quiet)
  const ref = values.get('-b') ?? values.get('--branch')
  const depth = Number(values.get('--depth') ?? 0)
  try {
    await git.clone({
      fs,
      dir,
      url,
      http: processHttp(proc, url, progress.traffic),
      ...(ref && { ref }),
      ...(depth > 0 && { depth, singleBranch: true }),
      onMessage: (message) => progress.remote(message),
      onProgress: ({ phase, total }) => progress.phase(phase, total),
    })
    await progress.end()
    return 0
  } catch (error) {
    if (fresh) await removeTree(proc, dir)
    throw remoteFailure(call, error, url)
  }
}

function takeValues(words: string[], names: readonly string[]): Map<string, string> {
  const values = new Map<string, string>()
  for (let at = 0; at < words.length;) {
    const [name = '', attached] = words[at]!.split(/=(.*)/s)
    if (!names.includes(name)) at++
    else if (attached === undefined) values.set(name, words.splice(at, 2)[1] ?? '')
    else values.set(words.splice(at, 1)[0]!.split('=')[0]!, attached)
  }
  return values
}

/** Sandcloud's git speaks http only. */
function httpAddress(address: string): string {
  if (/^https?:\/\//.test(address)) return address
  if (/^[^/]+@[^/]+:|^ssh:\/\//.test(address))
    throw new GitError(`fatal: Sandcloud's git clones over https, not over ssh: ${address}`)
  if (/^[a-z]+:\/\//.test(address))
    throw new GitError(`fatal: Unable to find remote helper for '${address.split(':')[0]}'`)
  throw new GitError(`fatal: repository '${address}' does not exist`)
}

/** True when the folder is ours to remove again. */
async function prepareFolder(proc: Process, dir: string, folder: string): Promise<boolean> {
  try {
    await proc.mkdir(dir, 0o755)
    return true
  } catch (error) {
    if (!isErrno(error)) throw error
    if (error.code !== 'EEXIST')
      throw new GitError(`fatal: could not create work tree dir '${folder}': ${error.message}`)
    const isEmpty = (await proc.lstat(dir)).type === 'directory' && (await proc.readdir(dir)).length === 0
    if (!isEmpty)
      throw new GitError(`fatal: destination path '${folder}' already exists and is not an empty directory.`)
    return false
  }
}

function remoteFailure({ git }: GitCall, error: unknown, url: string): unknown {
  const shown = url.replace(/\/?$/, '/')
  if (error instanceof git.Errors.HttpError) {
    const { statusCode } = error.data
    if (statusCode === 404) return new GitError(`fatal: repository '${shown}' not found`)
    return new GitError(`fatal: unable to access '${shown}': The requested URL returned error: ${statusCode}`)
  }
  if (error instanceof git.Errors.SmartHttpError)
    return new GitError(`fatal: ${shown}info/refs not valid: is this a git repository?`)
  if (error instanceof git.Errors.NotFoundError)
    return new GitError(`fatal: Remote branch ${error.data.what} not found in upstream origin`)
  if (isErrno(error)) return new GitError(`fatal: ${error.message}`)
  return error
}

/** What git tells on a terminal while it fetches. */
class Progress {
  readonly traffic: Traffic = { bytes: 0 }
  readonly #began: number
  #objects = 0
  #told: Promise<void> = Promise.resolve()
  constructor(
    private readonly proc: Process,
    private readonly quiet: boolean,
  ) {
    this.#began = proc.system.uptime()
  }

  get #shown(): boolean {
    return !this.quiet && this.proc.tty(2) !== undefined
  }

  remote(message: string): void {
    if (!this.#shown) return
    for (const line of message.split('\n').filter((part) => part.trim() !== ''))
      this.#told = this.#told.then(() => this.proc.stderr.line(`remote: ${line.trimEnd()}`))
  }

  phase(phase: string, total: number): void {
    if (phase === 'Receiving objects' || phase === 'Resolving deltas' || phase === 'Analyzing workdir') return
    if (phase === 'Compressing objects' || phase === 'Counting objects')
      this.#objects = Math.max(this.#objects, total)
  }

  async end(): Promise<void> {
    await this.#told
    if (!this.#shown) return
    const seconds = Math.max(0.001, (this.proc.system.uptime() - this.#began) / 1000)
    const count = this.#objects
    const counter = count > 0 ? ` (${count}/${count})` : ''
    const [size, rate] = [bytes(this.traffic.bytes), bytes(this.traffic.bytes / seconds)]
    await this.proc.stderr.line(`Receiving objects: 100%${counter}, ${size} | ${rate}/s, done.`)
  }
}

function bytes(count: number): string {
  if (count < 1024) return `${Math.round(count)} bytes`
  if (count < 1024 ** 2) return `${(count / 1024).toFixed(2)} KiB`
  return `${(count / 1024 ** 2).toFixed(2)} MiB`
}

/** `git fetch` and the first half of pull: what changed on the remote branch. */
async function fetchOrigin(
  repository: Repository,
): Promise<{ url: string; branch: string; before?: string; after?: string }> {
  const { proc, git, fs, dir } = repository
  const url = await setting(repository, 'remote.origin.url')
  if (!url)
    throw new GitError(
      "fatal: 'origin' does not appear to be a git repository\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.",
    )
  const branch = (await git.currentBranch({ fs, dir })) ?? 'main'
  const ref = `refs/remotes/origin/${branch}`
  const now = () => git.resolveRef({ fs, dir, ref }).catch(() => undefined)
  const before = await now()
  const progress = new Progress(proc, false)
  try {
    await git.fetch({
      fs,
      dir,
      url,
      remote: 'origin',
      http: processHttp(proc, url, progress.traffic),
      onMessage: (message) => progress.remote(message),
    })
  } catch (error) {
    if (error instanceof git.Errors.NoRefspecError) throw new GitError(`fatal: ${error.message}`)
    throw remoteFailure(repository, error, url)
  }
  const after = await now()
  if (after && after !== before) {
    const range = before ? `   ${short(before)}..${short(after)} ` : ' * [new branch]    '
    await proc.stderr.line(
      `From ${url.replace(/\.git\/?$/, '')}\n${range} ${branch.padEnd(10)} -> origin/${branch}`,
    )
  }
  return { url, branch, ...(before && { before }), ...(after && { after }) }
}

export async function fetch(call: GitCall): Promise<number> {
  await fetchOrigin(await openRepository(call))
  return 0
}

/** `git pull`, as far as it is a fast-forward. */
export async function pull(call: GitCall): Promise<number> {
  const repository = await openRepository(call)
  const { proc, git, fs, dir } = repository
  const { branch, after } = await fetchOrigin(repository)
  const head = await git.resolveRef({ fs, dir, ref: 'HEAD' })
  if (
    !after ||
    after === head ||
    (await git.isDescendent({ fs, dir, oid: head, ancestor: after, depth: -1 }))
  ) {
    await proc.stdout.line('Already up to date.')
    return 0
  }
  if (!(await git.isDescendent({ fs, dir, oid: after, ancestor: head, depth: -1 })))
    throw new GitError(
      "hint: Diverging branches can't be fast-forwarded.\nfatal: Sandcloud's git pulls by fast-forward only: these branches have gone apart.",
    )
  const files = await changesBetween(repository, head, after)
  await proc.stdout.line(`Updating ${short(head)}..${short(after)}`)
  try {
    await git.fastForward({
      fs,
      dir,
      ref: branch,
      http: processHttp(proc, '', { bytes: 0 }),
      singleBranch: true,
    })
  } catch (error) {
    if (error instanceof git.Errors.CheckoutConflictError) throw overwritten('merge', error.data.filepaths)
    throw error
  }
  await proc.stdout.line(`Fast-forward\n${stat(files)}`)
  return 0
}

export const overwritten = (action: string, paths: readonly string[]): GitError =>
  new GitError(
    `error: Your local changes to the following files would be overwritten by ${action}:\n${paths.map((path) => `\t${path}\n`).join('')}Please commit your changes or stash them before you ${action === 'merge' ? 'merge' : 'switch branches'}.\nAborting`,
    1,
  )

/** `git push`: the host says what it thinks of it. */
export async function push(call: GitCall): Promise<number> {
  const repository = await openRepository(call)
  const { proc, git, fs, dir } = repository
  const url = await setting(repository, 'remote.origin.url')
  if (!url) throw new GitError('fatal: No configured push destination.')
  try {
    await git.push({ fs, dir, url, remote: 'origin', http: processHttp(proc, url, { bytes: 0 }) })
    return 0
  } catch (error) {
    throw remoteFailure(call, error, url)
  }
}
