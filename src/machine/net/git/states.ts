import type { Repository } from './repository.ts'

/** A file against the last commit: what the index says of it, and what the disk says against the index. */
export interface FileState {
  path: string
  index: 'unchanged' | 'new file' | 'modified' | 'deleted'
  workdir: 'unchanged' | 'modified' | 'deleted' | 'untracked'
}

export async function fileStates({ git, fs, dir }: Repository): Promise<FileState[]> {
  const rows = await git.statusMatrix({ fs, dir }).catch((error: unknown) => {
    // Before the first commit there is no HEAD to compare with.
    if (error instanceof git.Errors.NotFoundError) return undefined
    throw error
  })
  return (rows ?? (await beforeFirstCommit({ git, fs, dir }))).map(([path, head, workdir, stage]) => ({
    path,
    index: indexState(head, stage),
    workdir: workdirState(workdir, stage),
  }))
}

/** The files that paths name: each itself, or everything below it. */
export function selected(states: readonly FileState[], paths: readonly string[]): FileState[] {
  return states.filter(({ path }) =>
    paths.some((given) => given === '.' || path === given || path.startsWith(`${given.replace(/\/$/, '')}/`)),
  )
}

/** isomorphic-git's numbers: 0 absent, 1 as in HEAD, 2 as on the disk, 3 different from both. */
function indexState(head: number, stage: number): FileState['index'] {
  if (head === 0) return stage === 0 ? 'unchanged' : 'new file'
  if (stage === 0) return 'deleted'
  return stage === 1 ? 'unchanged' : 'modified'
}

function workdirState(workdir: number, stage: number): FileState['workdir'] {
  if (stage === 0) return workdir === 0 ? 'unchanged' : 'untracked'
  if (workdir === 0) return 'deleted'
  return workdir === stage ? 'unchanged' : 'modified'
}

async function beforeFirstCommit({ git, fs, dir }: Pick<Repository, 'git' | 'fs' | 'dir'>) {
  const rows: [string, 0, 0 | 1 | 2, 0 | 1 | 2 | 3][] = []
  await git.walk({
    fs,
    dir,
    trees: [git.WORKDIR(), git.STAGE()],
    map: async (path, [workdir, stage]) => {
      if (path === '.') return path
      if (!stage && (await git.isIgnored({ fs, dir, filepath: path }))) return null
      if ((await workdir?.type()) === 'tree' || (await stage?.type()) === 'tree') return path
      const same = (await workdir?.oid()) === (await stage?.oid())
      rows.push([path, 0, workdir ? 2 : 0, stage ? (same ? 2 : 3) : 0])
      return undefined
    },
  })
  return rows
}
