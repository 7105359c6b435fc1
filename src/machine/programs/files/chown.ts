import { isErrno } from '../../errno.ts'
import { Failure, program, quoted, shellQuoted, type Invocation } from '../program.ts'
import { readGroups, readUsers } from '../users.ts'
import { misused } from './cp.ts'
import { join } from './paths.ts'

const spec = {
  short: 'cfhRvHLP',
  long: {
    recursive: 'R',
    verbose: 'v',
    changes: 'c',
    'no-dereference': 'h',
    silent: 'f',
    quiet: 'f',
    reference: 'reference:',
  },
}

interface Owner {
  uid: number | undefined
  gid: number | undefined
}

export const chown = program(
  'chown',
  {
    ...spec,
    lacking: { c: '-c (--changes)', H: '-H', L: '-L' },
    usage: '[OPTION]... [OWNER][:[GROUP]] FILE...',
  },
  (invocation) => run(invocation, parseOwner),
)

export const chgrp = program('chgrp', { ...spec, usage: '[OPTION]... GROUP FILE...' }, (invocation) =>
  run(invocation, async (caller, text) => ({
    uid: undefined,
    gid: await groupId(caller, text, quoted(text)),
  })),
)

const run = async (
  invocation: Invocation,
  parse: (invocation: Invocation, text: string) => Promise<Owner>,
): Promise<number> => {
  const { proc } = invocation
  const reference = invocation.value('reference')
  const [text, ...rest] = reference === undefined ? invocation.operands : ['', ...invocation.operands]
  if (text === undefined) return misused(invocation, 'missing operand')
  if (rest.length === 0) return misused(invocation, `missing operand after ${quoted(text)}`)
  const owner = reference === undefined ? await parse(invocation, text) : await proc.stat(reference)
  for (const path of rest) await apply(invocation, path, owner)
  return invocation.status
}

const parseOwner = async (invocation: Invocation, text: string): Promise<Owner> => {
  const [user = '', group] = text.split(/[:.]/, 2)
  const found =
    user === ''
      ? undefined
      : (await readUsers(invocation.proc)).find(({ name, uid }) => name === user || String(uid) === user)
  if (user !== '' && !found && !/^\d+$/.test(user)) throw new Failure(`invalid user: ${quoted(text)}`)
  const uid = user === '' ? undefined : (found?.uid ?? Number(user))
  // `user:` means the user's own group.
  if (group === '') return { uid, gid: found?.gid }
  return { uid, gid: group === undefined ? undefined : await groupId(invocation, group, quoted(text)) }
}

const groupId = async (invocation: Invocation, text: string, shown: string): Promise<number> => {
  const found = (await readGroups(invocation.proc)).find(({ name }) => name === text)
  if (found) return found.gid
  if (/^\d+$/.test(text)) return Number(text)
  throw new Failure(`invalid group: ${shown}`)
}

const apply = async (invocation: Invocation, path: string, owner: Owner): Promise<void> => {
  const { proc } = invocation
  try {
    const noFollow = invocation.has('h', 'R')
    const stat = noFollow ? await proc.lstat(path) : await proc.stat(path)
    await proc.chown(path, owner.uid ?? stat.uid, owner.gid ?? stat.gid, { noFollow })
    if (invocation.has('v')) await invocation.write(`changed ownership of ${shellQuoted(path)}\n`)
    if (!invocation.has('R') || stat.type !== 'directory') return
    for (const { name } of await proc.readdir(path))
      if (name !== '.' && name !== '..') await apply(invocation, join(path, name), owner)
  } catch (error) {
    if (!isErrno(error)) throw error
    const what = invocation.name === 'chgrp' ? 'changing group of' : 'changing ownership of'
    if (invocation.has('f')) invocation.status = 1
    else
      await invocation.complain(
        `${error.code === 'ENOENT' ? 'cannot access' : what} ${shellQuoted(path)}: ${error.message}`,
      )
  }
}
