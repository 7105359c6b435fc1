import type { MountInfo, Process } from '../../kernel/process.ts'
import { Failure, program } from '../../programs/program.ts'
import { fstabEntries } from './fstab.ts'
import { humanSize } from './human-size.ts'
import { probeDevice, resolveSource } from './resolve-source.ts'

type Row = MountInfo & { branch: string }

type Column = (proc: Process, row: Row) => string | Promise<string>

const space = async (proc: Process, { target }: Row): Promise<{ size: number; free: number }> => {
  const { blocks, available, blockSize } = await proc.statfs(target)
  return { size: blocks * blockSize, free: available * blockSize }
}

const superblock = async (proc: Process, { source }: Row): Promise<{ uuid: string; label: string }> => {
  const found = source.startsWith('/dev/') ? await probeDevice(proc, source) : undefined
  return found?.type === 'ext4' ? found : { uuid: '', label: '' }
}

const columns: Readonly<Record<string, Column>> = {
  TARGET: (_proc, { branch, target }) => `${branch}${target}`,
  SOURCE: (_proc, { source }) => source,
  FSTYPE: (_proc, { type }) => type,
  OPTIONS: (_proc, { options }) => options.join(','),
  UUID: async (proc, row) => (await superblock(proc, row)).uuid,
  LABEL: async (proc, row) => (await superblock(proc, row)).label,
  SIZE: async (proc, row) => humanSize((await space(proc, row)).size),
  AVAIL: async (proc, row) => humanSize((await space(proc, row)).free),
  USED: async (proc, row) => {
    const { size, free } = await space(proc, row)
    return humanSize(size - free)
  },
}

/** findmnt(8): what is mounted where, as the tree that it is. */
export const findmnt = program(
  'findmnt',
  {
    short: 'klmno:rsS:t:T:',
    long: {
      kernel: 'k',
      list: 'l',
      mtab: 'm',
      noheadings: 'n',
      output: 'o:',
      raw: 'r',
      fstab: 's',
      source: 'S:',
      target: 'T:',
      types: 't:',
    },
    usage: '[options]\n findmnt [options] <device> | <mountpoint>\n findmnt [options] <device> <mountpoint>',
  },
  async (invocation) => {
    const { proc, operands } = invocation
    const wanted = (invocation.value('o') ?? 'TARGET,SOURCE,FSTYPE,OPTIONS').toUpperCase().split(',')
    const unknown = wanted.find((name) => !Object.hasOwn(columns, name))
    if (unknown !== undefined) throw new Failure(`unknown column: ${unknown}`)
    const mounts = invocation.has('s') ? await fstabEntries(proc) : proc.system.mounts()
    const types = invocation.value('t')?.split(',')
    const names = [...operands, ...(invocation.has('S') ? [invocation.value('S')!] : [])]
    const found = await narrowed(proc, mounts, names, invocation.value('T'))
    const chosen = found.filter(({ type }) => types?.includes(type) ?? true)
    const flat = ['l', 'r', 's', 't'].some((name) => invocation.has(name)) || found.length < mounts.length
    const rows = flat ? chosen.map((mounted) => ({ ...mounted, branch: '' })) : treeOf(chosen)
    if (rows.length === 0) return 1
    const cells = await Promise.all(
      rows.map((row) => Promise.all(wanted.map((name) => columns[name]!(proc, row)))),
    )
    if (!invocation.has('n')) cells.unshift(wanted)
    await invocation.write(invocation.has('r') ? raw(cells) : aligned(cells))
    return 0
  },
)

async function narrowed(
  proc: Process,
  mounts: readonly MountInfo[],
  names: readonly string[],
  within: string | undefined,
): Promise<MountInfo[]> {
  if (within !== undefined) {
    const { target } = await proc.statfs(within)
    return mounts.filter((mounted) => mounted.target === target).slice(-1)
  }
  let left = [...mounts]
  for (const name of names) {
    const path = await proc.realpath((await resolveSource(proc, name)) ?? name).catch(() => name)
    left = left.filter(({ source, target }) =>
      [name, path].some((each) => source === each || target === each),
    )
  }
  return left
}

/** Each mount below the one that holds its directory. */
function treeOf(mounts: readonly MountInfo[]): Row[] {
  const holds = (upper: MountInfo, lower: MountInfo): boolean =>
    upper !== lower && lower.target.startsWith(upper.target === '/' ? '/' : `${upper.target}/`)
  const parentOf = (mounted: MountInfo): MountInfo | undefined =>
    mounts
      .filter((each) => holds(each, mounted))
      .reduce<MountInfo | undefined>(
        (deepest, each) => (deepest && deepest.target.length >= each.target.length ? deepest : each),
        undefined,
      )
  const below = (parent: MountInfo | undefined, indent: string): Row[] => {
    const children = mounts.filter((mounted) => parentOf(mounted) === parent)
    return children.flatMap((mounted, index) => {
      const last = index === children.length - 1
      const top = parent === undefined
      return [
        { ...mounted, branch: top ? '' : `${indent}${last ? '└─' : '├─'}` },
        ...below(mounted, top ? '' : `${indent}${last ? '  ' : '│ '}`),
      ]
    })
  }
  return below(undefined, '')
}

const raw = (rows: readonly string[][]): string =>
  rows.map((cells) => `${cells.map((cell) => cell.replaceAll(' ', '\\x20')).join(' ')}\n`).join('')

function aligned(rows: readonly string[][]): string {
  const widths = rows[0]!.map((_, index) => Math.max(...rows.map((cells) => cells[index]!.length)))
  return rows
    .map(
      (cells) =>
        `${cells
          .map((cell, index) => cell.padEnd(widths[index]!))
          .join(' ')
          .trimEnd()}\n`,
    )
    .join('')
}
