import { isErrno } from '../../errno.ts'
import type { MountInfo, Process } from '../../kernel/process.ts'
import { fstabEntries } from './fstab.ts'
import { kernelOptions, missingOption, type MountRequest, parseMount } from './mount-request.ts'
import { resolveSource } from './resolve-source.ts'

/** mount(8): lists what is mounted, or mounts a device, by fstab's help where only one name is given. */
export async function mount(proc: Process): Promise<number> {
  const request = parseMount(proc.argv.slice(1))
  if (!request) {
    await proc.stderr.line(`mount: bad usage\nTry 'mount --help' for more information.`)
    return 1
  }
  const { type, options, all, words } = request
  const refused = request.refused ?? missingOption(options)
  if (refused !== undefined) {
    await proc.stderr.line(`mount: ${refused}: Sandcloud's mount does not have this.`)
    return 1
  }
  if (all) return mountAll(proc, request)
  if (words.length === 0) {
    for (const each of proc.system.mounts())
      if (type === undefined || type.split(',').includes(each.type)) await proc.stdout.line(describe(each))
    return 0
  }
  if (options.includes('remount')) return remount(proc, request)
  if (words.length === 1) return mountByFstab(proc, request)
  return mountOne(proc, words[0]!, words[1]!, request)
}

const describe = ({ source, target, type, options }: MountInfo): string =>
  `${source} on ${target} type ${type} (${options.join(',')})`

async function mountByFstab(proc: Process, request: MountRequest): Promise<number> {
  const [name = ''] = request.words
  const entry = (await fstabEntries(proc)).find(({ source, target }) => source === name || target === name)
  if (entry) {
    const options = [...entry.options, ...request.options]
    return mountOne(proc, entry.source, entry.target, { ...request, type: entry.type, options })
  }
  await proc.stderr.line(`mount: ${name}: can't find in /etc/fstab.`)
  return 1
}

async function mountAll(proc: Process, request: MountRequest): Promise<number> {
  let status = 0
  for (const { source, target, type, options } of await fstabEntries(proc)) {
    const mounted = proc.system.mounts().some((each) => each.target === target)
    if (mounted || options.includes('noauto') || type === 'swap' || target === 'none') continue
    if (request.type !== undefined && !request.type.split(',').includes(type)) continue
    if (options.includes('nofail') && (await resolveSource(proc, source)) === undefined) continue
    const all = { ...request, type, options: [...options, ...request.options] }
    status = (await mountOne(proc, source, target, all)) || status
  }
  return status
}

/** mount -o remount,ro /data: by its directory or its device. */
async function remount(proc: Process, { words, options }: MountRequest): Promise<number> {
  const name = words.at(-1)!
  const path = await proc.realpath(name).catch(() => name)
  const mounted = proc.system.mounts().findLast(({ source, target }) => target === path || source === path)
  if (!mounted) return complain(proc, name, 'mount point not mounted or bad option.')
  if (!isRoot(proc)) return complain(proc, name, 'must be superuser to use mount.')
  try {
    await proc.mount(mounted.source, mounted.target, { options: kernelOptions(options) })
    return 0
  } catch (error) {
    if (isErrno(error, 'EBUSY')) return complain(proc, mounted.target, 'mount point is busy.')
    if (isErrno(error, 'EINVAL')) return complain(proc, name, 'mount point not mounted or bad option.')
    if (isErrno(error)) return complain(proc, name, `mount(2) system call failed: ${error.message}.`)
    throw error
  }
}

const isRoot = ({ credentials: { uid, realUid = uid } }: Process): boolean => realUid === 0

async function complain(proc: Process, name: string, text: string): Promise<number> {
  await proc.stderr.line(`mount: ${name}: ${text}`)
  return 32
}

async function mountOne(
  proc: Process,
  source: string,
  target: string,
  { type, options, verbose }: MountRequest,
): Promise<number> {
  if (!isRoot(proc)) return complain(proc, target, 'must be superuser to use mount.')
  const device = await resolveSource(proc, source)
  if (device === undefined) return complain(proc, target, `can't find ${source}.`)
  try {
    const wanted = type !== undefined && type !== 'auto' ? { type } : {}
    await proc.mount(device, target, { ...wanted, options: kernelOptions(options) })
    if (verbose) await proc.stdout.line(`mount: ${device} mounted on ${target}.`)
    return 0
  } catch (error) {
    if (!isErrno(error)) throw error
    return complain(proc, target, await explain(proc, error, device, target, type))
  }
}

async function explain(
  proc: Process,
  error: { code: string; message: string },
  device: string,
  target: string,
  type: string | undefined,
): Promise<string> {
  const there = (path: string): Promise<boolean> =>
    proc.stat(path).then(
      () => true,
      () => false,
    )
  if (!(await there(target))) return 'mount point does not exist.'
  if (error.code === 'ENOTDIR') return 'mount point is not a directory.'
  if (!(await there(device))) return `special device ${device} does not exist.`
  switch (error.code) {
    case 'ENOTBLK':
      return `${device} is not a block device.`
    case 'EBUSY': {
      const where = proc.system.mounts().find((each) => each.source === device)
      return where
        ? `${device} already mounted on ${where.target}.`
        : `${device} already mounted or mount point busy.`
    }
    case 'ENODEV':
      return type === 'xfs'
        ? "unknown filesystem type 'xfs'. Sandcloud's volumes have ext4."
        : `unknown filesystem type '${type}'.`
    case 'EROFS':
      return `cannot mount ${device} read-only.`
    case 'EINVAL':
      return `wrong fs type, bad option, bad superblock on ${device}, missing codepage or helper program, or other error.`
    default:
      return `mount(2) system call failed: ${error.message}.`
  }
}
