import { isErrno } from '../../../errno.ts'
import { gunzip } from '../../../net/gzip.ts'
import { findAccount, findGroup } from '../../accounts.ts'
import { makeDirectories } from '../../make-directories.ts'
import { isTrue, listOf, mapOf, textOf } from '../cloud-config.ts'
import { type Instance, type Module, ModuleFailed } from '../instance.ts'
import { runCommand } from '../run-command.ts'
import { fromBase64 } from '../user-data.ts'

const largest = 16 * 1024 * 1024

/** write_files, but for the ones that wait until users and packages are there. */
export const writeFiles: Module = {
  name: 'write_files',
  frequency: 'once-per-instance',
  run: (instance) => writeAll(instance, false),
}

export const writeFilesDeferred: Module = {
  name: 'write_files_deferred',
  frequency: 'once-per-instance',
  run: (instance) => writeAll(instance, true),
}

async function writeAll(instance: Instance, deferred: boolean): Promise<void> {
  for (const entry of listOf(instance.config.write_files).map(mapOf))
    if (isTrue(entry.defer) === deferred) await writeOne(instance, entry)
}

async function writeOne({ proc, log }: Instance, entry: Readonly<Record<string, unknown>>): Promise<void> {
  const path = textOf(entry.path)
  if (path === undefined || !path.startsWith('/')) {
    await log.warn(
      'cc_write_files.py',
      `No path provided to write for entry ${String(path)} in module write-files`,
    )
    return
  }
  const bytes = await contentOf(
    textOf(entry.content) ?? '',
    (textOf(entry.encoding) ?? 'text/plain').toLowerCase(),
  )
  const mode = permissionsOf(entry.permissions)
  await makeDirectories(proc, path.slice(0, path.lastIndexOf('/')))
  await proc.writeFile(path, bytes, { append: isTrue(entry.append), mode })
  await proc.chmod(path, mode)
  const [user, group] = (textOf(entry.owner) ?? 'root:root').split(':')
  const account = await findAccount(proc, user!)
  const gid = group === undefined ? account?.gid : await findGroup(proc, group)
  if (!account || gid === undefined) throw new ModuleFailed(`Unknown user or group: "getpwnam(): name not found: '${user}'"`) // prettier-ignore
  await proc.chown(path, account.uid, gid)
  await log.debug('util.py', `Writing to ${path} - ${isTrue(entry.append) ? 'ab' : 'wb'}: [${mode.toString(8)}] ${bytes.length} bytes`) // prettier-ignore
}

async function contentOf(text: string, encoding: string): Promise<Uint8Array> {
  const plain = new TextEncoder().encode(text)
  const packed = (): Uint8Array => fromBase64(text) ?? new Uint8Array(0)
  switch (encoding) {
    case 'b64':
    case 'base64':
      return packed()
    case 'gz+b64':
    case 'gz+base64':
    case 'gzip+b64':
    case 'gzip+base64':
      return gunzip(packed(), largest)
    case 'gz':
    case 'gzip':
      return gunzip(plain, largest)
    default:
      return plain
  }
}

function permissionsOf(value: unknown): number {
  // YAML 1.1 has read 0644 as the octal number that it is.
  if (typeof value === 'number') return value & 0o7777
  const text = textOf(value)
  return text !== undefined && /^(0o?)?[0-7]{1,4}$/.test(text)
    ? Number.parseInt(text.replace(/^0o/, ''), 8)
    : 0o644
}

/** mounts: lines of /etc/fstab, and `mount -a`. */
export const mounts: Module = {
  name: 'mounts',
  frequency: 'once-per-instance',
  async run(instance) {
    const { proc, log, config } = instance
    const swap = await makeSwap(instance)
    const lines = [
      ...listOf(config.mounts).flatMap((entry) => fstabLine(listOf(entry).map((field) => textOf(field)))),
      ...(swap === undefined ? [] : [{ line: [swap, 'none', 'swap', 'sw,comment=cloudconfig', '0', '0'].join('\t'), where: 'none' }]),
    ] // prettier-ignore
    if (lines.length === 0) return
    const fstab = await proc.readText('/etc/fstab').catch((error: unknown) => {
      if (isErrno(error)) return ''
      throw error
    })
    await proc.writeFile(
      '/etc/fstab',
      `${fstab.replace(/\n*$/, '\n')}${lines.map(({ line }) => `${line}\n`).join('')}`,
    )
    for (const { where } of lines) if (where.startsWith('/')) await makeDirectories(proc, where)
    if (swap !== undefined) await runCommand(proc, log, ['swapon', '-a'])
    const status = await runCommand(proc, log, ['mount', '-a'])
    if (status !== 0) await log.warn('cc_mounts.py', 'Failed to mount all: mount -a returned ' + status)
    await runCommand(proc, log, ['systemctl', 'daemon-reload'])
  },
}

