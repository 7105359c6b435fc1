import { addAccounts, addHome } from '../accounts.ts'
import { bashProfile } from '../al2023/shell-files.ts'
import type { Distribution } from '../distribution.ts'
import { imageOf } from '../every-image.ts'
import type { ImageTree } from '../image-tree.ts'
import { loginDefs, useraddDefaults } from '../al2023/system-files.ts'

const distribution: Distribution = {
  id: 'sandcloud-laptop',
  version: '1',
  prettyName: 'Sandcloud Laptop',
  family: 'debian',
  architecture: 'x86_64',
  kernel: { release: '6.18.28-sandcloud', version: '#1 SMP PREEMPT_DYNAMIC' },
  user: { name: 'learner', fullName: 'Learner', groups: ['sudo'] },
}

const osRelease = `PRETTY_NAME="Sandcloud Laptop"
NAME="Sandcloud Laptop"
ID=sandcloud-laptop
ID_LIKE=debian
VERSION_ID="1"
`

const profile = `PATH=/usr/local/bin:/usr/bin:/usr/local/sbin:/usr/sbin
export PATH
umask 022
`

const bashrc = `# .bashrc
PS1='\\u@\\h:\\w\\$ '
# Back from another computer, the window has its own title again.
case $TERM in
  xterm*) PROMPT_COMMAND='printf "\\033]0;\\007"';;
esac
HISTSIZE=1000
alias ls='ls --color=auto'
alias ll='ls -alF'
alias grep='grep --color=auto'
`

/** The learner's own computer: a home with ~/Downloads, where key files land. */
export function laptop(uuid: string): ImageTree {
  const tree = imageOf(distribution)
  addAccounts(tree, distribution, {
    passwd: 'root:x:0:0:root:/root:/bin/bash\n',
    group: 'root:x:0:\ntty:x:5:\ndisk:x:6:\nsudo:x:27:\nusers:x:100:\n',
    locked: { root: '!', system: '*', user: '!' },
    shadow: { mode: 0o640, group: 0 },
  })
  addHome(tree, distribution, { '.bashrc': bashrc, '.bash_profile': bashProfile }, 0o755)
  return tree
    .file('/etc/os-release', osRelease)
    .file('/etc/shells', '/bin/sh\n/bin/bash\n')
    .file('/etc/hostname', 'laptop\n')
    .file('/etc/hosts', '127.0.0.1\tlocalhost\n127.0.1.1\tlaptop\n')
    .file('/etc/fstab', `UUID=${uuid} / ext4 defaults,noatime 0 1\n`)
    .file('/etc/machine-id', '', 0o444)
    .file('/etc/profile', profile)
    .file('/etc/login.defs', loginDefs)
    .file('/etc/default/useradd', useraddDefaults)
    .file('/etc/sudoers', 'Defaults env_reset\n%sudo ALL=(ALL:ALL) NOPASSWD: ALL\n', 0o440)
    .file('/etc/ssh/ssh_config', 'Host *\n    SendEnv LANG LC_*\n    HashKnownHosts no\n')
    .file('/root/.bashrc', bashrc)
    .file('/root/.bash_profile', bashProfile)
    .file('/var/log/wtmp', '', 0o664)
    .ownedBy(1000, (home) => home.directory('/home/learner/Downloads')).nodes
}
