import { isErrno } from '../../errno.ts'
import { type Gpt, linuxFileSystem, readGpt } from '../../fs/index.ts'
import type { BlockDeviceInfo } from '../../kernel/process.ts'
import { Failure, type Invocation, program } from '../../programs/program.ts'
import { withDevice } from './device-of.ts'

const sector = 512

/** fdisk(8) -l: the disks and their partition tables. */
export const fdisk = program('fdisk', { short: 'l', usage: '-l [<disk>...]' }, async (invocation) => {
  const { proc, operands } = invocation
  if (!invocation.has('l')) {
    const hint =
      "A whole volume takes a file system as it is ('sudo mkfs -t ext4 /dev/…'); growpart grows a partition."
    throw new Failure(`Sandcloud's fdisk lists partition tables (-l) and makes none. ${hint}`)
  }
  const disks = proc.system.blockDevices().filter(({ type }) => type === 'disk')
  const names = operands.length > 0 ? operands : disks.map(({ name }) => `/dev/${name}`)
  for (const [index, path] of names.entries()) {
    if (index > 0) await invocation.write('\n\n')
    const real = await proc.realpath(path).catch(() => path)
    const device = proc.system.blockDevices().find(({ name }) => `/dev/${name}` === real)
    await list(invocation, path, device)
  }
  return invocation.status
})

async function list(
  invocation: Invocation,
  path: string,
  device: BlockDeviceInfo | undefined,
): Promise<void> {
  try {
    const gpt = await withDevice(invocation.proc, path, 'read', readGpt)
    await invocation.write(describe(path, device?.size ?? 0, gpt))
  } catch (error) {
    if (!isErrno(error)) throw error
    await invocation.complain(`cannot open ${path}: ${error.message}`)
  }
}

function describe(path: string, size: number, gpt: Gpt | undefined): string {
  const head = `Disk ${path}: ${units(size)}, ${size} bytes, ${size / sector} sectors
${path.includes('nvme') ? 'Disk model: Amazon Elastic Block Store              \n' : ''}Units: sectors of 1 * 512 = 512 bytes
Sector size (logical/physical): 512 bytes / 4096 bytes
I/O size (minimum/optimal): 4096 bytes / 4096 bytes
`
  if (!gpt) return head
  const rows = gpt.partitions.map(({ number, start, size: bytes, type }) => [
    `${path}${/\d$/.test(path) ? 'p' : ''}${number}`,
    String(start / sector),
    String((start + bytes) / sector - 1),
    String(bytes / sector),
    short(bytes),
    type === linuxFileSystem ? 'Linux filesystem' : type,
  ])
  const table = [['Device', 'Start', 'End', 'Sectors', 'Size', 'Type'], ...rows]
  const widths = table[0]!.map((_, column) => Math.max(...table.map((cells) => cells[column]!.length)))
  const lines = table.map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0]!) : column === 5 ? cell : cell.padStart(widths[column]!),
      )
      .join(' '),
  )
  return `${head}Disklabel type: gpt\nDisk identifier: ${gpt.diskGuid.toUpperCase()}\n\n${lines.join('\n')}\n`
}

const units = (bytes: number): string =>
  bytes >= 1024 ** 4
    ? `${tidy(bytes / 1024 ** 4)} TiB`
    : bytes >= 1024 ** 3
      ? `${tidy(bytes / 1024 ** 3)} GiB`
      : `${tidy(bytes / 1024 ** 2)} MiB`

const short = (bytes: number): string => units(bytes).replace(/ (.)iB/, '$1')

const tidy = (value: number): string => String(Number(value.toFixed(2))).replace(/(\.\d)\d$/, '$1')