const sizes: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  K: 2 ** 10,
  M: 2 ** 20,
  G: 2 ** 30,
  T: 2 ** 40,
}

/** `1024`, `512M`, `1.5G`: cloud-init's human2bytes. */
function bytesOf(value: unknown): number | undefined {
  const [, digits, unit = ''] = /^([\d.]+)\s*([BKMGT]?)$/i.exec(textOf(value) ?? '') ?? []
  const bytes = Number(digits) * sizes[unit.toUpperCase()]!
  return Number.isFinite(bytes) ? Math.floor(bytes) : undefined
}

/** swap: a file of that size, made a swap area. @returns its path when there is one. */
async function makeSwap({ proc, log, config }: Instance): Promise<string | undefined> {
  const wish = mapOf(config.swap)
  const path = textOf(wish.filename)
  const mebibytes = Math.ceil((bytesOf(wish.size) ?? 0) / 2 ** 20)
  if (path === undefined || wish.size === 0) return undefined
  if (mebibytes === 0) {
    await log.warn('cc_mounts.py', `Unable to setup swap file ${path}: size: ${textOf(wish.size) ?? 'None'}`)
    return undefined
  }
  await makeDirectories(proc, path.slice(0, path.lastIndexOf('/')))
  for (const argv of [
    ['fallocate', '-l', `${mebibytes}M`, path],
    ['chmod', '600', path],
    ['mkswap', path],
  ] as const)
    if ((await runCommand(proc, log, argv)) !== 0) {
      await log.warn('cc_mounts.py', `Failed to create swapfile '${path}' of size ${mebibytes}MB`)
      return undefined
    }
  return path
}

function fstabLine(fields: readonly (string | undefined)[]): { line: string; where: string }[] {
  const [device, where, type = 'auto', options = 'defaults,nofail', dump = '0', pass = '2'] = fields
  if (device === undefined || where === undefined || where === 'none') return []
  const name = /^(\/|UUID=|LABEL=|PARTUUID=)/.test(device) ? device : `/dev/${device.replace(/^\/dev\//, '')}`
  const shown = options.includes('comment=cloudconfig') ? options : `${options},comment=cloudconfig`
  return [{ line: [name, where, type, shown, dump, pass].join('\t'), where }]
}

/** growpart and resize_rootfs: the root follows the volume that it is on. */
export const growRoot: Module = {
  name: 'growpart',
  frequency: 'always',
  async run({ proc, log, config }) {
    const settings = mapOf(config.growpart)
    if (settings.mode === 'off' || settings.mode === false) return
    const source = proc.system.mounts().find(({ target }) => target === '/')?.source ?? ''
    const match = /^(\/dev\/(?:nvme\d+n\d+(?=p\d)|[a-z]+))p?(\d+)$/.exec(source)
    const disks = proc.system.blockDevices()
    const disk = disks.find(({ name }) => `/dev/${name}` === match?.[1])
    const part = disks.find(({ name }) => `/dev/${name}` === source)
    // growpart itself would say NOCHANGE: no more than the tables' own places are free.
    if (!match || !disk || !part || disk.size - part.size < 4 * 1024 * 1024) return
    if ((await runCommand(proc, log, ['growpart', match[1]!, match[2]!])) !== 0) return
    await log.log('cc_growpart.py', 'INFO', `'/' resized: changed (${source}) to fill ${match[1]}`)
    if (config.resize_rootfs !== false) await runCommand(proc, log, ['resize2fs', source])
  },
}
