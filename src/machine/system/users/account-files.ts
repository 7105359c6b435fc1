import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { textOrNothing } from '../accounts.ts'

export interface PasswdEntry {
  name: string
  password: string
  uid: number
  gid: number
  comment: string
  home: string
  shell: string
}

export interface GroupEntry {
  name: string
  password: string
  gid: number
  members: string[]
}

/** A line of /etc/shadow: the hash, and days since 1970. */
export interface ShadowEntry {
  name: string
  hash: string
  /** Last change, least and most age, warning, inactivity, expiry, reserved: as they stand. */
  ages: string[]
}

export interface AccountFiles {
  users: PasswdEntry[]
  groups: GroupEntry[]
  shadow: ShadowEntry[]
}

/** Ends an account tool with `name: message` and its own status. */
export class AccountError extends Error {
  override readonly name = 'AccountError'
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message)
  }
}

const fieldsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(':'))

export async function readAccountFiles(proc: Process): Promise<AccountFiles> {
  const [passwd, group, shadow] = await Promise.all(
    ['/etc/passwd', '/etc/group', '/etc/shadow'].map(async (path) =>
      fieldsOf(await textOrNothing(proc, path)),
    ),
  )
  return {
    users: passwd!.map(([name = '', password = 'x', uid, gid, comment = '', home = '', shell = '']) => ({
      name,
      password,
      uid: Number(uid),
      gid: Number(gid),
      comment,
      home,
      shell,
    })),
    groups: group!.map(([name = '', password = 'x', gid, members = '']) => ({
      name,
      password,
      gid: Number(gid),
      members: members.split(',').filter((member) => member !== ''),
    })),
    shadow: shadow!.map(([name = '', hash = '', ...ages]) => ({ name, hash, ages })),
  }
}

const lock = '/etc/.pwd.lock'

/**
 * Changes the account files as one: nobody else changes them meanwhile, and each is replaced in one step with
 * the modes and owners that it had. Only root may; others are told in the tool's own words.
 */
export async function changeAccounts<T>(
  proc: Process,
  tool: string,
  change: (files: AccountFiles) => T | Promise<T>,
): Promise<T> {
  if (proc.credentials.uid !== 0)
    throw new AccountError(`Permission denied.\n${tool}: cannot lock /etc/passwd; try again later.`, 1)
  await takeLock(proc)
  try {
    const files = await readAccountFiles(proc)
    const before = texts(files)
    const result = await change(files)
    const after = texts(files)
    for (const path of Object.keys(after) as (keyof typeof after)[])
      if (after[path] !== before[path]) await replace(proc, path, after[path])
    return result
  } finally {
    await proc.unlink(lock).catch((error: unknown) => {
      if (!isErrno(error)) throw error
    })
  }
}

async function takeLock(proc: Process): Promise<void> {
  const holder = Number((await textOrNothing(proc, lock)).trim() || -1)
  const alive = proc.system.processes().some(({ pid, state }) => pid === holder && state !== 'Z')
  if (alive && holder !== proc.pid) throw new AccountError('cannot lock /etc/passwd; try again later.', 1)
  await proc.writeFile(lock, `${proc.pid}\n`, { mode: 0o600 })
}

const texts = ({ users, groups, shadow }: AccountFiles) => ({
  '/etc/passwd': joined(
    users.map(({ name, password, uid, gid, comment, home, shell }) => [
      name,
      password,
      uid,
      gid,
      comment,
      home,
      shell,
    ]),
  ),
  '/etc/group': joined(
    groups.map(({ name, password, gid, members }) => [name, password, gid, members.join(',')]),
  ),
  '/etc/shadow': joined(shadow.map(({ name, hash, ages }) => [name, hash, ...ages])),
  '/etc/gshadow': joined(groups.map(({ name, members }) => [name, '!', '', members.join(',')])),
})

const joined = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.join(':')}\n`).join('')

async function replace(proc: Process, path: string, text: string): Promise<void> {
  const { mode, uid, gid } = await proc
    .stat(path)
    .catch(() => ({ mode: path.endsWith('shadow') ? 0o600 : 0o644, uid: 0, gid: 0 }))
  await proc.writeFile(`${path}+`, text, { mode: 0o600 })
  await proc.chmod(`${path}+`, mode & 0o777)
  await proc.chown(`${path}+`, uid, gid)
  await proc.rename(`${path}+`, path)
}

/** Names as useradd takes them. */
export const isName = (name: string): boolean => /^[a-z_][a-z0-9_.-]{0,31}\$?$/.test(name)

/** Days since 1970, as /etc/shadow counts. */
export const today = (proc: Process): number => Math.floor(proc.system.now() / 86_400_000)

/** A new entry with the usual ages. */
export const shadowEntry = (proc: Process, name: string, hash = '!'): ShadowEntry => ({
  name,
  hash,
  ages: [String(today(proc)), '0', '99999', '7', '', '', ''],
})
