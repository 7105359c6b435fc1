import { userName } from '../../ssh/server/accounts.ts'
import { changesBetween, shortStat } from '../changes.ts'
import { globalConfigPath, parseConfig, readConfigFile, withSetting } from '../config-file.ts'
import { GitError } from '../git-error.ts'
import {
  type GitCall,
  type Repository,
  currentBranch,
  insideTree,
  isFolder,
  openRepository,
  setting,
  short,
} from '../repository.ts'
import { type FileState, fileStates, selected } from '../states.ts'
import { status } from './look.ts'

/** `git init [folder]`. */
export async function init({ proc, git, fs, words }: GitCall): Promise<number> {
  const [folder] = words.filter((word) => !word.startsWith('-'))
  const dir = folder ? (folder.startsWith('/') ? folder : `${proc.cwd}/${folder}`) : proc.cwd
  if (folder && !(await isFolder(proc, dir))) await proc.mkdir(dir, 0o755)
  const again = await isFolder(proc, `${dir}/.git`)
  await git.init({ fs, dir, defaultBranch: 'main' })
  await proc.stdout.line(
    `${again ? 'Reinitialized existing' : 'Initialized empty'} Git repository in ${dir}/.git/`,
  )
  return 0
}

/** `git add paths`, `git add -A`. */
export async function add(call: GitCall): Promise<number> {
  const repository = await openRepository(call)
  const everything = call.words.some((word) => word === '-A' || word === '--all')
  const given = call.words.filter((word) => !word.startsWith('-'))
  if (given.length === 0 && !everything) {
    await call.proc.stderr.line(
      "Nothing specified, nothing added.\nhint: Maybe you wanted to say 'git add .'?",
    )
    return 0
  }
  const states = await fileStates(repository)
  for (const word of given) {
    const path = insideTree(repository, word)
    if (path !== '.' && selected(states, [path]).length === 0)
      throw new GitError(`fatal: pathspec '${word}' did not match any files`)
  }
  const paths = everything && given.length === 0 ? ['.'] : given.map((word) => insideTree(repository, word))
  await stage(repository, selected(states, paths))
  return 0
}

async function stage({ git, fs, dir }: Repository, states: readonly FileState[]): Promise<void> {
  for (const { path, workdir } of states) {
    if (workdir === 'deleted') await git.remove({ fs, dir, filepath: path })
    else if (workdir !== 'unchanged') await git.add({ fs, dir, filepath: path })
  }
}

/** `git rm paths`: out of the index and off the disk. */
export async function remove(call: GitCall): Promise<number> {
  const repository = await openRepository(call)
  const { proc, git, fs, dir } = repository
  const cached = call.words.includes('--cached')
  const paths = call.words.filter((word) => !word.startsWith('-')).map((word) => insideTree(repository, word))
  const states = selected(await fileStates(repository), paths).filter(
    ({ workdir }) => workdir !== 'untracked',
  )
  if (states.length === 0)
    throw new GitError(`fatal: pathspec '${call.words.at(-1) ?? ''}' did not match any files`)
  for (const { path, workdir } of states) {
    await git.remove({ fs, dir, filepath: path })
    if (!cached && workdir !== 'deleted') await proc.unlink(`${dir}/${path}`)
    await proc.stdout.line(`rm '${path}'`)
  }
  return 0
}

/** `git commit [-a] -m message`. */
export async function commit(call: GitCall): Promise<number> {
  const repository = await openRepository(call)
  const { proc, git, fs, dir } = repository
  const { messages, all } = commitWords(call.words)
  if (all)
    await stage(
      repository,
      (await fileStates(repository)).filter(({ workdir }) => workdir !== 'untracked'),
    )
  if (!(await fileStates(repository)).some(({ index }) => index !== 'unchanged')) {
    await status({ ...call, words: [] })
    return 1
  }
  const author = await identity(repository)
  if (messages.length === 0)
    throw new GitError('Sandcloud\'s git opens no editor for the message: git commit -m "what changed"', 1)
  const message = `${messages.join('\n\n')}\n`
  const before = await git.resolveRef({ fs, dir, ref: 'HEAD' }).catch(() => undefined)
  const timestamp = Math.floor(proc.system.now() / 1000)
  const oid = await git.commit({ fs, dir, message, author: { ...author, timestamp, timezoneOffset: 0 } })
  const branch = (await currentBranch(repository)) ?? 'detached HEAD'
  const files = await changesBetween(repository, before, oid)
  const place = before ? branch : `${branch} (root-commit)`
  await proc.stdout.line(`[${place} ${short(oid)}] ${message.split('\n')[0]}\n${shortStat(files)}`)
  for (const { path, before: was, after } of files) {
    if (!was) await proc.stdout.line(` create mode 100644 ${path}`)
    if (!after) await proc.stdout.line(` delete mode 100644 ${path}`)
  }
  return 0
}

function commitWords(words: readonly string[]): { messages: string[]; all: boolean } {
  const messages: string[] = []
  let all = false
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    if (/^-[a-z]*a[a-z]*$/.test(word) || word === '--all') all = true
    if (/^-[a-z]*m$/.test(word) || word === '--message') messages.push(words[++at] ?? '')
    else if (word.startsWith('--message=')) messages.push(word.slice('--message='.length))
    else if (word === '--amend') throw new GitError("fatal: Sandcloud's git has no --amend", 1)
  }
  return { messages, all }
}

async function identity(repository: Repository): Promise<{ name: string; email: string }> {
  const { proc } = repository
  const name = proc.env.get('GIT_AUTHOR_NAME') ?? (await setting(repository, 'user.name'))
  const email = proc.env.get('GIT_AUTHOR_EMAIL') ?? (await setting(repository, 'user.email'))
  if (name && email) return { name, email }
  const user = await userName(proc, proc.credentials.uid)
  throw new GitError(`Author identity unknown

*** Please tell me who you are.

Run

  git config --global user.email "you@example.com"
  git config --global user.name "Your Name"

to set your account's default identity.
Omit --global to set the identity only in this repository.

fatal: unable to auto-detect email address (got '${user}@${proc.system.hostname.split('.')[0]}.(none)')`)
}

/** `git config [--global] name [value]`, `git config --list`. */
export async function config(call: GitCall): Promise<number> {
  const { proc, words } = call
  const global = words.includes('--global')
  const [name, value] = words.filter(
    (word) => !word.startsWith('--') && word !== '-l' && word !== 'get' && word !== 'set',
  )
  const repository = global
    ? undefined
    : await openRepository(call).catch((error: unknown) => {
        if (error instanceof GitError) return undefined
        throw error
      })
  const paths = [
    ...(words.includes('--local') ? [] : [globalConfigPath(proc)]),
    ...(repository ? [`${repository.dir}/.git/config`] : []),
  ]
  const own = paths.at(-1)!
  if (words.includes('--list') || words.includes('-l')) {
    for (const path of paths)
      for (const [key, set] of parseConfig(await readConfigFile(proc, path)))
        await proc.stdout.line(`${key}=${set}`)
    return 0
  }
  if (name === undefined || !name.includes('.'))
    throw new GitError(`error: key does not contain a section: ${name ?? ''}`, 2)
  if (value !== undefined) {
    if (!global && !repository) throw new GitError('fatal: not in a git directory')
    await proc.writeFile(own, withSetting(await readConfigFile(proc, own), name, value))
    return 0
  }
  for (const path of paths.toReversed()) {
    const found = parseConfig(await readConfigFile(proc, path)).get(name.toLowerCase())
    if (found === undefined) continue
    await proc.stdout.line(found)
    return 0
  }
  return 1
}
