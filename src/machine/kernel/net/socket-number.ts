import type { FileStat } from '../process.ts'

let last = 20_000

/** The inode of a socket in sockfs: what /proc/<pid>/fd and `ss -e` show. */
export const newSocketNumber = (): number => ++last

export function socketStat(ino: number): FileStat {
  const times = { atime: 0, mtime: 0, ctime: 0, birthtime: 0 }
  return { ino, dev: 8, type: 'socket', mode: 0o777, uid: 0, gid: 0, nlink: 1, size: 0, blocks: 0, rdev: 0, ...times } // prettier-ignore
}
