import type { ImageTreeBuilder } from '../image-tree.ts'
import { serviceUnits } from './services.ts'
import { targetUnits } from './targets.ts'

const systemUnits = '/usr/lib/systemd/system'
const administrator = '/etc/systemd/system'

/** Enabled services as an image comes with them; what an [Install] section says is done already. */
export function addUnitFiles(
  tree: ImageTreeBuilder,
  options: {
    /** Names of `serviceUnits`. */
    services: readonly string[]
    /** Other names of some of them: `sshd.service` → `ssh.service` on Debian's family. */
    aliases?: Readonly<Record<string, string>>
  },
): void {
  for (const [name, text] of targetUnits) tree.file(`${systemUnits}/${name}`, text)
  tree
    .link(`${systemUnits}/default.target`, 'multi-user.target')
    .link(`${systemUnits}/sysinit.target.wants/systemd-journald.service`, '../systemd-journald.service')
    .link(`${systemUnits}/emergency.target.wants/emergency.service`, '../emergency.service')
    .directory(administrator)
  for (const name of ['systemd-journald.service', 'emergency.service', ...options.services]) {
    const text = serviceUnits[name]
    if (text === undefined) throw new Error(`there is no unit '${name}'`)
    tree.file(`${systemUnits}/${name}`, text)
    const wantedBy = /^WantedBy=(\S+)$/m.exec(text)?.[1]
    if (wantedBy === undefined) continue
    tree.link(`${administrator}/${wantedBy}.wants/${name}`, `${systemUnits}/${name}`)
  }
  const enabled = options.services.filter((name) => /^WantedBy=/m.test(serviceUnits[name]!))
  tree.file(
    '/usr/lib/systemd/system-preset/90-default.preset',
    enabled.map((name) => `enable ${name}\n`).join(''),
  )
  if (options.services.some((name) => name.startsWith('cloud-')))
    tree.link(`${systemUnits}/multi-user.target.wants/cloud-init.target`, '../cloud-init.target')
  for (const [alias, name] of Object.entries(options.aliases ?? {}))
    tree.link(`${administrator}/${alias}`, `${systemUnits}/${name}`)
}

/** cloud-init's stages, in their order. */
export const cloudInitServices = [
  'cloud-init-local.service',
  'cloud-init.service',
  'cloud-config.service',
  'cloud-final.service',
] as const
