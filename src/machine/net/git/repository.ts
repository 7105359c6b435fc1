import type * as IsomorphicGit from 'isomorphic-git'
import type { PromiseFsClient } from 'isomorphic-git'
import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { globalConfigPath, parseConfig, readConfigFile } from './config-file.ts'
import { GitError } from './git-error.ts'
import { loadGit } from './isomorphic-git.ts'
import { processFiles } from './process-files.ts'

/** One call of git: its words behind the command's name. */
export interface GitCall {
  proc: Process
  git: typeof IsomorphicGit
  fs: PromiseFsClient
  words: string[]
}

/** A call inside a repository. */
export interface Repository extends GitCall {
  /** The working tree's top. */
  dir: string
}

export async function gitCall(proc: Process, words: readonly string[]): Promise<GitCall> {
  return { proc, git: await loadGit(), fs: processFiles(proc), words: [...words] }
}

export async function openRepository(call: GitCall): Promise<Repository> {
  for (let dir = call.proc.cwd; ; dir = dir.slice(0, dir.lastIndexOf('/'))) {
    if (await isFolder(call.proc, `${dir}/.git`)) return { ...call, dir: dir || '/' }
    if (dir === '' || dir === '/') break
  }
  throw new GitError('fatal: not a git repository (or any of the parent directories): .git')
}

export async function isFolder(proc: Process, path: string): Promise<boolean> {
  try {
    return (await proc.stat(path)).type === 'directory'
  } catch (error) {
    if (isErrno(error)) return false
    throw error
  }
}

/** A path as the learner wrote it, relative to the working tree's top. */
export function insideTree({ proc, dir }: Repository, path: string): string {
  const absolute = path.startsWith('/') ? path : `${proc.cwd}/${path}`
  const parts: string[] = []
  for (const part of absolute.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  const whole = `/${parts.join('/')}`
  if (whole === dir) return '.'
  const top = dir === '/' ? '/' : `${dir}/`
  if (!whole.startsWith(top))
    throw new GitError(`fatal: ${path}: '${path}' is outside repository at '${dir}'`)
  return whole.slice(top.length)
}

/** A setting of the repository, or else of the user. */
export async function setting(
  { proc, dir }: Pick<Repository, 'proc' | 'dir'>,
  name: string,
): Promise<string | undefined> {
  const own = parseConfig(await readConfigFile(proc, `${dir}/.git/config`)).get(name)
  return own ?? parseConfig(await readConfigFile(proc, globalConfigPath(proc))).get(name)
}

export const short = (oid: string): string => oid.slice(0, 7)

/** The branch that HEAD is on, undefined when detached. */
export async function currentBranch({ git, fs, dir }: Repository): Promise<string | undefined> {
  return (await git.currentBranch({ fs, dir })) ?? undefined
}

/** The commit that a name stands for, undefined when nothing does. */
export async function resolve({ git, fs, dir }: Repository, ref: string): Promise<string | undefined> {
  const [, base = ref, tildes] = /^(.+?)~(\d{0,3})$/.exec(ref) ?? []
  try {
    let oid = await git.resolveRef({ fs, dir, ref: base }).catch(() => git.expandOid({ fs, dir, oid: base }))
    for (let back = tildes === undefined ? 0 : Number(tildes || 1); back > 0; back--) {
      const [parent] = (await git.readCommit({ fs, dir, oid })).commit.parent
      if (!parent) return undefined
      oid = parent
    }
    return oid
  } catch (error) {
    if (error instanceof git.Errors.NotFoundError || error instanceof git.Errors.AmbiguousError)
      return undefined
    throw error
  }
}
