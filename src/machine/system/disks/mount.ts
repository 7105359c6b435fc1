import { isErrno } from '../../errno.ts'
import type { MountInfo, Process } from '../../kernel/process.ts'
import { fstabEntries } from './fstab.ts'
import { resolveSource } from './resolve-source.ts'

interface MountOptions {
  type: string | undefined
  options: string[]
  all: boolean
  words: string[]
}

/** mount(8): lists what is mounted, or mounts a device, by fstab's help where only one name is given. */
export async function mount(proc: Process): Promise<number> {
  const parsed = parse(proc.argv.slice(1))
  if (!parsed) {
    await proc.stderr.line(`mount: bad usage\nTry 'mount --help' for more information.`)
    return 1
  }
  const { type, options, all, words } = parsed
  if (all) return mountAll(proc)
  if (words.length === 0) {
    for (const each of proc.system.mounts())
      if (type === undefined || each.type === type) await proc.stdout.line(describe(each))
    return 0
  }
  if (words.length === 1) {
    const [name = ''] = words
    const entry = (await fstabEntries(proc)).find(({ source, target }) => source === name || target === name)
    if (entry) return mountOne(proc, entry.source, entry.target, entry.type, [...entry.options, ...options])
    await proc.stderr.line(`mount: ${name}: can't find in /etc/fstab.`)
    return 1
  }
  return mountOne(proc, words[0]!, words[1]!, type, options)
}

const describe = ({ source, target, type, options }: MountInfo): string =>
  `${source} on ${target} type ${type} (${options.join(',')})`

async function mountAll(proc: Process): Promise<number> {
  let status = 0
  for (const { source, target, type, options } of await fstabEntries(proc)) {
    const mounted = proc.system.mounts().some((each) => each.target === target)
    if (mounted || options.includes('noauto') || type === 'swap') continue
    if (options.includes('nofail') && (await resolveSource(proc, source)) === undefined) continue
    status = (await mountOne(proc, source, target, type, options)) || status
  }
  return status
}

async function mountOne(
  proc: Process,
  source: string,
  target: string,
  type: string | undefined,
  options: readonly string[],
): Promise<number> {
  const complain = async (name: string, text: string): Promise<number> => {
    await proc.stderr.line(`mount: ${name}: ${text}`)
    return 32
  }
  if ((proc.credentials.realUid ?? proc.credentials.uid) !== 0)
    return complain(target, 'must be superuser to use mount.')
  const device = await resolveSource(proc, source)
  if (device === undefined) return complain(target, `can't find ${source}.`)
  try {
    const readOnly = options.includes('ro')
    await proc.mount(device, target, { ...(type && type !== 'auto' && { type }), readOnly })
    return 0
  } catch (error) {
    if (!isErrno(error)) throw error
    return complain(target, await explain(proc, error, device, target, type))
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

function parse(args: readonly string[]): MountOptions | undefined {
  const parsed: MountOptions = { type: undefined, options: [], all: false, words: [] }
  const rest = [...args]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '-t' || word === '--types') parsed.type = rest.shift()
    else if (word === '-o' || word === '--options') parsed.options.push(...(rest.shift() ?? '').split(','))
    else if (word === '-r' || word === '--read-only') parsed.options.push('ro')
    else if (word === '-a' || word === '--all') parsed.all = true
    else if (word === '-U' || word === '-L')
      parsed.words.push(`${word === '-U' ? 'UUID' : 'LABEL'}=${rest.shift()}`)
    else if (word === '-w' || word === '--rw' || word === '-v' || word === '-l' || word === '--') continue
    else if (word.startsWith('-')) return undefined
    else parsed.words.push(word)
  }
  return parsed.words.length > 2 ? undefined : parsed
}
