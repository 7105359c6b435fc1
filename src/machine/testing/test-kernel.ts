import { mountSystem } from '../boot/mount-system.ts'
import { fail } from '../errno.ts'
import type { MachineOptions } from '../machine.ts'
import { binaryFor } from '../kernel/binary-format.ts'
import { Kernel } from '../kernel/kernel.ts'
import { parseMountOptions } from '../kernel/vfs/mount-options.ts'
import type { ProgramTable } from '../kernel/program-table.ts'
import { makeTmpfs, type Tmpfs } from '../fs/tmpfs.ts'
import { TestInternet } from './internet.ts'

/** A file's content; a path that ends in a slash is an empty directory; `{ link }` is a symlink. */
export type TestFile = string | Uint8Array | { content?: string | Uint8Array; link?: string; mode?: number; uid?: number } // prettier-ignore

export interface TestKernelOptions {
  files?: Readonly<Record<string, TestFile>>
  /** Each becomes a binary in /usr/bin. */
  programs?: ProgramTable
  hardware?: Partial<MachineOptions>
}

export const testHardware = (options: Partial<MachineOptions> = {}): MachineOptions => ({
  kind: 'instance',
  disks: new Map(),
  root: 'nvme0n1',
  network: new TestInternet().plug('172.31.0.10'),
  isolates: { create: () => Promise.reject(new Error('this machine has no sandbox')) },
  now: () => Date.now(),
  at: realAlarm,
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  memory: 1024 ** 3,
  processors: 2,
  ...options,
})

/** Wall time is real here. */
function realAlarm(time: number, callback: () => void | Promise<void>): () => void {
  const timer = setTimeout(() => void callback(), Math.min(Math.max(0, time - Date.now()), 2 ** 31 - 1))
  return () => clearTimeout(timer)
}

const passwd =
  'root:x:0:0:root:/root:/bin/bash\nec2-user:x:1000:1000:EC2 Default User:/home/ec2-user:/bin/bash\n'
const group = 'root:x:0:\ntty:x:5:\nwheel:x:10:ec2-user\nec2-user:x:1000:\n'

/** A kernel on a root file system in memory, with /dev, /proc and /tmp, and a user `ec2-user`. */
export async function testKernel({
  files = {},
  programs = {},
  hardware,
}: TestKernelOptions = {}): Promise<Kernel> {
  const options = testHardware(hardware)
  const root = makeTmpfs({ now: options.now, size: 512 * 1024 ** 2, mode: 0o755 })
  const kernel = new Kernel(options, programs)
  kernel.pivotRoot(root, { source: '/dev/nvme0n1p1', options: parseMountOptions([], 'tmpfs') })
  addFile(root.fs, '/tmp/', { mode: 0o1777 })
  addFile(root.fs, '/bin', { link: 'usr/bin' })
  addFile(root.fs, '/home/ec2-user/', { uid: 1000 })
  addFile(root.fs, '/etc/passwd', passwd)
  addFile(root.fs, '/etc/group', group)
  addFile(root.fs, '/etc/hosts', '127.0.0.1 localhost\n')
  for (const name of Object.keys(programs))
    addFile(root.fs, `/usr/bin/${name}`, { content: binaryFor(name), mode: 0o755 })
  for (const [path, file] of Object.entries(files)) addFile(root.fs, path, file)
  await mountSystem(kernel.init.process)
  return kernel
}

/** Puts a file there, with the directories above it. */
export function addFile(fs: Tmpfs, path: string, file: TestFile): void {
  const options = typeof file === 'string' || file instanceof Uint8Array ? { content: file } : file
  const isDirectory = path.endsWith('/')
  const names = path.split('/').filter((name) => name !== '')
  const name = names.pop() ?? fail('EINVAL')
  const owner = { uid: options.uid ?? 0, gid: options.uid ?? 0 }
  let directory = fs.root
  for (const part of names)
    directory = fs.lookup(directory, part) ?? fs.mkdir(directory, part, { mode: 0o755, ...owner })
  if (isDirectory) {
    const there = fs.lookup(directory, name)
    if (there === undefined) fs.mkdir(directory, name, { mode: options.mode ?? 0o755, ...owner })
    return
  }
  if (options.link !== undefined) {
    fs.symlink(directory, name, options.link, { mode: 0o777, ...owner })
    return
  }
  const ino = fs.create(directory, name, { mode: options.mode ?? 0o644, ...owner })
  const { content = '' } = options
  fs.write(ino, 0, typeof content === 'string' ? new TextEncoder().encode(content) : content)
}
