import { inEncoding } from './fs-call.ts'
import { constants } from './fs-constants.ts'
import { files, type Inode } from '../files/index.ts'

const entryTypes: Record<Inode['type'], string> = {
  file: 'UV_DIRENT_FILE',
  directory: 'UV_DIRENT_DIR',
  symlink: 'UV_DIRENT_LINK',
  fifo: 'UV_DIRENT_FIFO',
  socket: 'UV_DIRENT_SOCKET',
  character: 'UV_DIRENT_CHAR',
  block: 'UV_DIRENT_BLOCK',
}

/** Names as libuv's scandir gives them: sorted. */
export function listDirectory(path: string, encoding?: string): { names: unknown[]; types: number[] } {
  const entries = files()
    .readdir(path)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    names: entries.map(([name]) => inEncoding(name, encoding)),
    types: entries.map(([, inode]) => constants[entryTypes[inode.type]]!),
  }
}
