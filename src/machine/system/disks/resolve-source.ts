import { isErrno } from '../../errno.ts'
import { type Probed, probe } from '../../fs/index.ts'
import type { Process } from '../../kernel/process.ts'
import { withDevice } from './device-of.ts'

/** `UUID=…` and `LABEL=…` as the device that carries them; undefined when none does. */
export async function resolveSource(proc: Process, source: string): Promise<string | undefined> {
  const [, tag, wanted] = /^(UUID|LABEL)="?([^"]*)"?$/.exec(source) ?? []
  if (tag === undefined) return canonical(proc, source)
  for (const { name } of proc.system.blockDevices()) {
    const found = await probeDevice(proc, `/dev/${name}`)
    if (found && found.type !== 'gpt' && (tag === 'UUID' ? found.uuid : found.label) === wanted)
      return `/dev/${name}`
  }
  return undefined
}

/** /dev/sdf is a link to /dev/nvme1n1: that is the name that mount shows. */
const canonical = (proc: Process, source: string): Promise<string> =>
  source.startsWith('/dev/') ? proc.realpath(source).catch(() => source) : Promise.resolve(source)

/** What is on a device; undefined also when one may not look. */
export async function probeDevice(proc: Process, path: string): Promise<Probed | undefined> {
  try {
    return await withDevice(proc, path, 'read', probe)
  } catch (error) {
    if (isErrno(error)) return undefined
    throw error
  }
}
