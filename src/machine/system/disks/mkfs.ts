import { isErrno } from '../../errno.ts'
import { type MadeExt4, makeExt4, probe, randomUuid } from '../../fs/index.ts'
import type { Process } from '../../kernel/process.ts'
import { withDevice } from './device-of.ts'

const banner = 'mke2fs 1.46.5 (30-Dec-2021)'

interface MkfsOptions {
  device: string | undefined
  label: string
  uuid: string | undefined
  force: boolean
  quiet: boolean
}

/** mkfs(8): hands over to the maker of the type. */
export async function mkfs(proc: Process): Promise<number> {
  const args = proc.argv.slice(1)
  const at = args.findIndex((word) => word === '-t' || word === '--type')
  const type = at < 0 ? 'ext2' : (args[at + 1] ?? '')
  const rest = at < 0 ? args : args.toSpliced(at, 2)
  if (type === 'xfs')
    return xfs(
      proc,
      rest.findLast((word) => !word.startsWith('-')),
    )
  if (type === 'ext4') return make(proc, `mkfs.ext4`, rest)
  await proc.stderr.line(`mkfs: failed to execute mkfs.${type}: No such file or directory`)
  return 1
}

export const mkfsExt4 = (proc: Process): Promise<number> => make(proc, 'mkfs.ext4', proc.argv.slice(1))

export const mkfsXfs = (proc: Process): Promise<number> =>
  xfs(
    proc,
    proc.argv.slice(1).findLast((word) => !word.startsWith('-')),
  )

async function xfs(proc: Process, device = '<device>'): Promise<number> {
  await proc.stderr.line(
    `mkfs.xfs: Sandcloud has ext4 and no XFS. Use instead:\n    sudo mkfs -t ext4 ${device}`,
  )
  return 1
}

async function make(proc: Process, name: string, args: readonly string[]): Promise<number> {
  const options = parse(args)
  if (!options?.device) {
    await proc.stderr.line(`Usage: ${name} [-F] [-q] [-L volume-label] [-U UUID] device`)
    return 1
  }
  const { device } = options
  await proc.stderr.line(options.quiet ? '' : banner)
  try {
    const path = await proc.realpath(device)
    if (proc.system.mounts().some(({ source }) => source === path)) {
      await proc.stderr.line(`${device} is mounted; will not make a filesystem here!`)
      return 1
    }
    return await withDevice(proc, path, 'write', async (disk) => {
      const found = await probe(disk)
      if (found && !options.force && !(await confirm(proc, device, found.type))) return 1
      const uuid = options.uuid ?? randomUuid(proc.system.randomBytes(16))
      const made = await makeExt4(disk, { uuid, label: options.label, now: () => proc.system.now() })
      if (!options.quiet) await report(proc, made, uuid)
      return 0
    })
  } catch (error) {
    if (!isErrno(error)) throw error
    if (error.code === 'ENOENT')
      await proc.stderr.line(`The file ${device} does not exist and no size was specified.`)
    else if (error.code === 'EACCES') await proc.stderr.line(`Could not open ${device}: Permission denied`)
    else await proc.stderr.line(`${name}: ${error.message} while setting up superblock`)
    return 1
  }
}

async function confirm(proc: Process, device: string, type: string): Promise<boolean> {
  const what = type === 'gpt' ? 'a gpt partition table' : `a ${type} file system`
  await proc.stdout.line(`${device} contains ${what}`)
  if (!proc.tty(0)) return true
  await proc.stdout.write('Proceed anyway? (y,N) ')
  const answer = new TextDecoder().decode(await proc.read(0))
  return /^y/i.test(answer)
}

async function report(proc: Process, { blocks, inodes }: MadeExt4, uuid: string): Promise<void> {
  await proc.stdout.write(
    `Creating filesystem with ${blocks} 4k blocks and ${inodes} inodes\n` +
      `Filesystem UUID: ${uuid}\n\n` +
      'Allocating group tables: done                            \n' +
      'Writing inode tables: done                            \n' +
      'Creating journal: done\n' +
      'Writing superblocks and filesystem accounting information: done\n\n',
  )
}

function parse(args: readonly string[]): MkfsOptions | undefined {
  const options: MkfsOptions = { device: undefined, label: '', uuid: undefined, force: false, quiet: false }
  const rest = [...args]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '-L') options.label = rest.shift() ?? ''
    else if (word === '-U') options.uuid = rest.shift()
    // What every file system here has anyway.
    else if (word === '-t' && rest[0] === 'ext4') rest.shift()
    else if (word === '-b' && rest[0] === '4096') rest.shift()
    else if (word === '-m' && rest[0] === '5') rest.shift()
    else if (word === '-F') options.force = true
    else if (word === '-q') options.quiet = true
    else if (word.startsWith('-')) return undefined
    else options.device = word
  }
  return options
}
