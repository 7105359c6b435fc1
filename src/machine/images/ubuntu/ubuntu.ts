import { debianFamily, type DebianRelease } from '../debian/family.ts'
import type { Architecture } from '../distribution.ts'
import type { ImageTree } from '../image-tree.ts'
import { aptFiles } from './apt-sources.ts'
import { messageScripts, legalNotice } from './message-of-the-day.ts'

const jammyGroups = [
  'adm',
  'dialout',
  'cdrom',
  'floppy',
  'sudo',
  'audio',
  'dip',
  'video',
  'plugdev',
  'netdev',
  'lxd',
]
const nobleGroups = ['adm', 'cdrom', 'sudo', 'dip', 'lxd']

const user = (groups: readonly string[]) => ({ name: 'ubuntu', fullName: 'Ubuntu', groups })

interface UbuntuRelease extends DebianRelease {
  /** `24.04.3 LTS (Noble Numbat)`. */
  fullVersion: string
}

/** Point releases and kernels are those of the end of 2025. */
const releases: Readonly<Record<'22.04' | '24.04', UbuntuRelease>> = {
  '22.04': {
    id: 'ubuntu',
    version: '22.04',
    codename: 'jammy',
    prettyName: 'Ubuntu 22.04.5 LTS',
    fullVersion: '22.04.5 LTS (Jammy Jellyfish)',
    kernel: () => ({
      release: '6.8.0-1044-aws',
      version: '#46~22.04.1-Ubuntu SMP Tue Dec  2 12:52:18 UTC 2025',
    }),
    user: user(jammyGroups),
    friendly: true,
  },
  '24.04': {
    id: 'ubuntu',
    version: '24.04',
    codename: 'noble',
    prettyName: 'Ubuntu 24.04.3 LTS',
    fullVersion: '24.04.3 LTS (Noble Numbat)',
    kernel: () => ({
      release: '6.14.0-1018-aws',
      version: '#18~24.04.1-Ubuntu SMP Mon Nov 24 19:46:27 UTC 2025',
    }),
    user: user(nobleGroups),
    friendly: true,
  },
}

const osRelease = ({
  prettyName,
  version,
  fullVersion,
  codename,
}: UbuntuRelease): string => `PRETTY_NAME="${prettyName}"
NAME="Ubuntu"
VERSION_ID="${version}"
VERSION="${fullVersion}"
VERSION_CODENAME=${codename}
ID=ubuntu
ID_LIKE=debian
HOME_URL="https://www.ubuntu.com/"
SUPPORT_URL="https://help.ubuntu.com/"
BUG_REPORT_URL="https://bugs.launchpad.net/ubuntu/"
PRIVACY_POLICY_URL="https://www.ubuntu.com/legal/terms-and-policies/privacy-policy"
UBUNTU_CODENAME=${codename}
`

const netplan = `# This file is generated from information provided by the datasource.
network:
    ethernets:
        ens5:
            dhcp4: true
            set-name: ens5
    version: 2
`

/** Canonical's server image as its AMI's root volume is before the first boot. */
export const ubuntu =
  (version: '22.04' | '24.04') =>
  (_uuid: string, architecture: Architecture): ImageTree => {
    const release = releases[version]
    const tree = debianFamily(release, architecture)
    for (const [path, text] of Object.entries(aptFiles(release.codename, architecture))) tree.file(path, text)
    for (const [name, text] of Object.entries(messageScripts))
      tree.file(`/etc/update-motd.d/${name}`, text, 0o755)
    return tree
      .file('/usr/lib/os-release', osRelease(release))
      .file(
        '/etc/lsb-release',
        `DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=${version}\nDISTRIB_CODENAME=${release.codename}\nDISTRIB_DESCRIPTION="${release.prettyName}"\n`,
      )
      .file('/etc/debian_version', version === '24.04' ? 'trixie/sid\n' : 'bookworm/sid\n')
      .file('/etc/issue', `${release.prettyName} \\n \\l\n\n`)
      .file('/etc/issue.net', `${release.prettyName}\n`)
      .file('/etc/legal', legalNotice)
      .file('/etc/fstab', 'LABEL=cloudimg-rootfs\t/\t ext4\tdiscard,commit=30,errors=remount-ro\t0 1\n')
      .file('/etc/netplan/50-cloud-init.yaml', netplan, 0o600)
      .file(
        '/etc/environment',
        'PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/games:/usr/local/games:/snap/bin"\n',
      ).nodes
  }
