import { isErrno } from '../../errno.ts'
import type { MountInfo } from '../../kernel/process.ts'
import { Failure, program, type Invocation } from '../program.ts'
import { humanSize } from '../sizes.ts'

const spec = {
  short: 'aB:hHiklPt:Tx:mv',
  long: {
    all: 'a',
    'human-readable': 'h',
    si: 'H',
    inodes: 'i',
    local: 'l',
    portability: 'P',
    'print-type': 'T',
    type: 't:',
    'exclude-type': 'x:',
    total: 'total',
    'block-size': 'B:',
    output: 'output::',
  },
  usage: '[OPTION]... [FILE]...',
}

interface Row {
  source: string
  type: string
  total: number
  used: number
  free: number
  target: string
}

/** File systems without blocks of their own, which df leaves out. */
const unreal = new Set(['proc', 'sysfs', 'devpts', 'cgroup2', 'mqueue', 'securityfs'])

export const df = program('df', spec, async (invocation) => {
  if (invocation.has('output', 'total')) throw new Failure("Sandcloud's df has no --output and no --total")
  const wanted = invocation.values('t')
  const unwanted = invocation.values('x')
  const rows = (await collect(invocation)).filter(
    ({ type }) => (wanted.length === 0 || wanted.includes(type)) && !unwanted.includes(type),
  )
  if (rows.length === 0 && invocation.status === 0) await invocation.complain('no file systems processed')
  if (rows.length === 0) return invocation.status
  const human = invocation.last('h', 'H')
  const unit = invocation.has('m') ? 1024 ** 2 : blockSize(invocation.value('B'))
  const inodes = invocation.has('i')
  const shown = (value: number): string => {
    if (human) return humanSize(value, human === 'H' && !inodes ? 1000 : 1024)
    return String(inodes ? value : Math.ceil(value / unit))
  }
  const sizeHead = inodes
    ? 'Inodes'
    : human
      ? 'Size'
      : unit === 1024
        ? invocation.has('P')
          ? '1024-blocks'
          : '1K-blocks'
        : unit === 1024 ** 2
          ? '1M-blocks'
          : `${humanSize(unit)}-blocks`
  const heads = inodes
    ? [sizeHead, 'IUsed', 'IFree', 'IUse%']
    : [sizeHead, 'Used', human ? 'Avail' : 'Available', invocation.has('P') ? 'Capacity' : 'Use%']
  const table = [
    ['Filesystem', ...(invocation.has('T') ? ['Type'] : []), ...heads, 'Mounted on'],
    ...rows.map(({ source, type, total, used, free, target }) => {
      const percent = total === 0 ? '-' : `${Math.ceil((used * 100) / (used + free || 1))}%`
      return [
        source,
        ...(invocation.has('T') ? [type] : []),
        shown(total),
        shown(used),
        shown(free),
        percent,
        target,
      ]
    }),
  ]
  const leftAligned = invocation.has('T') ? 2 : 1
  const widths = table[0]!.map((_, i) =>
    Math.max(
      i === 0 ? 14 : 0,
      i >= leftAligned && i < leftAligned + 3 ? 5 : 0,
      ...table.map((row) => row[i]!.length),
    ),
  )
  const line = (cells: string[]): string =>
    cells
      .map((cell, i) =>
        i === cells.length - 1 ? cell : i < leftAligned ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!),
      )
      .join(' ')
  await invocation.write(table.map((row) => `${line(row)}\n`).join(''))
  return invocation.status
})

const blockSize = (text: string | undefined): number => {
  const match = /^(\d*)([KMGT]?)$/i.exec(text ?? '')
  if (!match || text === undefined) return 1024
  return (Number(match[1]) || 1) * 1024 ** ' KMGT'.indexOf(match[2]!.toUpperCase() || ' ')
}

const collect = async (invocation: Invocation): Promise<Row[]> => {
  const { proc, operands } = invocation
  const rows: Row[] = []
  const inodes = invocation.has('i')
  const add = async (path: string, mount?: MountInfo): Promise<void> => {
    const fs = await proc.statfs(path)
    const scale = inodes ? 1 : fs.blockSize
    const [total, free, available] = inodes
      ? [fs.files, fs.filesFree, fs.filesFree]
      : [fs.blocks, fs.free, fs.available]
    rows.push({
      source: mount?.source ?? fs.source,
      type: mount?.type ?? fs.type,
      total: total * scale,
      used: (total - free) * scale,
      free: available * scale,
      target: mount?.target ?? fs.target,
    })
  }
  for (const operand of operands) await invocation.attempt(operand, () => add(operand))
  if (operands.length > 0) return rows
  const wanted = invocation.values('t')
  const unwanted = invocation.values('x')
  for (const mount of proc.system.mounts()) {
    if (!invocation.has('a') && unreal.has(mount.type)) continue
    if ((wanted.length > 0 && !wanted.includes(mount.type)) || unwanted.includes(mount.type)) continue
    try {
      await add(mount.target, mount)
    } catch (error) {
      if (!isErrno(error)) throw error
      await invocation.complain(`${mount.target}: ${error.message}`)
    }
  }
  return rows
}
