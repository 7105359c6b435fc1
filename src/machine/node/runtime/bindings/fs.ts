import { AsyncWrap } from '../async-wrap.ts'
import { decodeBytes } from '../bytes/decode.ts'
import { encodeText } from '../bytes/encode.ts'
import { dataOf, facts } from '../facts.ts'
import { files, type Inode } from '../files/index.ts'
import { load, look, sync } from '../files/kernel-requests.ts'
import { statArray, statFsArray } from '../files/stat-array.ts'
import { copyTree, directoryForCopy, removeTree } from '../files/trees.ts'
import { SystemError, uvException } from '../uv.ts'
import { call, inEncoding, kUsePromises, type Path, pathOf, promised } from './fs-call.ts'
import { copyFile, legacyMainResolve, makeDirectories, makeTemporaryDirectory } from './fs-compound.ts'
import { beforeRead, part, positionOf, readInto, readWhole, writeFrom } from './fs-descriptors.ts'
import { listDirectory } from './fs-listing.ts'
import { StatWatcher } from './stat-watcher.ts'

const data = dataOf('fs')
const internal = (facts.bindings.constants as { internal: Record<string, number> }).internal

class FSReqCallback extends AsyncWrap {
  constructor(readonly bigint = false) {
    super('FSREQCALLBACK')
  }
}

function statOf(inode: () => Inode, bigint: boolean, throwIfNoEntry = true): unknown {
  try {
    return statArray(inode(), bigint)
  } catch (error) {
    const absent = error instanceof SystemError && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    if (absent && !throwIfNoEntry) return undefined
    throw error
  }
}

/** fsync's promise is the kernel's; the synchronous form cannot wait for it and only orders it. */
const fileNumber = (fd: number): number | undefined => (fd <= 2 ? undefined : files().fileNumber(fd))

/** Asynchronous calls on paths see what other processes have done until then; synchronous ones what is known. */
const lookAt = (path: Path): Promise<unknown> => look(files().target(pathOf(path)))
const lookAtLink = (path: Path): Promise<unknown> => look(files().target(pathOf(path), false))

const openFile = (path: Path, flags: number, mode: number): number => files().open(pathOf(path), flags, mode)
const loadForRead = (path: Path): Promise<unknown> | undefined => {
  try {
    files().readFile(pathOf(path))
  } catch (error) {
    if (error instanceof SystemError && error.code === 'EIO') {
      return load(files().target(pathOf(path))).then((bytes) => files().supplyAt(pathOf(path), bytes))
    }
  }
  return undefined
}

class FileHandle extends AsyncWrap {
  #fd: number
  constructor(fd: number) {
    super('FILEHANDLE')
    this.#fd = fd
  }
  get fd(): number {
    return this.#fd
  }
  close(): Promise<unknown> {
    return promised(() => this.closeSync())
  }
  closeSync(): void {
    const fd = this.#fd
    this.#fd = -1
    if (fd >= 0) files().close(fd)
  }
  releaseFD(): number {
    const fd = this.#fd
    this.#fd = -1
    return fd
  }
}

const seconds = (time: number): number => time * 1000

