import { change, changesBetween, patch, shortStat, stat } from '../changes.ts'
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
import { type FileState, fileStates, selected } from '../states.ts'

/** `git status`, `git status -s`. */
export async function status(call: GitCall): Promise<number> {
  const repository = await openRepository(call)
  const states = await fileStates(repository)
  const untracked = collapsed(states)
  if (call.words.some((word) => word === '-s' || word === '--short' || word === '--porcelain')) {
    await call.proc.stdout.write(shortStatus(states, untracked))
    return 0
  }
  const staged = states.filter(({ index }) => index !== 'unchanged')
  const changed = states.filter(({ workdir }) => workdir === 'modified' || workdir === 'deleted')
  const branch = await currentBranch(repository)
  const head = await resolve(repository, 'HEAD')
  const lines = [branch ? `On branch ${branch}` : `HEAD detached at ${short(head ?? '')}`]
  const tracking = await trackingLines(repository, branch, head)
  if (tracking) lines.push(tracking, '')
  if (!head) lines.push('', 'No commits yet', '')
  const list = (entries: readonly FileState[], key: 'index' | 'workdir') =>
    entries.map((state) => `\t${`${state[key]}:`.padEnd(12)}${state.path}`)
  if (staged.length > 0) {
    const unstage = head ? '"git restore --staged <file>..."' : '"git rm --cached <file>..."'
    lines.push('Changes to be committed:', `  (use ${unstage} to unstage)`, ...list(staged, 'index'), '')
  }
  if (changed.length > 0) {
    const verb = changed.some(({ workdir }) => workdir === 'deleted') ? 'add/rm' : 'add'
    lines.push(
      'Changes not staged for commit:',
      `  (use "git ${verb} <file>..." to update what will be committed)`,
      '  (use "git restore <file>..." to discard changes in working directory)',
      ...list(changed, 'workdir'),
      '',
    )
  }
  if (untracked.length > 0)
    lines.push(
      'Untracked files:',
      '  (use "git add <file>..." to include in what will be committed)',
      ...untracked.map((path) => `\t${path}`),
      '',
    )
  if (staged.length === 0) lines.push(conclusion(changed.length, untracked.length, head !== undefined))
  await call.proc.stdout.line(lines.join('\n').replace(/\n$/, staged.length > 0 ? '\n' : ''))
  return 0
}

function conclusion(changed: number, untracked: number, hasCommits: boolean): string {
  if (changed > 0) return 'no changes added to commit (use "git add" and/or "git commit -a")'
  if (untracked > 0) return 'nothing added to commit but untracked files present (use "git add" to track)'
  return hasCommits
    ? 'nothing to commit, working tree clean'
    : 'nothing to commit (create/copy files and use "git add" to track)'
}

/** A folder in which nothing is tracked stands for its files. */
function collapsed(states: readonly FileState[]): string[] {
  const trackedFolders = new Set(
    states
      .filter(({ workdir, index }) => workdir !== 'untracked' || index !== 'unchanged')
      .flatMap(({ path }) => path.split('/').map((_, depth, parts) => parts.slice(0, depth).join('/'))),
  )
  const shown = states
    .filter(({ workdir, index }) => workdir === 'untracked' && index === 'unchanged')
    .map(({ path }) => {
      const parts = path.split('/')
      for (let depth = 1; depth < parts.length; depth++) {
        const folder = parts.slice(0, depth).join('/')
        if (!trackedFolders.has(folder)) return `${folder}/`
      }
      return path
    })
  return [...new Set(shown)]
}

function shortStatus(states: readonly FileState[], untracked: readonly string[]): string {
  const letter = (state: string) => ({ 'new file': 'A', modified: 'M', deleted: 'D' })[state] ?? ' '
  const tracked = states
    .filter(({ index, workdir }) => index !== 'unchanged' || workdir === 'modified' || workdir === 'deleted')
    .map(({ path, index, workdir }) => `${letter(index)}${letter(workdir)} ${path}\n`)
  return [...tracked, ...untracked.map((path) => `?? ${path}\n`)].join('')
}

