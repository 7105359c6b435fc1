import { addAccounts, addHome } from '../accounts.ts'
import type { Architecture, Distribution } from '../distribution.ts'
import { imageOf } from '../every-image.ts'
import type { ImageTreeBuilder } from '../image-tree.ts'
import { addDpkg } from './dpkg-status.ts'
import { bashrc, etcBashrc, etcProfile, profile, rootBashrc, rootProfile } from './shell-files.ts'
import * as files from './system-files.ts'

export interface DebianRelease {
  id: 'ubuntu' | 'debian'
  version: string
  /** jammy, noble, bookworm. */
  codename: string
  prettyName: string
  kernel(architecture: Architecture): Distribution['kernel']
  user: Distribution['user']
  /** Bash greets administrators with a hint, and unknown commands with the package that has them. */
  friendly: boolean
}

/** What Debian and its children have in common. */
export function debianFamily(release: DebianRelease, architecture: Architecture): ImageTreeBuilder {
  const self: Distribution = {
    ...release,
    family: 'debian',
    architecture,
    kernel: release.kernel(architecture),
  }
  const tree = imageOf(self)
  addAccounts(tree, self, {
    passwd: files.passwd,
    group: files.group,
    locked: { root: '*', system: '*', user: '!' },
    shadow: { mode: 0o640, group: files.shadowGroup },
  })
  const skeleton = { '.bashrc': bashrc, '.profile': profile, '.bash_logout': files.bashLogout }
  addHome(tree, self, skeleton, release.id === 'ubuntu' ? 0o750 : 0o755)
  addDpkg(tree, self)
  if (release.id === 'ubuntu')
    tree.file('/etc/ssh/sshd_config.d/60-cloudimg-settings.conf', files.ubuntuSshdSettings)
  return tree
    .link('/etc/os-release', '../usr/lib/os-release')
    .file('/etc/shells', files.shells)
    .file('/etc/hostname', 'localhost\n')
    .file('/etc/hosts', files.hosts)
    .file('/etc/resolv.conf', 'nameserver 127.0.0.53\noptions edns0 trust-ad\nsearch ec2.internal\n')
    .file('/etc/machine-id', '', 0o444)
    .file('/etc/timezone', 'Etc/UTC\n')
    .link('/etc/localtime', '../usr/share/zoneinfo/Etc/UTC')
    .file('/etc/default/locale', 'LANG=C.UTF-8\n')
    .file('/etc/profile', etcProfile)
    .file('/etc/bash.bashrc', etcBashrc(release.friendly))
    .directory('/etc/profile.d')
    .file('/etc/login.defs', files.loginDefs)
    .file('/etc/default/useradd', 'SHELL=/bin/sh\n')
    .file('/etc/adduser.conf', files.adduserConfig)
    .file('/etc/sudoers', files.sudoers(release.id), 0o440)
    .directory('/etc/sudoers.d', 0o750)
    .file('/etc/sudoers.d/90-cloud-init-users', files.cloudInitSudoers(self.user.name), 0o440)
    .directory('/etc/ssh')
    .directory('/etc/ssh/sshd_config.d')
    .file('/etc/ssh/sshd_config', files.sshdConfig(release.id))
    .file('/etc/ssh/ssh_config', 'Host *\n    SendEnv LANG LC_*\n    HashKnownHosts yes\n')
    .file('/etc/cloud/cloud.cfg', files.cloudConfig(release.id, self.user))
    .file('/etc/debconf.conf', files.debconf)
    .file('/root/.bashrc', rootBashrc)
    .file('/root/.profile', rootProfile)
    .directory('/var/lib/cloud')
    .file('/var/log/lastlog', '', 0o664)
    .file('/var/log/wtmp', '', 0o664)
    .file('/var/log/btmp', '', 0o660)
    .file('/var/log/auth.log', '', 0o640, files.admGroup)
    .file('/var/log/syslog', '', 0o640, files.admGroup)
    .file('/var/log/dpkg.log', '')
    .directory('/var/log/apt')
}