export const binding = {
  ...data,
  kUsePromises,
  FSReqCallback,
  FileHandle,
  StatWatcher,
  access: call({ syscall: 'access', before: lookAt, request: 2, paths: [0] }, (path: Path, mode: number) =>
    files().access(pathOf(path), mode),
  ),
  existsSync: (path: Path) => files().exists(pathOf(path)),
  open: call({ syscall: 'open', before: lookAt, request: 3, paths: [0] }, openFile),
  openFileHandle: call(
    { syscall: 'open', before: lookAt, request: 3, paths: [0] },
    (path: Path, flags: number, mode: number) => new FileHandle(openFile(path, flags, mode)),
  ),
  close: call({ syscall: 'close', request: 1 }, (fd: number) => (fd <= 2 ? undefined : files().close(fd))),
  read: call(
    {
      syscall: 'read',
      request: 5,
      before: beforeRead,
    },
    (fd: number, buffer: ArrayBufferView, offset: number, length: number, position: unknown) =>
      readInto(fd, part(buffer, offset, length), positionOf(position)),
  ),
  readBuffers: call(
    { syscall: 'read', request: 3, before: beforeRead },
    (fd: number, buffers: ArrayBufferView[], position: unknown) => {
      let at = positionOf(position)
      let total = 0
      for (const buffer of buffers) {
        const count = readInto(fd, part(buffer), at)
        total += count
        if (at !== undefined) at += count
        if (count < buffer.byteLength) break
      }
      return total
    },
  ),
  readFileUtf8(target: Path | number, flags: number) {
    const readable = typeof target === 'number' ? target : (binding.open(target, flags, 0o666) as number)
    const path = typeof target === 'number' ? undefined : pathOf(target)
    try {
      return decodeBytes(readWhole(readable))
    } catch (error) {
      throw error instanceof SystemError
        ? uvException(error.code, 'read', path, undefined, error.detail)
        : error
    } finally {
      if (typeof target !== 'number') files().close(readable)
    }
  },
  writeFileUtf8(target: Path | number, text: string, flags: number, mode: number) {
    const writable = typeof target === 'number' ? target : (binding.open(target, flags, mode) as number)
    try {
      writeFrom(writable, encodeText(text))
    } catch (error) {
      throw error instanceof SystemError
        ? uvException(error.code, 'write', undefined, undefined, error.detail)
        : error
    } finally {
      if (typeof target !== 'number') files().close(writable)
    }
  },
  writeBuffer: call(
    { syscall: 'write', request: 5 },
    (fd: number, buffer: ArrayBufferView, offset: number, length: number, position: unknown) =>
      writeFrom(fd, part(buffer, offset, length), positionOf(position)),
  ),
  writeBuffers: call(
    { syscall: 'write', request: 3 },
    (fd: number, buffers: ArrayBufferView[], position: unknown) => {
      let at = positionOf(position)
      let total = 0
      for (const buffer of buffers) {
        const count = writeFrom(fd, part(buffer), at)
        total += count
        if (at !== undefined) at += count
      }
      return total
    },
  ),
  writeString: call(
    { syscall: 'write', request: 4 },
    (fd: number, text: string, position: unknown, encoding?: string) =>
      writeFrom(fd, encodeText(text, encoding), positionOf(position)),
  ),
  rename: call({ syscall: 'rename', request: 2, paths: [0, 1] }, (from: Path, to: Path) =>
    files().rename(pathOf(from), pathOf(to)),
  ),
  ftruncate: call({ syscall: 'ftruncate', request: 2 }, (fd: number, size: number) =>
    files().truncate(fd, size),
  ),
  fsync: call(
    { syscall: 'fsync', request: 1, before: (fd: number) => sync(fileNumber(fd)) },
    () => undefined,
  ),
  fdatasync: call(
    { syscall: 'fdatasync', request: 1, before: (fd: number) => sync(fileNumber(fd)) },
    () => undefined,
  ),
  rmdir: call({ syscall: 'rmdir', request: 1, paths: [0] }, (path: Path) => files().rmdir(pathOf(path))),
  rmSync(path: Path, _retries: number, recursive: boolean) {
    call({ syscall: 'rm', request: 9, paths: [0] }, (target: Path) => removeTree(pathOf(target), recursive))(
      path,
    )
  },
  mkdir: call({ syscall: 'mkdir', request: 3, paths: [0] }, (path: Path, mode: number, recursive: boolean) =>
    recursive ? makeDirectories(pathOf(path), mode) : files().mkdir(pathOf(path), mode),
  ),
  mkdtemp: call({ syscall: 'mkdtemp', request: 2, paths: [0] }, (prefix: Path, encoding?: string) =>
    inEncoding(makeTemporaryDirectory(pathOf(prefix)), encoding),
  ),
  readdir: call(
    { syscall: 'scandir', before: lookAt, request: 3, paths: [0] },
    (path: Path, encoding: string, withTypes: boolean) => {
      const { names, types } = listDirectory(pathOf(path), encoding)
      return withTypes ? [names, types] : names
    },
  ),
  internalModuleStat(...args: unknown[]) {
    try {
      return files().stat(pathOf(args.find((one) => typeof one === 'string') as string)).children ? 1 : 0
    } catch {
      return -2
    }
  },
  stat: call(
    { syscall: 'stat', before: lookAt, request: 2, paths: [0] },
    (path: Path, bigint: boolean, _request: unknown, throws?: boolean) =>
      statOf(() => files().stat(pathOf(path)), bigint, throws),
  ),
  lstat: call(
    { syscall: 'lstat', before: lookAtLink, request: 2, paths: [0] },
    (path: Path, bigint: boolean, _request: unknown, throws?: boolean) =>
      statOf(() => files().stat(pathOf(path), false), bigint, throws),
  ),
  fstat: call({ syscall: 'fstat', request: 2 }, (fd: number, bigint: boolean) =>
    statArray(fd <= 2 ? fd : files().fstat(fd), bigint),
  ),
  statfs: call({ syscall: 'statfs', request: 2, paths: [0] }, (path: Path, bigint: boolean) =>
    statFsArray(files().room(pathOf(path)), bigint),
  ),
  link: call({ syscall: 'link', request: 2, paths: [0, 1] }, (from: Path, to: Path) =>
    files().link(pathOf(from), pathOf(to)),
  ),
  symlink: call({ syscall: 'symlink', request: 3, paths: [0, 1] }, (target: Path, path: Path) =>
    files().symlink(pathOf(target), pathOf(path)),
  ),
  readlink: call(
    { syscall: 'readlink', before: lookAtLink, request: 2, paths: [0] },
    (path: Path, encoding?: string) => inEncoding(files().readlink(pathOf(path)), encoding),
  ),
  unlink: call({ syscall: 'unlink', request: 1, paths: [0] }, (path: Path) => files().unlink(pathOf(path))),
  realpath: call(
    { syscall: 'realpath', before: lookAt, request: 2, paths: [0] },
    (path: Path, encoding?: string) => inEncoding(files().realpath(pathOf(path)), encoding),
  ),
  copyFile: call(
    { syscall: 'copyfile', request: 3, paths: [0, 1], before: loadForRead },
    (from: Path, to: Path, mode: number) => copyFile(pathOf(from), pathOf(to), mode),
  ),
  chmod: call({ syscall: 'chmod', request: 2, paths: [0] }, (path: Path, mode: number) =>
    files().chmod(pathOf(path), mode),
  ),
  fchmod: call({ syscall: 'fchmod', request: 2 }, (fd: number, mode: number) => files().chmod(fd, mode)),
  chown: call({ syscall: 'chown', request: 3, paths: [0] }, (path: Path, uid: number, gid: number) =>
    files().chown(pathOf(path), uid, gid),
  ),
  fchown: call({ syscall: 'fchown', request: 3 }, (fd: number, uid: number, gid: number) =>
    files().chown(fd, uid, gid),
  ),
  lchown: call({ syscall: 'lchown', request: 3, paths: [0] }, (path: Path, uid: number, gid: number) =>
    files().chown(pathOf(path), uid, gid, true),
  ),
  utimes: call({ syscall: 'utime', request: 3, paths: [0] }, (path: Path, atime: number, mtime: number) =>
    files().utimes(pathOf(path), seconds(atime), seconds(mtime)),
  ),
  futimes: call({ syscall: 'futime', request: 3 }, (fd: number, atime: number, mtime: number) =>
    files().utimes(fd, seconds(atime), seconds(mtime)),
  ),
  lutimes: call({ syscall: 'lutime', request: 3, paths: [0] }, (path: Path, atime: number, mtime: number) =>
    files().utimes(pathOf(path), seconds(atime), seconds(mtime), true),
  ),
  cpSyncCheckPaths: (from: Path, to: Path, dereference: boolean, recursive: boolean) =>
    directoryForCopy(pathOf(from), pathOf(to), dereference, recursive),
  cpSyncOverrideFile(from: Path, to: Path, mode: number) {
    files().unlink(pathOf(to))
    copyFile(pathOf(from), pathOf(to), mode)
  },
  cpSyncCopyDir: (from: Path, to: Path, force: boolean, dereference: boolean, errorOnExist: boolean) =>
    copyTree(pathOf(from), pathOf(to), {
      force,
      dereference,
      errorOnExist,
      copyFile: (a, b) => copyFile(a, b, 0),
    }),
  getFormatOfExtensionlessFile(path: string) {
    try {
      const head = files().readFile(path).subarray(0, 4)
      const isWasm = head[0] === 0 && head[1] === 0x61 && head[2] === 0x73 && head[3] === 0x6d
      if (isWasm) return internal.EXTENSIONLESS_FORMAT_WASM
    } catch {
      // A file that cannot be read is taken for JavaScript; loading it says what is wrong.
    }
    return internal.EXTENSIONLESS_FORMAT_JAVASCRIPT
  },
  legacyMainResolve,
}
