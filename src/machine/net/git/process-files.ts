import type { PromiseFsClient } from 'isomorphic-git'
import type { FileStat, Process } from '../../kernel/process.ts'
import { text } from '../bytes.ts'

/** A process's files in the form that isomorphic-git asks for. */
export function processFiles(proc: Process): PromiseFsClient {
  return {
    promises: {
      readFile: async (path: string, options?: { encoding?: string } | string) => {
        const bytes = await proc.readFile(path)
        const encoding = typeof options === 'string' ? options : options?.encoding
        return encoding === 'utf8' ? text(bytes) : bytes
      },
      writeFile: (path: string, data: Uint8Array | string, options?: { mode?: number }) =>
        proc.writeFile(path, data, options?.mode === undefined ? {} : { mode: options.mode }),
      unlink: (path: string) => proc.unlink(path),
      readdir: async (path: string) => (await proc.readdir(path)).map(({ name }) => name),
      mkdir: (path: string) => proc.mkdir(path, 0o755),
      rmdir: (path: string) => proc.rmdir(path),
      stat: async (path: string) => status(await proc.stat(path)),
      lstat: async (path: string) => status(await proc.lstat(path)),
      readlink: (path: string) => proc.readlink(path),
      symlink: (target: string, path: string) => proc.symlink(target, path),
      chmod: (path: string, mode: number) => proc.chmod(path, mode),
    },
  }
}

const typeBits: Partial<Record<FileStat['type'], number>> = {
  file: 0o100000,
  directory: 0o40000,
  symlink: 0o120000,
}

function status(stat: FileStat) {
  return {
    type: stat.type,
    mode: (typeBits[stat.type] ?? 0) | stat.mode,
    size: stat.size,
    ino: stat.ino,
    uid: stat.uid,
    gid: stat.gid,
    dev: stat.dev,
    ctimeMs: stat.ctime,
    mtimeMs: stat.mtime,
    isFile: () => stat.type === 'file',
    isDirectory: () => stat.type === 'directory',
    isSymbolicLink: () => stat.type === 'symlink',
  }
}
