import { GitError } from '../git-error.ts'
import {
  type GitCall,
  type Repository,
  currentBranch,
  insideTree,
  openRepository,
  resolve,
  setting,
  short,
} from '../repository.ts'
import { fileStates, selected } from '../states.ts'
import { overwritten } from './clone.ts'

/** `git branch`, `git branch name`, `git branch -d name`. */
export async function branch(call: GitCall): Promise<number> {
  const repository = await openRepository(call)
  const { proc, git, fs, dir, words } = repository
  const [name] = words.filter((word) => !word.startsWith('-'))
  const current = await currentBranch(repository)
  if (words.includes('--show-current')) {
    if (current) await proc.stdout.line(current)
    return 0
  }
  if (name === undefined) return listBranches(repository, current)
  if (words.some((word) => ['-d', '-D', '--delete'].includes(word))) {
    if (name === current)
      throw new GitError(`error: cannot delete branch '${name}' used by worktree at '${dir}'`, 1)
    const oid = await resolve(repository, `refs/heads/${name}`)
    if (!oid) throw new GitError(`error: branch '${name}' not found`, 1)
    await git.deleteBranch({ fs, dir, ref: name })
    await proc.stdout.line(`Deleted branch ${name} (was ${short(oid)}).`)
    return 0
  }
  await create(repository, name)
  return 0
}

async function listBranches(
  { proc, git, fs, dir, words }: Repository,
  current: string | undefined,
): Promise<number> {
  const remotes = words.some((word) => word === '-r' || word === '-a' || word === '--all')
  const local = words.includes('-r') ? [] : await git.listBranches({ fs, dir })
  for (const name of local) await proc.stdout.line(`${name === current ? '*' : ' '} ${name}`)
  if (!remotes) return 0
  for (const name of await git.listBranches({ fs, dir, remote: 'origin' }))
    await proc.stdout.line(`  ${words.includes('-r') ? '' : 'remotes/'}origin/${name}`)
  return 0
}

async function create(repository: Repository, name: string): Promise<void> {
  const { git, fs, dir } = repository
  if (await resolve(repository, `refs/heads/${name}`))
    throw new GitError(`fatal: a branch named '${name}' already exists`)
  try {
    await git.branch({ fs, dir, ref: name })
  } catch (error) {
    if (error instanceof git.Errors.InvalidRefNameError)
      throw new GitError(`fatal: '${name}' is not a valid branch name`)
    throw error
  }
}

/** `git checkout branch`, `git checkout -b name`, `git checkout -- paths`. */
export async function checkout(call: GitCall): Promise<number> {
  const repository = await openRepository(call)
  const dashes = call.words.indexOf('--')
  if (dashes >= 0) return restorePaths(repository, call.words.slice(dashes + 1), false)
  const [name] = call.words.filter((word) => !word.startsWith('-'))
  if (name === undefined) return 0
  if (call.words.includes('-b')) return switchTo(repository, name, true)
  const isBranch = await resolve(repository, name)
  if (isBranch || (await resolve(repository, `origin/${name}`))) return switchTo(repository, name, false)
  return restorePaths(
    repository,
    call.words.filter((word) => !word.startsWith('-')),
    true,
  )
}

/** `git switch branch`, `git switch -c name`. */
export async function switchBranch(call: GitCall): Promise<number> {
  const repository = await openRepository(call)
  const [name] = call.words.filter((word) => !word.startsWith('-'))
  if (name === undefined) throw new GitError('fatal: missing branch or commit argument')
  const fresh = call.words.some((word) => word === '-c' || word === '--create')
  if (!fresh && !(await resolve(repository, name)) && !(await resolve(repository, `origin/${name}`)))
    throw new GitError(`fatal: invalid reference: ${name}`)
  return switchTo(repository, name, fresh)
}

async function switchTo(repository: Repository, name: string, fresh: boolean): Promise<number> {
  const { proc, git, fs, dir } = repository
  if (fresh) await create(repository, name)
  if (!fresh && name === (await currentBranch(repository))) {
    await proc.stderr.line(`Already on '${name}'`)
    return 0
  }
  try {
    await git.checkout({ fs, dir, ref: name })
  } catch (error) {
    if (error instanceof git.Errors.CheckoutConflictError) throw overwritten('checkout', error.data.filepaths)
    throw error
  }
  const isBranch = (await currentBranch(repository)) === name
  if (isBranch) await proc.stderr.line(`Switched to ${fresh ? 'a new ' : ''}branch '${name}'`)
  else {
    const oid = (await resolve(repository, 'HEAD'))!
    const { commit } = await git.readCommit({ fs, dir, oid })
    await proc.stderr.line(
      `Note: switching to '${name}'.\n\nYou are in 'detached HEAD' state.\n\nHEAD is now at ${short(oid)} ${commit.message.split('\n')[0]}`,
    )
  }
  return 0
}

