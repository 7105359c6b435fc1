import type { FileStat } from '../process.ts'

let last = 20_000

/** The inode of a socket in sockfs: what /proc/<pid>/fd and `ss -e` show. */
export const newSocketNumber = (): number => ++last

/** @param at when it was made, in milliseconds since 1970: sockfs itself keeps no times. */
export function socketStat(ino: number, at = 0): FileStat {
  const times = { atime: at, mtime: at, ctime: at, birthtime: at }
  return { ino, dev: 8, type: 'socket', mode: 0o777, uid: 0, gid: 0, nlink: 1, size: 0, blocks: 0, rdev: 0, ...times } // prettier-ignore
}
