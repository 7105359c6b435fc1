import { isErrno } from '../errno.ts'
import type { Credentials, Process } from '../kernel/process.ts'

/** A line of /etc/passwd, with the groups of /etc/group. */
export interface Account {
  name: string
  uid: number
  gid: number
  home: string
  shell: string
  /** The groups that name the account as a member, without its own one. */
  groups: { name: string; gid: number }[]
}

export const credentialsOf = ({ uid, gid, groups }: Account): Credentials => ({
  uid,
  gid,
  groups: [gid, ...groups.map((group) => group.gid)],
})

export async function findAccount(proc: Process, user: string | number): Promise<Account | undefined> {
  const field = typeof user === 'number' ? 2 : 0
  const line = (await colonFile(proc, '/etc/passwd')).find((fields) => fields[field] === String(user))
  if (!line || line.length < 7) return undefined
  const [name = '', , uid, gid, , home, shell] = line
  const groups = (await colonFile(proc, '/etc/group'))
    .filter(([, , , members]) => members?.split(',').includes(name))
    .map(([group = '', , id]) => ({ name: group, gid: Number(id) }))
  return { name, uid: Number(uid), gid: Number(gid), home: home || '/', shell: shell || '/bin/sh', groups }
}

export async function findGroup(proc: Process, name: string): Promise<number | undefined> {
  const line = (await colonFile(proc, '/etc/group')).find((fields) => fields[0] === name)
  return line && Number(line[2])
}

async function colonFile(proc: Process, path: string): Promise<string[][]> {
  return (await textOrNothing(proc, path)).split('\n').map((line) => line.split(':'))
}

/** A configuration file that need not be there. */
export async function textOrNothing(proc: Process, path: string): Promise<string> {
  try {
    return await proc.readText(path)
  } catch (error) {
    if (isErrno(error)) return ''
    throw error
  }
}

/** The name behind a uid; the number itself when nobody has it. */
export async function userName(proc: Process, uid: number): Promise<string> {
  return (await findAccount(proc, uid))?.name ?? String(uid)
}
