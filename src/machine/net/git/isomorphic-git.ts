import { Buffer } from 'buffer/'
import type * as IsomorphicGit from 'isomorphic-git'

/** isomorphic-git takes Node's Buffer for granted; a Worker has none until git is first needed. */
export async function loadGit(): Promise<typeof IsomorphicGit> {
  const scope = globalThis as { Buffer?: unknown }
  scope.Buffer ??= Buffer
  return import('isomorphic-git')
}
