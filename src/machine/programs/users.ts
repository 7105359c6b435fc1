import { isErrno } from '../errno.ts'
import type { Process } from '../kernel/process.ts'

export interface User {
  name: string
  uid: number
  gid: number
  home: string
  shell: string
}

export interface Group {
  name: string
  gid: number
  members: string[]
}

const lines = async (proc: Process, path: string): Promise<string[][]> => {
  try {
    const text = await proc.readText(path)
    return text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split(':'))
  } catch (error) {
    if (isErrno(error)) return []
    throw error
  }
}

export const readUsers = async (proc: Process): Promise<User[]> =>
  (await lines(proc, '/etc/passwd')).map(([name = '', , uid, gid, , home = '/', shell = '/bin/sh']) => ({
    name,
    uid: Number(uid),
    gid: Number(gid),
    home,
    shell,
  }))

export const readGroups = async (proc: Process): Promise<Group[]> =>
  (await lines(proc, '/etc/group')).map(([name = '', , gid, members = '']) => ({
    name,
    gid: Number(gid),
    members: members.split(',').filter(Boolean),
  }))

/** Names for numbers, as ls and ps show them; the number itself where there is no name. */
export const nameTables = async (
  proc: Process,
): Promise<{ user(uid: number): string; group(gid: number): string }> => {
  const users = new Map((await readUsers(proc)).map(({ uid, name }) => [uid, name]))
  const groups = new Map((await readGroups(proc)).map(({ gid, name }) => [gid, name]))
  return {
    user: (uid) => users.get(uid) ?? String(uid),
    group: (gid) => groups.get(gid) ?? String(gid),
  }
}
