import { leadsSomewhere } from '../../kernel/exists.ts'
import { isErrno } from '../../errno.ts'
import { decodeSwap, swapPage } from '../../fs/index.ts'
import type { Process, Program } from '../../kernel/process.ts'
import { Failure, type Invocation, program } from '../../programs/program.ts'
import { fstabEntries } from './fstab.ts'
import { humanSize } from './human-size.ts'
import { resolveSource } from './resolve-source.ts'

/** swapon(8). */
export const swapon: Program = program(
  'swapon',
  {
    short: 'aep:sfvdo:L:U:',
    long: {
      all: 'a', ifexists: 'e', priority: 'p:', summary: 's', show: 'show', fixpgsz: 'f', verbose: 'v', discard: 'd', options: 'o:',
      noheadings: 'noheadings', bytes: 'bytes', raw: 'raw',
    },
    lacking: { f: '-f (--fixpgsz)', raw: '--raw' },
    usage: '[options] [<spec>]',
  }, // prettier-ignore
  async (run) => {
    const { proc, operands } = run
    if (run.has('s')) return summary(run)
    if (run.has('show') || (operands.length === 0 && !run.has('a', 'L', 'U'))) return show(run)
    const fromTable = run.has('a') ? await swapLines(proc) : []
    const specs = [...operands, ...run.values('L').map((label) => `LABEL=${label}`), ...run.values('U').map((uuid) => `UUID=${uuid}`)] // prettier-ignore
    let status = 0
    for (const { source, options } of fromTable) {
      const path = await resolveSource(proc, source)
      if (options.includes('noauto') || proc.system.swaps.list().some((area) => area.path === path)) continue
      if (path === undefined && options.includes('nofail')) continue
      status = (await turnOn(run, source, priorityOf(options))) || status
    }
    for (const spec of specs) status = (await turnOn(run, spec, run.value('p'))) || status
    return status
  },
)

/** swapoff(8). */
export const swapoff: Program = program(
  'swapoff',
  { short: 'avL:U:', long: { all: 'a', verbose: 'v' }, usage: '[options] [<spec>]' },
  async (run) => {
    const { proc } = run
    const specs = run.has('a') ? proc.system.swaps.list().map(({ path }) => path) : run.operands
    if (specs.length === 0 && !run.has('a')) throw new Failure('bad usage', 1)
    let status = 0
    for (const spec of specs) {
      const path = (await resolveSource(proc, spec)) ?? spec
      const problem =
        proc.credentials.uid !== 0
          ? 'Not superuser.'
          : !(await leadsSomewhere(proc, path))
            ? `${path}: swapoff failed: No such file or directory`
            : proc.system.swaps.remove(path)
              ? undefined
              : `${path}: swapoff failed: Invalid argument`
      if (problem === undefined) continue
      await proc.stderr.line(`swapoff: ${problem}`)
      status = 4
    }
    return status
  },
)

const swapLines = async (proc: Process) => (await fstabEntries(proc)).filter(({ type }) => type === 'swap')

const priorityOf = (options: readonly string[]): string | undefined =>
  options.find((option) => option.startsWith('pri='))?.slice('pri='.length)

async function turnOn({ proc }: Invocation, spec: string, priority: string | undefined): Promise<number> {
  const refuse = async (text: string): Promise<number> => {
    await proc.stderr.line(`swapon: ${text}`)
    return 255
  }
  const path = await resolveSource(proc, spec)
  if (path === undefined) return refuse(`cannot find the device for ${spec}`)
  try {
    const fd = await proc.open(path, { read: true })
    try {
      const { type, mode, uid, size, blocks } = await proc.fstat(fd)
      if (type !== 'file' && type !== 'block') return await refuse(`${path}: swapon failed: Invalid argument`)
      if (type === 'file' && (mode & 0o077) !== 0)
        await proc.stderr.line(`swapon: ${path}: insecure permissions ${(mode & 0o777).toString(8).padStart(4, '0')}, 0600 suggested.`) // prettier-ignore
      if (type === 'file' && uid !== 0)
        await proc.stderr.line(`swapon: ${path}: insecure file owner ${uid}, 0 (root) suggested.`)
      // What is not there in blocks cannot be written to when memory is short.
      if (type === 'file' && blocks * 512 < size)
        return await refuse(`${path}: skipping - it appears to have holes.`)
      const header = decodeSwap(await readPage(proc, fd))
      if (!header) return await refuse(`${path}: read swap header failed`)
      if (proc.credentials.uid !== 0) return await refuse(`${path}: swapon failed: Operation not permitted`)
      if (proc.system.swaps.list().some((area) => area.path === path))
        return await refuse(`${path}: swapon failed: Device or resource busy`)
      proc.system.swaps.add({
        path,
        type: type === 'block' ? 'partition' : 'file',
        size: (header.pages - 1) * swapPage,
        ...(priority !== undefined && { priority: Number(priority) || 0 }),
      })
      return 0
    } finally {
      await proc.close(fd)
    }
  } catch (error) {
    if (!isErrno(error)) throw error
    return refuse(`cannot open ${path}: ${error.message}`)
  }
}

async function readPage(proc: Process, fd: number): Promise<Uint8Array> {
  const page = new Uint8Array(swapPage)
  for (let filled = 0; filled < swapPage;) {
    const bytes = await proc.read(fd, swapPage - filled)
    if (bytes.length === 0) break
    page.set(bytes, filled)
    filled += bytes.length
  }
  return page
}

async function summary(run: Invocation): Promise<number> {
  const areas = run.proc.system.swaps.list()
  if (areas.length > 0) await run.write(await run.proc.readText('/proc/swaps'))
  return 0
}

/** Without any area there is no heading either. */
async function show(run: Invocation): Promise<number> {
  const areas = run.proc.system.swaps.list()
  if (areas.length === 0) return 0
  const rows = areas.map(({ path, type, size, priority }) => {
    const shown = run.has('bytes') ? String(size) : humanSize(size)
    return [path, type, shown, run.has('bytes') ? '0' : '0B', String(priority)]
  })
  const all = run.has('noheadings') ? rows : [['NAME', 'TYPE', 'SIZE', 'USED', 'PRIO'], ...rows]
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]!.length)))
  for (const row of all)
    await run.write(`${row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join(' ').trimEnd()}\n`) // prettier-ignore
  return 0
}
