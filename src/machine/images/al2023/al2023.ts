import { addBinaries, addSkeleton } from '../binaries.ts'
import { ImageTreeBuilder } from '../image-tree.ts'
import type { ImageTree } from '../image-tree.ts'
import { bashProfile, bashrc, etcBashrc, etcProfile, profileScripts, rootBashrc } from './shell-files.ts'
import * as files from './system-files.ts'

/** What the real AMI comes without: to be installed with dnf, or not packaged at all. */
const notInstalled = new Set([
  'git', 'git-receive-pack', 'git-upload-pack', 'node', 'nodejs', 'npm', 'npx', 'corepack', 'pm2', 'tree', 'jq',
  'htop', 'tmux', 'telnet', 'nc', 'ncat', 'docker',
]) // prettier-ignore

const ec2User = 1000

/** Amazon Linux 2023 as its AMI's root volume is before the first boot. */
export function al2023(uuid: string): ImageTree {
  const tree = addSkeleton(new ImageTreeBuilder())
  addBinaries(tree, notInstalled)
  tree
    .file('/etc/amazon-linux-release', 'Amazon Linux release 2023.12.20260918 (Amazon Linux)\n')
    .link('/etc/system-release', 'amazon-linux-release')
    .file('/etc/os-release', files.osRelease)
    .file('/etc/passwd', files.passwd)
    .file('/etc/group', files.group)
    .file('/etc/shadow', files.shadow, 0)
    .file('/etc/gshadow', '', 0)
    .file('/etc/shells', '/bin/sh\n/bin/bash\n/usr/bin/sh\n/usr/bin/bash\n')
    .file('/etc/hostname', 'localhost\n')
    .file('/etc/hosts', files.hosts)
    .file('/etc/resolv.conf', 'nameserver 172.31.0.2\nsearch ec2.internal\n')
    .file('/etc/fstab', `#\nUUID=${uuid}     /           ext4    defaults,noatime  1   1\n`)
    .file('/etc/machine-id', '', 0o444)
    .file('/etc/motd', files.motd)
    .file('/etc/profile', etcProfile)
    .file('/etc/bashrc', etcBashrc)
    .file('/etc/sudoers', files.sudoers, 0o440)
    .directory('/etc/sudoers.d', 0o750)
    .file('/etc/sudoers.d/90-cloud-init-users', files.cloudInitSudoers, 0o440)
    .directory('/etc/ssh')
    .file('/etc/ssh/sshd_config', files.sshdConfig, 0o600)
    .file('/etc/ssh/ssh_config', 'Host *\n    SendEnv LANG LC_*\n')
    .file('/etc/cloud/cloud.cfg', files.cloudConfig)
    .directory('/etc/skel')
    .file('/etc/skel/.bashrc', bashrc)
    .file('/etc/skel/.bash_profile', bashProfile)
    .file('/etc/skel/.bash_logout', '# ~/.bash_logout\n\n')
    .file('/root/.bashrc', rootBashrc)
    .file('/root/.bash_profile', bashProfile)
    .directory('/var/lib/cloud')
    .file('/var/log/lastlog', '')
    .file('/var/log/messages', '', 0o600)
    .file('/var/log/secure', '', 0o600)
  for (const [name, content] of Object.entries(profileScripts)) tree.file(`/etc/profile.d/${name}`, content)
  return tree.ownedBy(ec2User, (home) =>
    home
      .directory('/home/ec2-user', 0o700)
      .file('/home/ec2-user/.bashrc', bashrc)
      .file('/home/ec2-user/.bash_profile', bashProfile)
      .file('/home/ec2-user/.bash_logout', '# ~/.bash_logout\n\n'),
  ).nodes
}
