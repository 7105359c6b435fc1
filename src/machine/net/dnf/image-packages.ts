import type { PackageInfo } from './package-table.ts'

/** What is on the image from the start: dnf knows these as installed. */
const onImage: readonly (readonly [name: string, version: string, release: string, summary: string])[] = [
  ['bash', '5.2.15', '1.amzn2023.0.2', 'The GNU Bourne Again shell'],
  ['coreutils', '8.32', '30.amzn2023.0.3', 'A set of basic GNU tools commonly used in shell scripts'],
  [
    'curl-minimal',
    '8.11.1',
    '4.amzn2023.0.1',
    'Conservatively configured build of curl for minimal installations',
  ],
  ['dnf', '4.14.0', '1.amzn2023.0.6', 'Package manager'],
  ['e2fsprogs', '1.46.5', '2.amzn2023.0.2', 'Utilities for managing ext2, ext3, and ext4 file systems'],
  ['findutils', '4.8.0', '2.amzn2023.0.2', 'The GNU versions of find utilities (find and xargs)'],
  ['grep', '3.8', '1.amzn2023.0.4', 'Pattern matching utilities'],
  ['nano', '8.3', '1.amzn2023.0.1', 'A small text editor'],
  ['openssh', '8.7p1', '8.amzn2023.0.15', 'An open source implementation of SSH protocol version 2'],
  ['openssh-clients', '8.7p1', '8.amzn2023.0.15', 'An open source SSH client applications'],
  ['openssh-server', '8.7p1', '8.amzn2023.0.15', 'An open source SSH server daemon'],
  ['procps-ng', '3.3.17', '1.amzn2023.0.2', 'System and process monitoring utilities'],
  ['sudo', '1.9.15', '1.p5.amzn2023.0.2', 'Allows restricted root access for specified users'],
  ['util-linux', '2.37.4', '1.amzn2023.0.4', 'Collection of basic system utilities'],
  ['wget', '1.21.3', '1.amzn2023.0.4', 'A utility for retrieving files using the HTTP or FTP protocols'],
]

export const imagePackages: readonly PackageInfo[] = onImage.map(([name, version, release, summary]) => ({
  name,
  version,
  release,
  architecture: 'x86_64',
  summary,
  description: summary,
  url: '',
  license: '',
  ...(name === 'curl-minimal' && { provides: ['curl'] }),
  ...(name === 'dnf' && { provides: ['yum'] }),
}))
