import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { branch, checkout, remote, restore, revParse, switchBranch } from './commands/branches.ts'
import { clone, fetch, pull, push } from './commands/clone.ts'
import { diff, log, show, status } from './commands/look.ts'
import { add, commit, config, init, remove } from './commands/work.ts'
import { GitError } from './git-error.ts'
import { type GitCall, gitCall } from './repository.ts'

const commands: Record<string, (call: GitCall) => Promise<number>> = {
  clone, init, add, rm: remove, restore, diff, log, show, status, branch, commit, checkout,
  switch: switchBranch, fetch, pull, push, remote, config, 'rev-parse': revParse,
} // prettier-ignore

/** git's own commands that Sandcloud leaves out: told so, and not as unknown. */
const leftOut =
  'am apply archive bisect blame bundle cherry-pick clean describe format-patch gc grep merge mv notes rebase reflog reset revert shortlog stash submodule tag worktree'.split(
    ' ',
  )

const help = `usage: git [-v | --version] [-h | --help] [-C <path>] <command> [<args>]

These are the Git commands that Sandcloud has:

start a working area
   clone     Clone a repository into a new directory
   init      Create an empty Git repository or reinitialize an existing one

work on the current change
   add       Add file contents to the index
   restore   Restore working tree files
   rm        Remove files from the working tree and from the index

examine the history and state
   diff      Show changes between commits, commit and working tree, etc
   log       Show commit logs
   show      Show various types of objects
   status    Show the working tree status

grow, mark and tweak your common history
   branch    List, create, or delete branches
   commit    Record changes to the repository
   switch    Switch branches

collaborate
   fetch     Download objects and refs from another repository
   pull      Fetch from and integrate with another repository or a local branch
   push      Update remote refs along with associated objects
`

/** git, on isomorphic-git. */
export async function git(proc: Process): Promise<number> {
  proc.onSignal('SIGPIPE', 'ignore')
  const words = proc.argv.slice(1)
  try {
    while (words[0] === '-C' && words[1] !== undefined) await enter(proc, words.splice(0, 2)[1]!)
    if (words[0] === '--no-pager') words.shift()
    const name = words.shift()
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      await proc.stdout.write(help)
      return name === undefined ? 1 : 0
    }
    if (name === '--version' || name === '-v' || name === 'version') {
      await proc.stdout.line('git version 2.50.1')
      return 0
    }
    if (!Object.hasOwn(commands, name)) throw unknown(name)
    return await commands[name]!(await gitCall(proc, words))
  } catch (error) {
    if (isErrno(error) && error.code !== 'EPIPE') await proc.stderr.line(`fatal: ${error.message}`)
    else if (error instanceof GitError) await proc.stderr.line(error.message)
    else throw error
    return error instanceof GitError ? error.status : 128
  }
}

function unknown(name: string): GitError {
  if (leftOut.includes(name))
    return new GitError(`git: Sandcloud's git does not have '${name}'. See 'git --help'.`, 1)
  return new GitError(`git: '${name}' is not a git command. See 'git --help'.`, 1)
}

async function enter(proc: Process, path: string): Promise<void> {
  try {
    await proc.chdir(path)
  } catch (error) {
    if (isErrno(error)) throw new GitError(`fatal: cannot change to '${path}': ${error.message}`)
    throw error
  }
}
