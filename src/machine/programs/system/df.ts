import { isErrno } from '../../errno.ts'
import type { MountInfo } from '../../kernel/process.ts'
import { misused } from '../files/cp.ts'
import { UsageError } from '../options.ts'
import { program, quoted, type Invocation } from '../program.ts'
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

interface Amounts {
  total: number
  used: number
  free: number
}

interface Row {
  source: string
  type: string
  /** In bytes. */
  blocks: Amounts
  inodes: Amounts
  /** The operand that asked for this file system. */
  file: string
  target: string
}

/** File systems without blocks of their own, which df leaves out. */
const unreal = new Set(['proc', 'sysfs', 'devpts', 'cgroup2', 'mqueue', 'securityfs'])

/** What a column shows, how wide it is at least, and whether numbers stand in it. */
interface Field {
  head: string
  least: number
  isNumber: boolean
  text(row: Row): string
}

export const df = program('df', spec, async (invocation) => {
  for (const option of ['i', 'P', 'T'])
    if (invocation.has('output') && invocation.has(option))
      return misused(invocation, `options -${option} and --output are mutually exclusive`)
  const wanted = invocation.values('t')
  const unwanted = invocation.values('x')
  const names = fieldNames(invocation)
  const rows = (await collect(invocation)).filter(
    ({ type }) => (wanted.length === 0 || wanted.includes(type)) && !unwanted.includes(type),
  )
  if (rows.length === 0 && invocation.status === 0) await invocation.complain('no file systems processed')
  if (rows.length === 0) return invocation.status
  if (invocation.has('total')) rows.push(sumOf(rows, names.includes('source')))
  const fields = fieldsFor(invocation)
  const columns = names.map((name) => fields[name]!)
  const table = [columns.map(({ head }) => head), ...rows.map((row) => columns.map(({ text }) => text(row)))]
  const widths = columns.map(({ least }, i) => Math.max(least, ...table.map((row) => row[i]!.length)))
  const line = (cells: string[]): string =>
    cells
      .map((cell, i) => {
        if (columns[i]!.isNumber) return cell.padStart(widths[i]!)
        return i === cells.length - 1 ? cell : cell.padEnd(widths[i]!)
      })
      .join(' ')
  await invocation.write(table.map((row) => `${line(row)}\n`).join(''))
  return invocation.status
})

const allFields = 'source fstype itotal iused iavail ipcent size used avail pcent file target'.split(' ')

/** The columns in their order: --output's, or those of the usual table. */
const fieldNames = (invocation: Invocation): string[] => {
  if (!invocation.has('output')) {
    const amounts = invocation.has('i') ? allFields.slice(2, 6) : allFields.slice(6, 10)
    return ['source', ...(invocation.has('T') ? ['fstype'] : []), ...amounts, 'target']
  }
  const names = invocation.options
    .filter(({ name, value }) => name === 'output' && value !== undefined)
    .flatMap(({ value }) => value!.split(','))
  names.forEach((name, i) => {
    if (!allFields.includes(name)) throw new UsageError(`option --output: field ${quoted(name)} unknown`)
    if (names.indexOf(name) < i)
      throw new UsageError(`option --output: field ${quoted(name)} used more than once`)
  })
  return names.length > 0 ? names : allFields
}