/** Files as the index has them. */
async function restorePaths(
  repository: Repository,
  words: readonly string[],
  counted: boolean,
): Promise<number> {
  const { proc, git, fs, dir } = repository
  const states = (await fileStates(repository)).filter(({ workdir }) => workdir !== 'untracked')
  for (const word of words)
    if (selected(states, [insideTree(repository, word)]).length === 0)
      throw new GitError(`error: pathspec '${word}' did not match any file(s) known to git`, 1)
  const wanted = selected(
    states,
    words.map((word) => insideTree(repository, word)),
  )
  const changed = wanted.filter(({ workdir }) => workdir !== 'unchanged').map(({ path }) => path)
  if (changed.length > 0) await git.checkout({ fs, dir, filepaths: changed, force: true, noUpdateHead: true })
  // git counts them only where the paths could have been a branch's name.
  if (counted)
    await proc.stderr.line(`Updated ${changed.length} path${changed.length === 1 ? '' : 's'} from the index`)
  return 0
}

/** `git restore paths`, `git restore --staged paths`. */
export async function restore(call: GitCall): Promise<number> {
  const repository = await openRepository(call)
  const { git, fs, dir } = repository
  const words = call.words.filter((word) => !word.startsWith('-'))
  if (words.length === 0) throw new GitError('fatal: you must specify path(s) to restore')
  const states = (await fileStates(repository)).filter(
    ({ workdir, index }) => workdir !== 'untracked' || index !== 'unchanged',
  )
  for (const word of words)
    if (selected(states, [insideTree(repository, word)]).length === 0)
      throw new GitError(`error: pathspec '${word}' did not match any file(s) known to git`, 1)
  const paths = selected(
    states,
    words.map((word) => insideTree(repository, word)),
  )
  if (call.words.some((word) => word === '--staged' || word === '-S'))
    for (const { path, index } of paths) {
      if (index !== 'unchanged') await git.resetIndex({ fs, dir, filepath: path })
    }
  else {
    const changed = paths.filter(({ workdir }) => workdir !== 'unchanged').map(({ path }) => path)
    if (changed.length > 0)
      await git.checkout({ fs, dir, filepaths: changed, force: true, noUpdateHead: true })
  }
  return 0
}

/** `git remote`, `git remote -v`, `git remote get-url origin`. */
export async function remote(call: GitCall): Promise<number> {
  const repository = await openRepository(call)
  const { proc, git, fs, dir, words } = repository
  if (words[0] === 'add' && words[1] && words[2]) {
    await git.addRemote({ fs, dir, remote: words[1], url: words[2] })
    return 0
  }
  if (words[0] === 'get-url') {
    const url = await setting(repository, `remote.${words[1] ?? 'origin'}.url`)
    if (!url) throw new GitError(`error: No such remote '${words[1] ?? ''}'`, 2)
    await proc.stdout.line(url)
    return 0
  }
  for (const { remote: name, url } of await git.listRemotes({ fs, dir }))
    await proc.stdout.line(words.includes('-v') ? `${name}\t${url} (fetch)\n${name}\t${url} (push)` : name)
  return 0
}

/** `git rev-parse [--short] ref`, `--show-toplevel`, `--abbrev-ref HEAD`. */
export async function revParse(call: GitCall): Promise<number> {
  const repository = await openRepository(call)
  const { proc, words } = repository
  if (words.includes('--show-toplevel')) await proc.stdout.line(repository.dir)
  for (const ref of words.filter((word) => !word.startsWith('-'))) {
    const oid = await resolve(repository, ref)
    if (!oid)
      throw new GitError(
        `fatal: ambiguous argument '${ref}': unknown revision or path not in the working tree.`,
      )
    const name = words.includes('--abbrev-ref') ? ((await currentBranch(repository)) ?? 'HEAD') : oid
    await proc.stdout.line(words.includes('--short') ? short(oid) : name)
  }
  return 0
}
