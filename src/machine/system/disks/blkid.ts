import { isErrno } from '../../errno.ts'
import { readGpt } from '../../fs/index.ts'
import type { BlockDeviceInfo, Process } from '../../kernel/process.ts'
import { withDevice } from './device-of.ts'
import { probeDevice } from './resolve-source.ts'

/** blkid(8): what is on the devices. Status 2 when nothing was found, also for who may not look. */
export async function blkid(proc: Process): Promise<number> {
  const args = proc.argv.slice(1)
  const tagIndex = args.indexOf('-s')
  const tag = tagIndex >= 0 ? args[tagIndex + 1] : undefined
  const valueOnly = args.some((word, index) => word === '-o' && args[index + 1] === 'value')
  const named = args.filter(
    (word, index) => !word.startsWith('-') && !['-s', '-o'].includes(args[index - 1] ?? ''),
  )
  const devices = proc.system.blockDevices()
  let found = false
  for (const path of named.length > 0 ? named : devices.map(({ name }) => `/dev/${name}`)) {
    const real = await proc.realpath(path).catch(() => path)
    const device = devices.find(({ name }) => `/dev/${name}` === real)
    const tags = (await tagsOf(proc, path, device)).filter(([name]) => tag === undefined || name === tag)
    if (tags.length === 0) continue
    found = true
    if (valueOnly) for (const [, value] of tags) await proc.stdout.line(value)
    else await proc.stdout.line(`${path}: ${tags.map(([name, value]) => `${name}="${value}"`).join(' ')}`)
  }
  return found ? 0 : 2
}

async function tagsOf(
  proc: Process,
  path: string,
  device: BlockDeviceInfo | undefined,
): Promise<[string, string][]> {
  const found = await probeDevice(proc, path)
  const tags: [string, string][] = []
  if (found?.type === 'ext4') {
    if (found.label !== '') tags.push(['LABEL', found.label])
    tags.push(['UUID', found.uuid], ['BLOCK_SIZE', '4096'], ['TYPE', 'ext4'])
  } else if (found?.type === 'swap') {
    if (found.label !== '') tags.push(['LABEL', found.label])
    tags.push(['UUID', found.uuid], ['TYPE', 'swap'])
  } else if (found?.type === 'gpt') tags.push(['PTUUID', found.uuid], ['PTTYPE', 'gpt'])
  if (device?.parent !== undefined) tags.push(...(await partitionTags(proc, device)))
  return tags
}

async function partitionTags(proc: Process, { name, parent }: BlockDeviceInfo): Promise<[string, string][]> {
  try {
    const gpt = await withDevice(proc, `/dev/${parent}`, 'read', readGpt)
    const entry = gpt?.partitions.find(({ number }) => name.endsWith(String(number)))
    return entry
      ? [
          ['PARTLABEL', entry.name],
          ['PARTUUID', entry.guid],
        ]
      : []
  } catch (error) {
    if (isErrno(error)) return []
    throw error
  }
}
