import { bashProfile } from '../al2023/shell-files.ts'
import { addBinaries, addSkeleton } from '../binaries.ts'
import { ImageTreeBuilder } from '../image-tree.ts'
import type { ImageTree } from '../image-tree.ts'

/** A laptop has a screen and no services: nothing logs in to it, and packages come with it. */
const notInstalled = new Set(['cloud-init', 'sshd', 'dnf', 'yum', 'node', 'npm', 'npx', 'git'])

const learner = 1000

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
HISTSIZE=1000
alias ls='ls --color=auto'
alias ll='ls -alF'
alias grep='grep --color=auto'
`

/** The learner's own computer: a home with ~/Downloads, where key files land. */
export function laptop(uuid: string): ImageTree {
  const tree = addSkeleton(new ImageTreeBuilder())
  addBinaries(tree, notInstalled)
  return tree
    .file('/etc/os-release', osRelease)
    .file(
      '/etc/passwd',
      `root:x:0:0:root:/root:/bin/bash\nlearner:x:${learner}:${learner}:Learner:/home/learner:/bin/bash\n`,
    )
    .file('/etc/group', `root:x:0:\ntty:x:5:\ndisk:x:6:\nsudo:x:27:learner\nlearner:x:${learner}:\n`)
    .file('/etc/shadow', 'root:!:19000::::::\nlearner:!:19000:0:99999:7:::\n', 0o640)
    .file('/etc/shells', '/bin/sh\n/bin/bash\n')
    .file('/etc/hostname', 'laptop\n')
    .file('/etc/hosts', '127.0.0.1\tlocalhost\n127.0.1.1\tlaptop\n')
    .file('/etc/fstab', `UUID=${uuid} / ext4 defaults,noatime 0 1\n`)
    .file('/etc/machine-id', '', 0o444)
    .file('/etc/profile', profile)
    .file('/etc/sudoers', 'Defaults env_reset\n%sudo ALL=(ALL:ALL) NOPASSWD: ALL\n', 0o440)
    .file('/etc/ssh/ssh_config', 'Host *\n    SendEnv LANG LC_*\n    HashKnownHosts no\n')
    .file('/root/.bashrc', bashrc)
    .file('/root/.bash_profile', bashProfile)
    .ownedBy(learner, (home) =>
      home
        .directory('/home/learner')
        .directory('/home/learner/Downloads')
        .file('/home/learner/.bashrc', bashrc)
        .file('/home/learner/.bash_profile', bashProfile),
    ).nodes
}
