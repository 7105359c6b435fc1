import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'

export interface Account {
  name: string
  uid: number
  gid: number
  groups: number[]
  groupNames: string[]
  home: string
  shell: string
}

/** A line of /etc/passwd with its groups from /etc/group. */
export async function findAccount(proc: Process, user: string): Promise<Account | undefined> {
  const fields = (await readLines(proc, '/etc/passwd'))
    .map((line) => line.split(':'))
    .find((entry) => entry[0] === user && entry.length >= 7)
  if (!fields) return undefined
  const [name = '', , uid, gid, , home = '/', shell] = fields
  const all = (await readLines(proc, '/etc/group')).map((line) => line.split(':'))
  const groups = all.filter((entry) => entry[3]?.split(',').includes(user)).map((entry) => Number(entry[2]))
  const groupNames = all.filter((entry) => [Number(gid), ...groups].includes(Number(entry[2]))).map(([each]) => each!) // prettier-ignore
  return { name, uid: Number(uid), gid: Number(gid), groups, groupNames, home, shell: shell || '/bin/sh' }
}

/** The name behind a uid; the number itself when nobody has it. */
export async function userName(proc: Process, uid: number): Promise<string> {
  const line = (await readLines(proc, '/etc/passwd')).find((entry) => entry.split(':')[2] === String(uid))
  return line?.split(':')[0] ?? String(uid)
}

async function readLines(proc: Process, path: string): Promise<string[]> {
  try {
    return (await proc.readText(path)).split('\n')
  } catch (error) {
    if (isErrno(error)) return []
    throw error
  }
}
