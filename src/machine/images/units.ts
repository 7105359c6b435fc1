import type { Distribution, ImagePart } from './distribution.ts'
import { debianCronFiles } from '../packages/cron-files.ts'
import { cloudInitServices, addUnitFiles } from './units/add-units.ts'

/** The units of every distribution: each service's file, enabled where the real image has it so. */
export const addUnits: ImagePart = (tree, distribution) => {
  addUnitFiles(tree, unitsOf(distribution))
  if (distribution.id !== 'ubuntu' && distribution.id !== 'debian') return
  tree.directory('/var/spool/cron/crontabs', 0o1730)
  for (const file of debianCronFiles) if ('text' in file) tree.file(file.path, file.text)
}

function unitsOf({ id }: Distribution): Parameters<typeof addUnitFiles>[1] {
  // Nothing logs in to a laptop, and nobody asks it for more than its screen.
  if (id === 'sandcloud-laptop') return { services: [] }
  if (id === 'amzn') return { services: ['sshd.service', ...cloudInitServices] }
  const syslog = id === 'ubuntu' ? ['rsyslog.service'] : []
  return {
    services: ['ssh.service', 'cron.service', ...syslog, ...cloudInitServices],
    aliases: {
      'sshd.service': 'ssh.service',
      ...(id === 'ubuntu' && { 'syslog.service': 'rsyslog.service' }),
    },
  }
}
