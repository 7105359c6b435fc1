import type { BlockDeviceInfo, Process } from '../../kernel/process.ts'
import { humanSize } from './human-size.ts'

type Column = 'NAME' | 'MAJ:MIN' | 'RM' | 'SIZE' | 'RO' | 'TYPE' | 'MOUNTPOINTS' | 'MOUNTPOINT' | 'FSTYPE' | 'FSVER' | 'LABEL' | 'UUID' | 'FSAVAIL' | 'FSUSE%' | 'SERIAL' | 'PATH' | 'PKNAME' // prettier-ignore

const usual: Column[] = ['NAME', 'MAJ:MIN', 'RM', 'SIZE', 'RO', 'TYPE', 'MOUNTPOINTS']
const fileSystems: Column[] = ['NAME', 'FSTYPE', 'FSVER', 'LABEL', 'UUID', 'FSAVAIL', 'FSUSE%', 'MOUNTPOINTS']
const known = new Set<string>([...usual, ...fileSystems, 'SERIAL', 'PATH', 'PKNAME', 'MOUNTPOINT'])
const rightAligned = new Set<Column>(['RM', 'SIZE', 'RO', 'FSAVAIL', 'FSUSE%'])

interface LsblkOptions {
  columns: Column[]
  bytes: boolean
  headings: boolean
  disksOnly: boolean
  list: boolean
  devices: string[]
}

/** lsblk(8). */
export async function lsblk(proc: Process): Promise<number> {
  const options = parse(proc.argv.slice(1))
  if (typeof options === 'string') {
    await proc.stderr.line(`lsblk: ${options}`)
    return 1
  }
  const all = proc.system.blockDevices()
  for (const path of options.devices) {
    const name = (await proc.realpath(path).catch(() => path)).replace('/dev/', '')
    if (all.some((device) => device.name === name)) continue
    await proc.stderr.line(`lsblk: ${path}: not a block device`)
    return 32
  }
  const wanted = await Promise.all(
    options.devices.map(async (path) => (await proc.realpath(path)).replace('/dev/', '')),
  )
  const rows: string[][] = options.headings ? [[...options.columns]] : []
  for (const { device, branch } of tree(all, wanted, options.list)) {
    if (options.disksOnly && device.type !== 'disk') continue
    rows.push(await row(proc, device, branch, options))
  }
  await proc.stdout.write(table(rows, options.columns))
  return 0
}

function tree(
  all: readonly BlockDeviceInfo[],
  wanted: readonly string[],
  flat: boolean,
): { device: BlockDeviceInfo; branch: string }[] {
  const tops = all.filter((device) =>
    wanted.length > 0 ? wanted.includes(device.name) : device.parent === undefined,
  )
  return tops.flatMap((disk) => {
    const parts = all.filter(({ parent }) => parent === disk.name)
    const branchOf = (index: number): string => (flat ? '' : index === parts.length - 1 ? '└─' : '├─')
    return [
      { device: disk, branch: '' },
      ...parts.map((device, index) => ({ device, branch: branchOf(index) })),
    ]
  })
}

async function row(
  proc: Process,
  device: BlockDeviceInfo,
  branch: string,
  { columns, bytes }: LsblkOptions,
): Promise<string[]> {
  const path = `/dev/${device.name}`
  const mount = proc.system.mounts().find(({ source }) => source === path)
  const holds = device.holds && device.holds.type !== 'gpt' ? device.holds : undefined
  const swap = proc.system.swaps.list().some((area) => area.path === path) ? '[SWAP]' : ''
  const space = mount && columns.includes('FSAVAIL') ? await proc.statfs(mount.target) : undefined
  const values: Record<Column, string> = {
    NAME: `${branch}${device.name}`,
    'MAJ:MIN': `${String(device.major).padStart(3)}:${String(device.minor).padEnd(3)}`,
    RM: '0',
    SIZE: bytes ? String(device.size) : humanSize(device.size),
    RO: device.readOnly ? '1' : '0',
    TYPE: device.type,
    MOUNTPOINTS: mount?.target ?? swap,
    MOUNTPOINT: mount?.target ?? swap,
    FSTYPE: holds?.type ?? '',
    FSVER: holds ? (holds.type === 'swap' ? '1' : '1.0') : '',
    LABEL: holds?.label ?? '',
    UUID: holds?.uuid ?? '',
    FSAVAIL: space ? humanSize(space.available * space.blockSize) : '',
    'FSUSE%': space ? `${Math.round((100 * (space.blocks - space.free)) / space.blocks)}%` : '',
    SERIAL: device.serial,
    PATH: path,
    PKNAME: device.parent ?? '',
  }
  return columns.map((column) => values[column])
}

function table(rows: readonly string[][], columns: readonly Column[]): string {
  const widths = columns.map((_, index) => Math.max(...rows.map((cells) => cells[index]!.length)))
  const lines = rows.map((cells) =>
    cells
      .map((cell, index) => {
        const last = index === cells.length - 1
        if (rightAligned.has(columns[index]!)) return cell.padStart(widths[index]!)
        return last ? cell : cell.padEnd(widths[index]!)
      })
      .join(' '),
  )
  return lines.map((line) => `${line}\n`).join('')
}

function parse(args: readonly string[]): LsblkOptions | string {
  const options: LsblkOptions = {
    columns: usual,
    bytes: false,
    headings: true,
    disksOnly: false,
    list: false,
    devices: [],
  }
  const rest = [...args]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('-')) {
      options.devices.push(word)
      continue
    }
    if (word === '--fs') word = '-f'
    for (const letter of word.replace(/^-/, '')) {
      if (letter === 'f') options.columns = fileSystems
      else if (letter === 'b') options.bytes = true
      else if (letter === 'n') options.headings = false
      else if (letter === 'd') options.disksOnly = true
      else if (letter === 'l') options.list = true
      else if (letter === 'p' || letter === 'a') continue
      else if (letter === 'o') {
        const columns = (rest.shift() ?? '').toUpperCase().split(',')
        const unknown = columns.find((column) => !known.has(column))
        if (unknown !== undefined) return `unknown column: ${unknown}`
        options.columns = columns as Column[]
      } else return `invalid option -- '${letter}'\nTry 'lsblk --help' for more information.`
    }
  }
  return options
}
