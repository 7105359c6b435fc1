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
  /** As they were named, for -v and -c. */
  user?: string
  group?: string
}

export const chown = program(
  'chown',
  {
    ...spec,
    usage: '[OPTION]... [OWNER][:[GROUP]] FILE...',
  },
  (invocation) => run(invocation, parseOwner),
)

export const chgrp = program('chgrp', { ...spec, usage: '[OPTION]... GROUP FILE...' }, (invocation) =>
  run(invocation, async (caller, text) => ({
    uid: undefined,
    gid: await groupId(caller, text, quoted(text)),
    group: text,
  })),
)

const run = async (
  invocation: Invocation,
  parse: (invocation: Invocation, text: string) => Promise<Owner>,
): Promise<number> => {
  const reference = invocation.value('reference')
  const [text, ...rest] = reference === undefined ? invocation.operands : ['', ...invocation.operands]
  if (text === undefined) return misused(invocation, 'missing operand')
  if (rest.length === 0) return misused(invocation, `missing operand after ${quoted(text)}`)
  const owner: Owner =
    reference === undefined ? await parse(invocation, text) : await ownerOf(invocation, reference)
  for (const path of rest) await apply(invocation, path, owner, true)
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
  if (user !== '' && !found && group === '') throw new Failure(`invalid spec: ${quoted(text)}`)
  const named = user === '' ? { uid } : { uid, user }
  // `user:` means the user's own group.
  if (group === '')
    return { ...named, gid: found?.gid, ...(found && { group: await groupName(invocation, found.gid) }) }
  if (group === undefined) return { ...named, gid: undefined }
  return { ...named, gid: await groupId(invocation, group, quoted(text)), group }
}

const ownerOf = async (invocation: Invocation, path: string): Promise<Owner> => {
  const stat = await invocation.proc.stat(path)
  return {
    uid: stat.uid,
    gid: stat.gid,
    user: await userName(invocation, stat.uid),
    group: await groupName(invocation, stat.gid),
  }
}

const userName = async ({ proc }: Invocation, wanted: number): Promise<string> =>
  (await readUsers(proc)).find(({ uid }) => uid === wanted)?.name ?? String(wanted)

const groupName = async ({ proc }: Invocation, wanted: number): Promise<string> =>
  (await readGroups(proc)).find(({ gid }) => gid === wanted)?.name ?? String(wanted)

const groupId = async (invocation: Invocation, text: string, shown: string): Promise<number> => {
  const found = (await readGroups(invocation.proc)).find(({ name }) => name === text)
  if (found) return found.gid
  if (/^\d+$/.test(text)) return Number(text)
  throw new Failure(`invalid group: ${shown}`)
}

/** How links are taken: whether what they point to is changed, and whether -R goes into such directories. */
const linksOf = (invocation: Invocation, isNamed: boolean): { changed: boolean; entered: boolean } => {
  const walk = invocation.last('H', 'L', 'P') ?? 'P'
  const isRecursive = invocation.has('R')
  return {
    changed: !invocation.has('h') && (!isRecursive || walk !== 'P'),
    entered: isRecursive && (walk === 'L' || (walk === 'H' && isNamed)),
  }
}

const apply = async (
  invocation: Invocation,
  path: string,
  owner: Owner,
  isNamed: boolean,
  depth = 0,
): Promise<void> => {
  const { proc } = invocation
  try {
    const links = linksOf(invocation, isNamed)
    const look = links.entered ? await proc.stat(path) : await proc.lstat(path)
    // What is in a directory goes first, as GNU does it; links in a circle end where the kernel gives a path up.
    if (invocation.has('R') && look.type === 'directory' && depth < 256)
      for (const { name } of await proc.readdir(path))
        if (name !== '.' && name !== '..') await apply(invocation, join(path, name), owner, false, depth + 1)
    const stat = links.changed ? await proc.stat(path) : await proc.lstat(path)
    const wanted = { uid: owner.uid ?? stat.uid, gid: owner.gid ?? stat.gid }
    await proc.chown(path, wanted.uid, wanted.gid, { noFollow: !links.changed })
    const isChange = wanted.uid !== stat.uid || wanted.gid !== stat.gid
    if (invocation.has('v') || (invocation.has('c') && isChange))
      await invocation.write(await description(invocation, path, owner, isChange ? stat : undefined))
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

/** What -v and -c say of a file, and from whom it went where it changed hands. */
const description = async (
  invocation: Invocation,
  path: string,
  { user, group }: Owner,
  from: { uid: number; gid: number } | undefined,
): Promise<string> => {
  const what = user === undefined && group !== undefined ? 'group' : 'ownership'
  const both = (who: string | undefined, which: string | undefined): string =>
    [who, which].filter((name) => name !== undefined).join(':')
  if (!from) return `${what} of ${shellQuoted(path)} retained as ${both(user, group)}\n`
  const old = both(
    user === undefined ? undefined : await userName(invocation, from.uid),
    group === undefined ? undefined : await groupName(invocation, from.gid),
  )
  return `changed ${what} of ${shellQuoted(path)} from ${old} to ${both(user, group)}\n`
}
