import { isErrno } from '../../errno.ts'
import { type Ext4Facts, randomUuid } from '../../fs/index.ts'
import type { Process, Program } from '../../kernel/process.ts'
import { Failure, type Invocation, program } from '../../programs/program.ts'

const version = '1.46.5 (30-Dec-2021)'
const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** tune2fs(8), as far as a volume has something to tune: its label and its UUID. */
export const tune2fs = program(
  'tune2fs',
  { short: 'lL:U:f', usage: '[-l] [-f] [-L volume_label] [-U UUID] device' },
  async (invocation) => {
    const { proc } = invocation
    const device = await deviceOf(invocation, 'tune2fs')
    await proc.stdout.line(`tune2fs ${version}`)
    const label = invocation.value('L')
    const uuid = uuidOf(proc, invocation.value('U'))
    if (label !== undefined || uuid !== undefined)
      await onDevice(device, () =>
        proc.identifyFileSystem(device, {
          ...(label !== undefined && { label }),
          ...(uuid !== undefined && { uuid }),
        }),
      )
    if (invocation.has('l')) await proc.stdout.write(superblockText(await factsOf(proc, device)))
    return 0
  },
)

/** dumpe2fs(8) -h: the superblock only. */
export const dumpe2fs = program('dumpe2fs', { short: 'h', usage: '-h device' }, async (invocation) => {
  const { proc } = invocation
  const device = await deviceOf(invocation, 'dumpe2fs')
  await proc.stderr.line(`dumpe2fs ${version}`)
  if (!invocation.has('h'))
    throw new Failure("Sandcloud's dumpe2fs shows the superblock only: dumpe2fs -h device")
  await proc.stdout.write(superblockText(await factsOf(proc, device)))
  return 0
})

/** e2label(8): shows or changes a label. */
export const e2label: Program = program(
  'e2label',
  { short: '', usage: 'device [newlabel]' },
  async (invocation) => {
    const { proc, operands } = invocation
    const device = await deviceOf(invocation, 'e2label')
    const label = operands[1]
    if (label === undefined) await proc.stdout.line((await factsOf(proc, device)).label)
    else await onDevice(device, () => proc.identifyFileSystem(device, { label }))
    return 0
  },
)

async function deviceOf({ operands, proc }: Invocation, name: string): Promise<string> {
  const [device] = operands
  if (device === undefined) throw new Failure(`Usage: ${name} [options] device`)
  return proc.realpath(device).catch(() => device)
}

function uuidOf(proc: Process, wanted: string | undefined): string | undefined {
  if (wanted === 'random' || wanted === 'time') return randomUuid(proc.system.randomBytes(16))
  if (wanted === 'clear') return '00000000-0000-0000-0000-000000000000'
  if (wanted !== undefined && !uuidForm.test(wanted)) throw new Failure('Invalid UUID format')
  return wanted?.toLowerCase()
}

const factsOf = (proc: Process, device: string): Promise<Ext4Facts> =>
  onDevice(device, () => proc.describeFileSystem(device))

async function onDevice<T>(device: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isErrno(error)) throw error
    if (error.code === 'EBUSY')
      throw new Failure('The UUID may only be changed when the filesystem is unmounted.')
    const what =
      error.code === 'EINVAL'
        ? 'Bad magic number in super-block'
        : error.code === 'EPERM'
          ? 'Permission denied'
          : error.message
    const hint = error.code === 'EINVAL' ? "\nCouldn't find valid filesystem superblock." : ''
    throw new Failure(`${what} while trying to open ${device}${hint}`)
  }
}

function superblockText(facts: Ext4Facts): string {
  const rows: readonly (readonly [name: string, value: string | number])[] = [
    ['Filesystem volume name', facts.label === '' ? '<none>' : facts.label],
    ['Filesystem UUID', facts.uuid],
    ['Filesystem magic number', '0xEF53'],
    ['Filesystem revision #', '1 (dynamic)'],
    ['Filesystem features', facts.features.join(' ')],
    ['Filesystem flags', 'signed_directory_hash '],
    ['Default mount options', 'user_xattr acl'],
    ['Filesystem state', 'clean'],
    ['Errors behavior', 'Continue'],
    ['Filesystem OS type', 'Linux'],
    ['Inode count', facts.inodes],
    ['Block count', facts.blocks],
    ['Reserved block count', facts.reservedBlocks],
    ['Free blocks', facts.freeBlocks],
    ['Free inodes', facts.freeInodes],
    ['First block', 0],
    ['Block size', 4096],
    ['Fragment size', 4096],
    ['Reserved GDT blocks', facts.reservedDescriptorBlocks],
    ['Blocks per group', 32_768],
    ['Fragments per group', 32_768],
    ['Inodes per group', facts.inodesPerGroup],
    ['Filesystem created', dateText(facts.created)],
    ['Last write time', dateText(facts.written)],
    ['Last checked', dateText(facts.checked)],
    ['Check interval', '0 (<none>)'],
    ['Reserved blocks uid', '0 (user root)'],
    ['Reserved blocks gid', '0 (group root)'],
    ['First inode', 11],
    ['Inode size', 256],
    ['Journal inode', 8],
  ]
  return rows.map(([name, value]) => `${`${name}:`.padEnd(26)}${value}\n`).join('')
}

/** ctime(3), in UTC. */
function dateText(seconds: number): string {
  const [day, date, month, year, time] = new Date(seconds * 1000).toUTCString().replace(',', '').split(' ')
  return `${day} ${month} ${String(Number(date)).padStart(2)} ${time} ${year}`
}
