import type { PromiseFsClient } from 'isomorphic-git'
import { ErrnoError } from '../../errno.ts'

interface Node {
  bytes?: Uint8Array
  names?: Map<string, Node>
}

/** A file system in memory in the form that isomorphic-git asks for: enough to keep a bare repository in. */
export function memoryFiles(): PromiseFsClient {
  const root: Node = { names: new Map() }
  const promises = {
    readFile: async (path: string, options?: { encoding?: string } | string) => {
      const { bytes } = find(root, path)
      if (!bytes) throw new ErrnoError('EISDIR')
      const encoding = typeof options === 'string' ? options : options?.encoding
      return encoding === 'utf8' ? new TextDecoder().decode(bytes) : bytes
    },
    writeFile: async (path: string, data: Uint8Array | string) => {
      const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data.slice()
      parentOf(root, path).set(lastName(path), { bytes })
    },
    unlink: async (path: string) => {
      find(root, path)
      parentOf(root, path).delete(lastName(path))
    },
    readdir: async (path: string) => [...namesOf(find(root, path)).keys()],
    mkdir: async (path: string) => {
      const names = parentOf(root, path)
      if (names.has(lastName(path))) throw new ErrnoError('EEXIST')
      names.set(lastName(path), { names: new Map() })
    },
    rmdir: async (path: string) => {
      parentOf(root, path).delete(lastName(path))
    },
    stat: async (path: string) => status(find(root, path)),
    lstat: async (path: string) => status(find(root, path)),
    readlink: async () => {
      throw new ErrnoError('EINVAL')
    },
    symlink: async () => {
      throw new ErrnoError('EPERM')
    },
  }
  return { promises }
}

const parts = (path: string): string[] => path.split('/').filter((part) => part !== '' && part !== '.')
const lastName = (path: string): string => parts(path).at(-1) ?? ''

function find(root: Node, path: string): Node {
  let node: Node | undefined = root
  for (const part of parts(path)) node = node?.names?.get(part)
  if (!node) throw new ErrnoError('ENOENT')
  return node
}

function namesOf(node: Node): Map<string, Node> {
  if (!node.names) throw new ErrnoError('ENOTDIR')
  return node.names
}

const parentOf = (root: Node, path: string): Map<string, Node> =>
  namesOf(find(root, parts(path).slice(0, -1).join('/')))

function status({ bytes }: Node) {
  const isFile = bytes !== undefined
  return {
    type: isFile ? 'file' : 'dir',
    mode: isFile ? 0o100644 : 0o40755,
    size: bytes?.length ?? 0,
    ino: 0,
    uid: 0,
    gid: 0,
    dev: 0,
    ctimeMs: 0,
    mtimeMs: 0,
    isFile: () => isFile,
    isDirectory: () => !isFile,
    isSymbolicLink: () => false,
  }
}