const fieldsFor = (invocation: Invocation): Record<string, Field> => {
  const human = invocation.last('h', 'H', 'k', 'm', 'B')
  const isHuman = human === 'h' || human === 'H'
  const unit = human === 'm' ? 1024 ** 2 : human === 'B' ? blockSize(invocation.value('B')) : 1024
  const isPortable = invocation.has('P')
  const bytes = (value: number): string =>
    isHuman ? humanSize(value, human === 'H' ? 1000 : 1024) : String(Math.ceil(value / unit))
  const count = (value: number): string =>
    isHuman ? humanSize(value, human === 'H' ? 1000 : 1024) : String(value)
  const percent = ({ total, used, free }: Amounts): string =>
    total === 0 ? '-' : `${Math.ceil((used * 100) / (used + free || 1))}%`
  const sizeHead =
    isPortable && unit === 1024 ? '1024-blocks' : `${unit === 1024 ? '1K' : humanSize(unit)}-blocks`
  const isShort = isHuman || invocation.has('output')
  const text = (head: string, least: number, show: Field['text']): Field => ({
    head,
    least,
    isNumber: false,
    text: show,
  })
  const number = (head: string, least: number, show: Field['text']): Field => ({
    head,
    least,
    isNumber: true,
    text: show,
  })
  return {
    source: text('Filesystem', 14, ({ source }) => source),
    fstype: text('Type', 4, ({ type }) => type),
    itotal: number('Inodes', 5, ({ inodes }) => count(inodes.total)),
    iused: number('IUsed', 5, ({ inodes }) => count(inodes.used)),
    iavail: number('IFree', 5, ({ inodes }) => count(inodes.free)),
    ipcent: number('IUse%', 4, ({ inodes }) => percent(inodes)),
    size: number(isHuman ? 'Size' : sizeHead.replace(/\.0(?=[KMG])/, ''), 5, ({ blocks }) =>
      bytes(blocks.total),
    ),
    used: number('Used', 5, ({ blocks }) => bytes(blocks.used)),
    avail: number(isShort ? 'Avail' : 'Available', 5, ({ blocks }) => bytes(blocks.free)),
    pcent: number(isPortable ? 'Capacity' : 'Use%', 4, ({ blocks }) => percent(blocks)),
    file: text('File', 0, ({ file }) => file),
    target: text('Mounted on', 0, ({ target }) => target),
  }
}

const sumOf = (rows: readonly Row[], hasSource: boolean): Row => {
  const sum = (key: 'blocks' | 'inodes'): Amounts => ({
    total: rows.reduce((all, row) => all + row[key].total, 0),
    used: rows.reduce((all, row) => all + row[key].used, 0),
    free: rows.reduce((all, row) => all + row[key].free, 0),
  })
  const target = hasSource ? '-' : 'total'
  return { source: 'total', type: '-', blocks: sum('blocks'), inodes: sum('inodes'), file: '-', target }
}

const blockSize = (text: string | undefined): number => {
  const match = /^(\d*)([KMGT]?)$/i.exec(text ?? '')
  if (!match || text === undefined) return 1024
  return (Number(match[1]) || 1) * 1024 ** ' KMGT'.indexOf(match[2]!.toUpperCase() || ' ')
}

const collect = async (invocation: Invocation): Promise<Row[]> => {
  const { proc, operands } = invocation
  const rows: Row[] = []
  const add = async (path: string, file: string, mount?: MountInfo): Promise<void> => {
    const fs = await proc.statfs(path)
    const { blockSize: size } = fs
    rows.push({
      source: mount?.source ?? fs.source,
      type: mount?.type ?? fs.type,
      blocks: { total: fs.blocks * size, used: (fs.blocks - fs.free) * size, free: fs.available * size },
      inodes: { total: fs.files, used: fs.files - fs.filesFree, free: fs.filesFree },
      file,
      target: mount?.target ?? fs.target,
    })
  }
  for (const operand of operands) await invocation.attempt(operand, () => add(operand, operand))
  if (operands.length > 0) return rows
  const wanted = invocation.values('t')
  const unwanted = invocation.values('x')
  for (const mount of proc.system.mounts()) {
    if (!invocation.has('a') && unreal.has(mount.type)) continue
    if ((wanted.length > 0 && !wanted.includes(mount.type)) || unwanted.includes(mount.type)) continue
    try {
      await add(mount.target, '-', mount)
    } catch (error) {
      if (!isErrno(error)) throw error
      await invocation.complain(`${mount.target}: ${error.message}`)
    }
  }
  return rows
}
