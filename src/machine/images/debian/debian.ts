import type { Architecture } from '../distribution.ts'
import type { ImageTree } from '../image-tree.ts'
import { debianFamily, type DebianRelease } from './family.ts'

/** The point release and its kernel are those of the end of 2025. */
const release: DebianRelease = {
  id: 'debian',
  version: '12',
  codename: 'bookworm',
  prettyName: 'Debian GNU/Linux 12 (bookworm)',
  kernel: (architecture) => ({
    release: `6.1.0-41-cloud-${architecture === 'arm64' ? 'arm64' : 'amd64'}`,
    version: '#1 SMP PREEMPT_DYNAMIC Debian 6.1.158-1 (2025-11-09)',
  }),
  user: {
    name: 'admin',
    fullName: 'Debian',
    groups: ['adm', 'dialout', 'cdrom', 'floppy', 'sudo', 'audio', 'dip', 'video', 'plugdev'],
  },
  friendly: false,
}

const osRelease = `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
`

const motd = `
The programs included with the Debian GNU/Linux system are free software;
the exact distribution terms for each program are described in the
individual files in /usr/share/doc/*/copyright.

Debian GNU/Linux comes with ABSOLUTELY NO WARRANTY, to the extent
permitted by applicable law.
`

const aptSources = `Types: deb deb-src
URIs: https://cdn-aws.deb.debian.org/debian
Suites: bookworm bookworm-updates bookworm-backports
Components: main

Types: deb deb-src
URIs: https://cdn-aws.deb.debian.org/debian-security
Suites: bookworm-security
Components: main
`

/** Debian's cloud image as its AMI's root volume is before the first boot. */
export const debian12 = (uuid: string, architecture: Architecture): ImageTree =>
  debianFamily(release, architecture)
    .file('/usr/lib/os-release', osRelease)
    .file('/etc/debian_version', '12.12\n')
    .file('/etc/issue', 'Debian GNU/Linux 12 \\n \\l\n\n')
    .file('/etc/motd', motd)
    .file('/etc/update-motd.d/10-uname', '#!/bin/sh\nuname -snrvm\n', 0o755)
    .file('/etc/apt/sources.list', '# See /etc/apt/sources.list.d/debian.sources\n')
    .file('/etc/apt/sources.list.d/debian.sources', aptSources)
    .file(
      '/etc/fstab',
      `# /etc/fstab: static file system information\nUUID=${uuid} / ext4 rw,discard,errors=remount-ro,x-systemd.growfs 0 1\n`,
    ).nodes
