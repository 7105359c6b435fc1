import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { Failure, type Invocation, program } from '../../programs/program.ts'
import { fstabEntries } from './fstab.ts'
import { resolveSource } from './resolve-source.ts'

const operational = 8

/** e2fsck(8), fsck.ext4: what the superblock says. Sandcloud's ext4 is consistent at every checkpoint, so that is all there is. */
export const e2fsck = program(
  'e2fsck',
  { short: 'anpyfvC:t', usage: '[-panyv] device', failure: operational, misuse: 16 },
  async (invocation) => {
    const { proc, operands } = invocation
    const [device] = operands
    if (device === undefined) throw new Failure('Usage: e2fsck [-panyv] device', 16)
    await proc.stderr.line('e2fsck 1.46.5 (30-Dec-2021)')
    if (invocation.has('f'))
      throw new Failure(
        "-f: Sandcloud's e2fsck reads the superblock only. A volume downloaded as an image can be checked by the real one.",
        operational,
      )
    return checkDevice(invocation, device)
  },
)

/** fsck(8): the checker of each file system named, or with -A of all in fstab. */
export const fsck = program(
  'fsck',
  {
    short: 'AaNnPpRTt:Vvy',
    usage: '[options] -- [fs-options] [<filesystem> ...]',
    failure: operational,
    misuse: 16,
  },
  async (invocation) => {
    const { proc, operands } = invocation
    if (!invocation.has('T')) await proc.stdout.line('fsck from util-linux 2.37.4')
    const sources = invocation.has('A')
      ? (await fstabEntries(proc)).filter(({ type }) => type === 'ext4').map(({ source }) => source)
      : operands
    let status = 0
    for (const source of sources) {
      const device = (await resolveSource(proc, source)) ?? source
      const path = proc.system.mounts().find(({ target }) => target === device)?.source ?? device
      status |= await checkDevice(invocation, path)
    }
    return status
  },
)

async function checkDevice({ proc }: Invocation, device: string): Promise<number> {
  const path = await proc.realpath(device).catch(() => device)
  if (proc.system.mounts().some(({ source }) => source === path)) {
    await proc.stderr.write(`${device} is mounted.\ne2fsck: Cannot continue, aborting.\n\n\n`)
    return operational
  }
  return report(proc, device, path)
}

async function report(proc: Process, device: string, path: string): Promise<number> {
  try {
    const { label, inodes, freeInodes, blocks, freeBlocks } = await proc.describeFileSystem(path)
    const name = label === '' ? device : label
    await proc.stdout.line(
      `${name}: clean, ${inodes - freeInodes}/${inodes} files, ${blocks - freeBlocks}/${blocks} blocks`,
    )
    return 0
  } catch (error) {
    if (!isErrno(error)) throw error
    const reason =
      error.code === 'EINVAL'
        ? `e2fsck: Bad magic number in super-block while trying to open ${device}\n\nThe superblock could not be read or does not describe a valid ext2/ext3/ext4\nfilesystem.  If the device is valid and it really contains an ext2/ext3/ext4\nfilesystem (and not swap or ufs or something else), then the superblock\nis corrupt.\n`
        : `e2fsck: ${error.code === 'EPERM' ? 'Permission denied' : error.message} while trying to open ${device}\n${error.code === 'EPERM' ? 'You must have r/w access to the filesystem or be root\n' : ''}`
    await proc.stderr.line(reason)
    return operational
  }
}
