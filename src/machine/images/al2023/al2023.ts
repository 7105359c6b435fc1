import { addAccounts, addHome } from '../accounts.ts'
import type { Architecture, Distribution } from '../distribution.ts'
import { imageOf } from '../every-image.ts'
import type { ImageTree } from '../image-tree.ts'
import { bashProfile, bashrc, etcBashrc, etcProfile, profileScripts, rootBashrc } from './shell-files.ts'
import * as files from './system-files.ts'

const distribution = (architecture: Architecture): Distribution => ({
  id: 'amzn',
  version: '2023',
  prettyName: 'Amazon Linux 2023.12.20260918',
  family: 'redhat',
  architecture,
  kernel: {
    release: `6.18.28-46.149.amzn2023.${architecture === 'arm64' ? 'aarch64' : 'x86_64'}`,
    version: '#1 SMP PREEMPT_DYNAMIC Thu Sep 17 06:13:18 UTC 2026',
  },
  user: { name: 'ec2-user', fullName: 'EC2 Default User', groups: ['adm', 'wheel', 'systemd-journal'] },
})

const skeleton = {
  '.bashrc': bashrc,
  '.bash_profile': bashProfile,
  '.bash_logout': '# ~/.bash_logout\n\n',
}

/** Amazon Linux 2023 as its AMI's root volume is before the first boot. */
export function al2023(uuid: string, architecture: Architecture): ImageTree {
  const self = distribution(architecture)
  const tree = imageOf(self)
  addAccounts(tree, self, {
    passwd: files.passwd,
    group: files.group,
    locked: { root: '*LOCK*', system: '*', user: '!!' },
    shadow: { mode: 0, group: 0 },
  })
  addHome(tree, self, skeleton, 0o700)
  tree
    .file('/etc/amazon-linux-release', 'Amazon Linux release 2023.12.20260918 (Amazon Linux)\n')
    .link('/etc/system-release', 'amazon-linux-release')
    .file('/etc/os-release', files.osRelease)
    .file('/etc/shells', '/bin/sh\n/bin/bash\n/usr/bin/sh\n/usr/bin/bash\n')
    .file('/etc/hostname', 'localhost\n')
    .file('/etc/hosts', files.hosts)
    .file('/etc/resolv.conf', 'nameserver 172.31.0.2\nsearch ec2.internal\n')
    .file('/etc/fstab', `#\nUUID=${uuid}     /           ext4    defaults,noatime  1   1\n`)
    .file('/etc/machine-id', '', 0o444)
    .file('/etc/motd', files.motd)
    .file('/etc/profile', etcProfile)
    .file('/etc/bashrc', etcBashrc)
    .file('/etc/locale.conf', 'LANG=C.UTF-8\n')
    .link('/etc/localtime', '../usr/share/zoneinfo/UTC')
    .file('/etc/sudoers', files.sudoers, 0o440)
    .directory('/etc/sudoers.d', 0o750)
    .file('/etc/sudoers.d/90-cloud-init-users', files.cloudInitSudoers, 0o440)
    .file('/etc/login.defs', files.loginDefs)
    .file('/etc/default/useradd', files.useraddDefaults)
    .directory('/etc/ssh')
    .directory('/etc/ssh/sshd_config.d', 0o700)
    .file('/etc/ssh/sshd_config', files.sshdConfig, 0o600)
    .file('/etc/ssh/ssh_config', 'Host *\n    SendEnv LANG LC_*\n')
    .file('/etc/cloud/cloud.cfg', files.cloudConfig)
    .file('/etc/dnf/dnf.conf', files.dnfConfig)
    .file('/etc/yum.repos.d/amazonlinux.repo', files.amazonRepository)
    .file('/root/.bashrc', rootBashrc)
    .file('/root/.bash_profile', bashProfile)
    .directory('/var/lib/cloud')
    .file('/var/log/lastlog', '')
    .file('/var/log/wtmp', '', 0o664)
    .file('/var/log/btmp', '', 0o660)
    .link('/usr/sbin/adduser', 'useradd')
  for (const [name, content] of Object.entries(profileScripts)) tree.file(`/etc/profile.d/${name}`, content)
  return tree.nodes
}
