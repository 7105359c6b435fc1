import { describe, expect, test } from 'vitest'
import { type Errno, ErrnoError } from '../../errno.ts'
import type { FileSystem, Ino, Mounted } from '../file-system.ts'

export interface Clock {
  now: number
}

const node = { mode: 0o644, uid: 1000, gid: 1000 }
const folder = { mode: 0o755, uid: 1000, gid: 1000 }
const bytes = (text: string) => new TextEncoder().encode(text)
const text = (content: Uint8Array) => new TextDecoder().decode(content)

/** What the kernel may rely on, whichever file system is mounted. `mount` gives a fresh one of about 16 MiB. */
export function fileSystemContract(name: string, mount: (clock: Clock) => Promise<Mounted>): void {
  /** Runs the body as one operation on a fresh file system; it may be started over while chunks are loaded. */
  const on = (body: (fs: FileSystem, root: Ino, clock: Clock) => void) => async () => {
    const clock = { now: 1_700_000_000_000 }
    const mounted = await mount(clock)
    await mounted.run((fs) => {
      clock.now = 1_700_000_000_000
      body(fs, fs.root, clock)
    })
    await mounted.unmount()
  }
  const refused = (code: Errno, operation: () => unknown): void => {
    // A missing chunk must get through to `run`.
    try {
      operation()
    } catch (error) {
      if (!(error instanceof ErrnoError)) throw error
      expect(error.code).toBe(code)
      return
    }
    expect.fail(`expected ${code}`)
  }
  const file = (fs: FileSystem, directory: Ino, name: string, content = ''): Ino => {
    const ino = fs.create(directory, name, node)
    fs.write(ino, 0, bytes(content))
    return ino
  }
  const names = (fs: FileSystem, directory: Ino): string[] =>
    fs
      .readdir(directory)
      .map(({ name }) => name)
      .filter((name) => name !== 'lost+found')
      .sort()

  describe(`${name} keeps the contract of file systems`, () => {
    test(
      'a new file is empty, belongs to its maker and has the times of its making',
      on((fs, root, clock) => {
        const ino = fs.create(root, 'a', { mode: 0o640, uid: 70_000, gid: 80_000 })
        expect(fs.lookup(root, 'a')).toBe(ino)
        const times = { atime: clock.now, mtime: clock.now, ctime: clock.now, birthtime: clock.now }
        const owner = { mode: 0o640, uid: 70_000, gid: 80_000 }
        expect(fs.stat(ino)).toEqual({
          ino,
          type: 'file',
          ...owner,
          nlink: 1,
          size: 0,
          blocks: 0,
          rdev: 0,
          ...times,
        })
      }),
    )

    test(
      'bytes are read as they were written, holes as zeros, and nothing behind the end',
      on((fs, root) => {
        const ino = file(fs, root, 'a', 'hello')
        fs.write(ino, 10_000, bytes('world'))
        fs.write(ino, 1, bytes('E'))
        expect(fs.stat(ino)).toMatchObject({ size: 10_005, blocks: 16 })
        expect(text(fs.read(ino, 0, 5))).toBe('hEllo')
        expect(fs.read(ino, 5, 9995).every((byte) => byte === 0)).toBe(true)
        expect(text(fs.read(ino, 10_000, 100))).toBe('world')
        expect(fs.read(ino, 10_005, 10)).toHaveLength(0)
        expect(fs.read(ino, 99_999, 10)).toHaveLength(0)
      }),
    )

    test(
      'what was cut off is zeros when the file grows again',
      on((fs, root) => {
        const ino = file(fs, root, 'a', 'x'.repeat(9000))
        fs.truncate(ino, 5)
        fs.truncate(ino, 9000)
        expect(text(fs.read(ino, 0, 5))).toBe('xxxxx')
        expect(fs.read(ino, 5, 8995).every((byte) => byte === 0)).toBe(true)
        expect(fs.stat(ino)).toMatchObject({ size: 9000, blocks: 8 })
        refused('EINVAL', () => fs.truncate(ino, -1))
      }),
    )

    test(
      'directories count their subdirectories as links and know their parents',
      on((fs, root) => {
        const before = fs.stat(root).nlink
        const a = fs.mkdir(root, 'a', folder)
        const b = fs.mkdir(a, 'b', folder)
        expect([fs.stat(root).nlink, fs.stat(a).nlink, fs.stat(b).nlink]).toEqual([before + 1, 3, 2])
        expect([fs.lookup(b, '.'), fs.lookup(b, '..'), fs.lookup(root, '..')]).toEqual([b, a, root])
        expect(fs.readdir(a)).toEqual([{ name: 'b', ino: b, type: 'directory' }])
        fs.rmdir(a, 'b')
        expect(fs.stat(a).nlink).toBe(2)
      }),
    )

    test(
      'directories hold many names, of any length up to 255 bytes, in any script',
      on((fs, root) => {
        const many = Array.from({ length: 600 }, (_, index) => `${index}-${'ü'.repeat(index % 100)}`)
        for (const each of many) file(fs, root, each)
        for (const each of many.filter((_, index) => index % 3 === 0)) fs.unlink(root, each)
        for (const each of many.filter((_, index) => index % 6 === 0)) file(fs, root, each)
        expect(names(fs, root)).toEqual(many.filter((_, index) => index % 3 !== 0 || index % 6 === 0).sort())
        file(fs, root, 'n'.repeat(255))
        refused('ENAMETOOLONG', () => file(fs, root, 'n'.repeat(256)))
        refused('ENAMETOOLONG', () => file(fs, root, 'ü'.repeat(128)))
        refused('EINVAL', () => file(fs, root, 'a/b'))
        refused('ENOENT', () => file(fs, root, ''))
      }),
    )

    test(
      'names are made once, and only in directories',
      on((fs, root) => {
        const a = file(fs, root, 'a')
        refused('EEXIST', () => fs.create(root, 'a', node))
        refused('EEXIST', () => fs.mkdir(root, 'a', folder))
        refused('EEXIST', () => fs.symlink(root, '.', 'x', node))
        refused('ENOTDIR', () => fs.create(a, 'b', node))
        refused('ENOTDIR', () => fs.lookup(a, 'b'))
        refused('ENOTDIR', () => fs.readdir(a))
        expect(fs.lookup(root, 'b')).toBeUndefined()
      }),
    )

    test(
      'unlink is for files and rmdir for empty directories',
      on((fs, root) => {
        file(fs, root, 'a')
        const d = fs.mkdir(root, 'd', folder)
        file(fs, d, 'inside')
        refused('ENOTDIR', () => fs.rmdir(root, 'a'))
        refused('EISDIR', () => fs.unlink(root, 'd'))
        refused('ENOTEMPTY', () => fs.rmdir(root, 'd'))
        refused('EINVAL', () => fs.rmdir(d, '.'))
        refused('ENOTEMPTY', () => fs.rmdir(d, '..'))
        refused('ENOENT', () => fs.unlink(root, 'b'))
        fs.unlink(d, 'inside')
        fs.rmdir(root, 'd')
        expect(names(fs, root)).toEqual(['a'])
      }),
    )

    test(
      'hard links are one file until the last of them is gone',
      on((fs, root) => {
        const a = file(fs, root, 'a', 'shared')
        const d = fs.mkdir(root, 'd', folder)
        fs.link(a, d, 'b')
        expect([fs.lookup(d, 'b'), fs.stat(a).nlink]).toEqual([a, 2])
        fs.unlink(root, 'a')
        expect([text(fs.read(a, 0, 9)), fs.stat(a).nlink]).toEqual(['shared', 1])
        refused('EPERM', () => fs.link(d, root, 'e'))
        refused('EEXIST', () => fs.link(a, root, 'd'))
        fs.unlink(d, 'b')
        refused('ENOENT', () => fs.stat(a))
      }),
    )

    test(
      'symlinks of any length say where they point',
      on((fs, root) => {
        for (const target of ['x', 'y'.repeat(59), 'z'.repeat(60), 'ü'.repeat(2000)]) {
          const ino = fs.symlink(root, target.slice(0, 2), target, node)
          expect([fs.readlink(ino), fs.stat(ino).size]).toEqual([target, bytes(target).length])
          expect(fs.stat(ino)).toMatchObject({ type: 'symlink', mode: 0o777 })
        }
        refused('ENAMETOOLONG', () => fs.symlink(root, 'long', 'x'.repeat(4096), node))
        refused('ENOENT', () => fs.symlink(root, 'empty', '', node))
        refused('EINVAL', () => fs.readlink(root))
      }),
    )

    test(
      'device nodes, pipes and sockets keep their type and number',
      on((fs, root) => {
        const sink = fs.mknod(root, 'null', { ...node, mode: 0o666, type: 'character', rdev: 259 })
        const disk = fs.mknod(root, 'disk', { ...node, type: 'block', rdev: 259 * 256 + 1 })
        const pipe = fs.mknod(root, 'pipe', { ...node, type: 'fifo', rdev: 0 })
        expect(fs.stat(sink)).toMatchObject({ type: 'character', rdev: 259, mode: 0o666 })
        expect(fs.stat(disk)).toMatchObject({ type: 'block', rdev: 259 * 256 + 1 })
        expect(fs.stat(pipe)).toMatchObject({ type: 'fifo', size: 0 })
        refused('EINVAL', () => fs.read(pipe, 0, 1))
        refused('EISDIR', () => fs.write(root, 0, bytes('x')))
      }),
    )

    test(
      'rename moves files and whole directories, and replaces what was there',
      on((fs, root) => {
        const a = fs.mkdir(root, 'a', folder)
        const b = fs.mkdir(root, 'b', folder)
        const sub = fs.mkdir(a, 'sub', folder)
        const one = file(fs, sub, 'one', '1')
        const two = file(fs, b, 'two', '2')
        fs.rename(a, 'sub', b, 'moved')
        expect([fs.lookup(b, 'moved'), fs.lookup(sub, '..'), names(fs, a)]).toEqual([sub, b, []])
        expect([fs.stat(a).nlink, fs.stat(b).nlink]).toEqual([2, 3])
        fs.rename(sub, 'one', b, 'two')
        expect([fs.lookup(b, 'two'), names(fs, sub)]).toEqual([one, []])
        refused('ENOENT', () => fs.stat(two))
        fs.rename(b, 'moved', root, 'a')
        expect([fs.lookup(root, 'a'), fs.stat(b).nlink]).toEqual([sub, 2])
        refused('ENOENT', () => fs.stat(a))
      }),
    )

    test(
      'rename refuses what would tear the tree',
      on((fs, root) => {
        const a = fs.mkdir(root, 'a', folder)
        const deep = fs.mkdir(a, 'deep', folder)
        const f = file(fs, root, 'f')
        fs.link(f, root, 'same')
        refused('EINVAL', () => fs.rename(root, 'a', deep, 'x'))
        refused('EINVAL', () => fs.rename(root, 'a', a, 'a'))
        refused('ENOTEMPTY', () => fs.rename(a, 'deep', root, 'a'))
        refused('ENOTDIR', () => fs.rename(root, 'a', root, 'f'))
        refused('EISDIR', () => fs.rename(root, 'f', root, 'a'))
        refused('ENOENT', () => fs.rename(root, 'none', root, 'x'))
        refused('ENOTDIR', () => fs.rename(root, 'a', f, 'x'))
        refused('EBUSY', () => fs.rename(a, '.', root, 'x'))
        fs.rename(root, 'a', root, 'a')
        // Two names of one file: POSIX says that nothing happens.
        fs.rename(root, 'f', root, 'same')
        expect(names(fs, root)).toEqual(['a', 'f', 'same'])
      }),
    )

    test(
      'an open file lives on without a name, and its room is free after the last close',
      on((fs, root) => {
        // The directory's own room is taken beforehand.
        file(fs, root, 'other')
        const before = fs.statfs()
        const a = file(fs, root, 'a', 'x'.repeat(50_000))
        fs.retain(a)
        fs.retain(a)
        fs.unlink(root, 'a')
        expect(fs.stat(a)).toMatchObject({ nlink: 0, size: 50_000 })
        fs.write(a, 60_000, bytes('more'))
        fs.truncate(a, 60_002)
        const b = file(fs, root, 'b', 'y'.repeat(50_000))
        expect(b).not.toBe(a)
        expect([text(fs.read(a, 49_999, 1)), text(fs.read(a, 60_000, 9))]).toEqual(['x', 'mo'])
        refused('ENOENT', () => fs.link(a, root, 'again'))
        expect(fs.statfs().free).toBeLessThanOrEqual(before.free - 26)
        fs.release(a)
        expect(fs.stat(a).size).toBe(60_002)
        fs.release(a)
        refused('ENOENT', () => fs.stat(a))
        fs.unlink(root, 'b')
        expect(fs.statfs()).toEqual(before)
      }),
    )

    test(
      'nothing can be made in a directory that is gone but in use',
      on((fs, root) => {
        const d = fs.mkdir(root, 'd', folder)
        fs.retain(d)
        fs.rmdir(root, 'd')
        expect([fs.readdir(d), fs.stat(d).nlink]).toEqual([[], 0])
        refused('ENOENT', () => fs.create(d, 'x', node))
        refused('ENOENT', () => fs.mkdir(d, 'x', folder))
        fs.release(d)
        refused('ENOENT', () => fs.stat(d))
      }),
    )

    test(
      'attributes and times change as POSIX says',
      on((fs, root, clock) => {
        const a = file(fs, root, 'a')
        clock.now += 1000
        fs.setAttributes(a, { mode: 0o4755, uid: 0, atime: 1.5, mtime: -1000 })
        expect(fs.stat(a)).toMatchObject({ mode: 0o4755, uid: 0, gid: 1000, atime: 1.5, mtime: -1000 })
        expect(fs.stat(a).ctime).toBe(clock.now)
        clock.now += 1000
        fs.write(a, 0, bytes('x'))
        expect(fs.stat(a)).toMatchObject({ mtime: clock.now, ctime: clock.now, atime: 1.5 })
        clock.now += 1000
        file(fs, root, 'b')
        expect(fs.stat(root)).toMatchObject({ mtime: clock.now, ctime: clock.now })
        clock.now = 4_500_000_000_123
        fs.link(a, root, 'c')
        expect(fs.stat(a)).toMatchObject({ ctime: 4_500_000_000_123, mtime: 1_700_000_002_000 })
      }),
    )

    test(
      'a write that finds no room changes nothing',
      on((fs, root) => {
        const a = file(fs, root, 'a', 'before')
        const { free } = fs.statfs()
        refused('ENOSPC', () => fs.write(a, 3, new Uint8Array((free + 1) * 4096)))
        expect([text(fs.read(a, 0, 100)), fs.statfs().free]).toEqual(['before', free])
        fs.write(a, 4096, new Uint8Array((free - 4) * 4096).fill(1))
        expect(fs.statfs().free).toBeLessThanOrEqual(4)
        fs.unlink(root, 'a')
        expect(fs.statfs().free).toBe(free + 1)
      }),
    )
  })
}
