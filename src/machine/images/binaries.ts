import { binaryFor } from '../kernel/binary-format.ts'
import { machinePrograms } from '../machine-programs.ts'
import { isOnImage, programMode, programPath, releaseOf } from '../packages/index.ts'
import type { Distribution, ImagePart } from './distribution.ts'

/** A laptop has a screen and no services: nothing logs in to it, and packages come with it. */
const notOnLaptop = new Set([
  'addgroup', 'adduser', 'apt', 'apt-cache', 'apt-get', 'apt-mark', 'cloud-id', 'cloud-init', 'cloud-init-per', 'command-not-found', 'corepack', 'delgroup',
  'deluser', 'dnf', 'ec2-metadata', 'ec2metadata', 'dpkg', 'dpkg-query', 'git', 'landscape-sysinfo', 'lsb_release', 'node', 'npm', 'npx', 'pm2', 'rpm', 'snap',
  'sftp-server', 'sshd', 'yum',
]) // prettier-ignore

const comesWith = (distribution: Distribution): ((program: string) => boolean) => {
  if (distribution.id === 'sandcloud-laptop') return (program) => !notOnLaptop.has(program)
  const release = releaseOf(distribution)
  return (program) => isOnImage(release, program)
}

/** Every program that we have becomes a binary, but for those the real system comes without. */
export const addBinaries: ImagePart = (tree, distribution) => {
  for (const name of Object.keys(machinePrograms).toSorted().filter(comesWith(distribution)))
    tree.file(programPath(name), binaryFor(name), programMode(name))
}
