import { exists } from '../../kernel/exists.ts'
import type { Process } from '../../kernel/process.ts'
import { makeDirectories } from '../make-directories.ts'
import { root } from './instance.ts'
import { instanceData, lookUpKey } from './instance-data.ts'

/** cloud-id: which cloud this is. */
export async function cloudId(proc: Process): Promise<number> {
  const id = lookUpKey(await instanceData(proc), 'v1.cloud_id')
  if (typeof id === 'string') {
    await proc.stdout.line(id)
    return 0
  }
  await proc.stderr.line('ERROR: File not found /run/cloud-init/instance-data.json. Provide a path to instance data json file using --instance-data') // prettier-ignore
  return 1
}

/** cloud-init-per FREQUENCY NAME COMMAND…: runs a command once, once per instance, or always. */
export async function cloudInitPer(proc: Process): Promise<number> {
  const [frequency = '', name = '', ...command] = proc.argv.slice(1)
  const places: Record<string, string | undefined> = { once: `${root}/sem`, instance: `${root}/instance/sem` }
  const directory = places[frequency.replace(/^per-/, '')]
  const always = /^(per-)?always$/.test(frequency)
  if ((directory === undefined && !always) || name === '' || command.length === 0) {
    await proc.stderr.write('Usage: cloud-init-per frequency name cmd [ arg1 [ arg2 [ ... ] ]\n   run cmd with arguments provided.\n\n   This utility can make it easier to use boothooks or bootcmd\n   on a per "once" or "always" basis.\n\n   If frequency is:\n      * once: run only once (do not re-run for new instance-id)\n      * instance: run only the first boot for a given instance-id\n      * always: run every boot\n') // prettier-ignore
    return 1
  }
  const semaphore = directory && `${directory}/bootper.${name.replaceAll('/', '_')}.${frequency.replace(/^per-/, '')}` // prettier-ignore
  if (semaphore && (await exists(proc, semaphore))) return 0
  const pid = await proc.spawn('/usr/bin/env', ['env', ...command])
  const ended = await proc.wait(pid)
  if (semaphore && ended?.exit === 0) {
    await makeDirectories(proc, directory)
    await proc.writeFile(semaphore, '')
  }
  return ended?.exit ?? 1
}
