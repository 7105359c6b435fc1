import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'

const banner = 'resize2fs 1.46.5 (30-Dec-2021)'

/** resize2fs(8): lets a file system take in what its device has grown by. */
export async function resize2fs(proc: Process): Promise<number> {
  const device = proc.argv.slice(1).find((word) => !word.startsWith('-'))
  await proc.stderr.line(banner)
  if (device === undefined) {
    await proc.stderr.line('Usage: resize2fs [-d debug_flags] [-f] [-F] [-M] [-P] [-p] device')
    return 1
  }
  try {
    const { before, after, mountedAt } = await proc.growFileSystem(device)
    if (before === after) {
      await proc.stdout.line(`The filesystem is already ${before} (4k) blocks long.  Nothing to do!\n`)
      return 0
    }
    if (mountedAt !== undefined)
      await proc.stdout.line(`Filesystem at ${device} is mounted on ${mountedAt}; on-line resizing required`)
    await proc.stdout.line(`The filesystem on ${device} is now ${after} (4k) blocks long.\n`)
    return 0
  } catch (error) {
    if (!isErrno(error)) throw error
    if (error.code === 'EPERM' || error.code === 'EACCES')
      await proc.stderr.line(`open: Permission denied while opening ${device}`)
    else if (error.code === 'EINVAL')
      await proc.stderr.line(
        `resize2fs: Bad magic number in super-block while trying to open ${device}\nCouldn't find valid filesystem superblock.`,
      )
    else await proc.stderr.line(`open: ${error.message} while opening ${device}`)
    return 1
  }
}

/** Sandcloud's volumes have ext4: the twin of the command that tutorials for XFS name. */
export async function xfsGrowfs(proc: Process): Promise<number> {
  const place = proc.argv.slice(1).find((word) => !word.startsWith('-')) ?? '/'
  const mount = proc.system.mounts().find(({ target }) => target === place)
  await proc.stderr.line(
    `xfs_growfs: ${place} is not a mounted XFS filesystem: Sandcloud has ext4. Use instead:\n    sudo resize2fs ${mount?.source ?? '<device>'}`,
  )
  return 1
}
