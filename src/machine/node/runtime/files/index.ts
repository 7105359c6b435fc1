import { boot } from '../boot-data.ts'
import { wallTime } from '../clock.ts'
import { logFileOperation } from '../kernel-link.ts'
import { processState } from '../process-state.ts'
import { Files } from './files.ts'

export { type Inode } from './inode.ts'

let current: Files | undefined

/** This process's files, made of the image when they are first needed. */
export function files(): Files {
  if (!current) {
    const { files: image, uid, gid, groups } = boot()
    current = new Files({
      image,
      who: { uid, gid, groups },
      cwd: () => processState.cwd,
      umask: () => processState.umask,
      now: wallTime,
      log: logFileOperation,
    })
  }
  return current
}
