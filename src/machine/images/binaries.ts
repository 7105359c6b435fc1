import { binaryFor } from '../kernel/binary-format.ts'
import { machinePrograms } from '../machine-programs.ts'
import type { ImageTreeBuilder } from './image-tree.ts'

/** Programs for the administrator live in /usr/sbin, as Fedora's family has them. */
const administration = new Set([
  'blkid', 'fsck', 'fsck.ext4', 'halt', 'mke2fs', 'mkfs', 'mkfs.ext4', 'mkfs.xfs', 'poweroff', 'reboot', 'resize2fs',
  'nologin', 'runuser', 'shutdown', 'sshd', 'useradd', 'userdel', 'groupadd', 'usermod', 'xfs_growfs',
]) // prettier-ignore
const setUid = new Set(['sudo', 'su', 'mount', 'umount', 'passwd'])

/** Every program that we have becomes a binary, but for those the real system comes without. */
export function addBinaries(tree: ImageTreeBuilder, without: ReadonlySet<string>): void {
  for (const name of Object.keys(machinePrograms).toSorted()) {
    if (without.has(name)) continue
    const directory = administration.has(name) ? '/usr/sbin' : '/usr/bin'
    tree.file(`${directory}/${name}`, binaryFor(name), setUid.has(name) ? 0o4755 : 0o755)
  }
}

/** The directories and links that every Linux of this family has. */
export const addSkeleton = (tree: ImageTreeBuilder): ImageTreeBuilder =>
  tree
    .directory('/boot', 0o555)
    .directory('/dev')
    .directory('/etc')
    .directory('/home')
    .directory('/media')
    .directory('/mnt')
    .directory('/opt')
    .directory('/proc', 0o555)
    .directory('/root', 0o550)
    .directory('/run')
    .directory('/srv')
    .directory('/sys', 0o555)
    .directory('/tmp', 0o1777)
    .directory('/usr')
    .directory('/usr/bin')
    .directory('/usr/lib')
    .directory('/usr/lib64')
    .directory('/usr/local')
    .directory('/usr/local/bin')
    .directory('/usr/local/lib')
    .directory('/usr/local/sbin')
    .directory('/usr/sbin')
    .directory('/usr/share')
    .directory('/var')
    .directory('/var/cache')
    .directory('/var/lib')
    .directory('/var/log')
    .directory('/var/spool/mail', 0o775)
    .directory('/var/tmp', 0o1777)
    .link('/bin', 'usr/bin')
    .link('/sbin', 'usr/sbin')
    .link('/lib', 'usr/lib')
    .link('/lib64', 'usr/lib64')
    .link('/var/run', '../run')
    .link('/etc/mtab', '../proc/self/mounts')