async function trackingLines(repository: Repository, branch: string | undefined, head: string | undefined) {
  if (!branch || !head || !(await setting(repository, `branch.${branch}.remote`))) return undefined
  const upstream = `origin/${branch}`
  const theirs = await resolve(repository, upstream)
  if (!theirs) return undefined
  const [ours, others] = await Promise.all([history(repository, head), history(repository, theirs)])
  const ahead = [...ours].filter((oid) => !others.has(oid)).length
  const behind = [...others].filter((oid) => !ours.has(oid)).length
  const commits = (count: number) => `${count} commit${count === 1 ? '' : 's'}`
  if (ahead === 0 && behind === 0) return `Your branch is up to date with '${upstream}'.`
  if (behind === 0)
    return `Your branch is ahead of '${upstream}' by ${commits(ahead)}.\n  (use "git push" to publish your local commits)`
  if (ahead === 0)
    return `Your branch is behind '${upstream}' by ${commits(behind)}, and can be fast-forwarded.\n  (use "git pull" to update your local branch)`
  return `Your branch and '${upstream}' have diverged,\nand have ${ahead} and ${behind} different commits each, respectively.`
}

async function history({ git, fs, dir }: Repository, ref: string): Promise<Set<string>> {
  return new Set((await git.log({ fs, dir, ref, depth: 10_000 })).map(({ oid }) => oid))
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Thu Jan 1 00:00:00 2026 +0000`, in the author's own zone. */
function gitDate(seconds: number, offset: number): string {
  const date = new Date((seconds - offset * 60) * 1000)
  const sign = offset > 0 ? '-' : '+'
  const zone = [Math.abs(offset) / 60, Math.abs(offset) % 60].map((part) =>
    String(Math.floor(part)).padStart(2, '0'),
  )
  const clock = date.toISOString().slice(11, 19)
  return `${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${date.getUTCDate()} ${clock} ${date.getUTCFullYear()} ${sign}${zone.join('')}`
}

/** `git log [--oneline] [-n count] [ref]`. */
export async function log(call: GitCall): Promise<number> {
  const repository = await openRepository(call)
  const { proc, git, fs, dir } = repository
  const { count, oneline, withStat, ref } = logWords(call.words)
  const from = await resolve(repository, ref)
  if (!from && ref === 'HEAD')
    throw new GitError(
      `fatal: your current branch '${await currentBranch(repository)}' does not have any commits yet`,
    )
  if (!from) throw unknownRevision(ref)
  const names = proc.tty(1) ? await decorations(repository) : new Map<string, string[]>()
  const commits = await git.log({ fs, dir, ref: from, ...(count !== undefined && { depth: count }) })
  for (const [index, { oid, commit }] of commits.entries()) {
    const refs = names.has(oid) ? ` (${names.get(oid)!.join(', ')})` : ''
    const message = commit.message.replace(/\n+$/, '')
    if (oneline) await proc.stdout.line(`${short(oid)}${refs} ${message.split('\n')[0]}`)
    else {
      const { name, email, timestamp, timezoneOffset } = commit.author
      const body = message.split('\n').map((line) => (line === '' ? '' : `    ${line}`))
      const head = [
        `commit ${oid}${refs}`,
        `Author: ${name} <${email}>`,
        `Date:   ${gitDate(timestamp, timezoneOffset)}`,
        '',
      ]
      await proc.stdout.line([...(index > 0 ? [''] : []), ...head, ...body].join('\n'))
    }
    if (withStat)
      await proc.stdout.line(
        `${oneline ? '' : '\n'}${stat(await changesBetween(repository, commit.parent[0], oid))}`,
      )
  }
  return 0
}

const unknownRevision = (ref: string): GitError =>
  new GitError(
    `fatal: ambiguous argument '${ref}': unknown revision or path not in the working tree.\nUse '--' to separate paths from revisions, like this:\n'git <command> [<revision>...] -- [<file>...]'`,
  )

function logWords(words: readonly string[]) {
  let count: number | undefined
  let ref = 'HEAD'
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    if (word === '-n' || word === '--max-count') count = Number(words[++at])
    else if (/^-n?\d+$/.test(word)) count = Number(word.replace(/^-n?/, ''))
    else if (!word.startsWith('-')) ref = word
  }
  const has = (name: string) => words.includes(name)
  return { count, ref, oneline: has('--oneline'), withStat: has('--stat') }
}

async function decorations(repository: Repository): Promise<Map<string, string[]>> {
  const { git, fs, dir } = repository
  const names = new Map<string, string[]>()
  const add = (oid: string | undefined, name: string) =>
    oid && names.set(oid, [...(names.get(oid) ?? []), name])
  const current = await currentBranch(repository)
  add(await resolve(repository, 'HEAD'), current ? `HEAD -> ${current}` : 'HEAD')
  for (const branch of await git.listBranches({ fs, dir, remote: 'origin' }))
    add(await resolve(repository, `origin/${branch}`), `origin/${branch}`)
  for (const branch of await git.listBranches({ fs, dir }))
    if (branch !== current) add(await resolve(repository, branch), branch)
  return names
}

/** `git diff [--stat] [--staged] [commit [commit]] [paths]`. */
export async function diff(call: GitCall): Promise<number> {
  const repository = await openRepository(call)
  const { proc, dir } = repository
  const staged = call.words.some((word) => word === '--staged' || word === '--cached')
  const given = call.words.filter((word) => !word.startsWith('-'))
  const [first, second] = await Promise.all(given.slice(0, 2).map((word) => resolve(repository, word)))
  let files
  if (first && second) files = await changesBetween(repository, first, second)
  else {
    const states = await fileStates(repository)
    const paths = given
      .filter((_, index) => !(index === 0 && first))
      .map((word) => insideTree(repository, word))
    const wanted = (paths.length > 0 ? selected(states, paths) : states).filter(({ index, workdir }) =>
      staged ? index !== 'unchanged' : workdir === 'modified' || workdir === 'deleted',
    )
    const base = first ?? (await resolve(repository, 'HEAD'))
    files = []
    for (const { path } of wanted) {
      const inHead = base ? await blobIn(repository, base, path) : undefined
      const inIndex = await stagedBlob(repository, path)
      const onDisk = await proc.readFile(`${dir}/${path}`).catch(() => undefined)
      files.push(staged ? change(path, inHead, inIndex) : change(path, first ? inHead : inIndex, onDisk))
    }
  }
  if (files.length > 0) await proc.stdout.line(shown(call.words, files))
  return 0
}

function shown(words: readonly string[], files: Parameters<typeof stat>[0]): string {
  if (words.includes('--stat')) return stat(files)
  if (words.includes('--shortstat')) return shortStat(files)
  if (words.includes('--name-only')) return files.map(({ path }) => path).join('\n')
  return files.map(patch).join('\n')
}

async function blobIn(
  { git, fs, dir }: Repository,
  oid: string,
  filepath: string,
): Promise<Uint8Array | undefined> {
  try {
    return (await git.readBlob({ fs, dir, oid, filepath })).blob
  } catch (error) {
    if (error instanceof git.Errors.NotFoundError) return undefined
    throw error
  }
}

async function stagedBlob({ git, fs, dir }: Repository, path: string): Promise<Uint8Array | undefined> {
  const [found] = (await git.walk({
    fs,
    dir,
    trees: [git.STAGE()],
    map: async (at, [entry]) => {
      if (at === '.' || path.startsWith(`${at}/`)) return undefined
      return at === path ? await entry?.oid() : null
    },
  })) as (string | undefined)[]
  return found ? (await git.readBlob({ fs, dir, oid: found })).blob : undefined
}

/** `git show [commit]`. */
export async function show(call: GitCall): Promise<number> {
  const repository = await openRepository(call)
  const [ref = 'HEAD'] = call.words.filter((word) => !word.startsWith('-'))
  const oid = await resolve(repository, ref)
  if (!oid) throw unknownRevision(ref)
  await log({ ...call, words: ['-1', oid] })
  const { commit } = await call.git.readCommit({ fs: call.fs, dir: repository.dir, oid })
  const files = await changesBetween(repository, commit.parent[0], oid)
  await call.proc.stdout.line(`\n${shown(call.words, files)}`)
  return 0
}
