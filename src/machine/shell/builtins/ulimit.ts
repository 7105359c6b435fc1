import { isErrno } from '../../errno.ts'
import type { Resource, ResourceLimit } from '../../kernel/resource-limits.ts'
import type { Shell } from '../shell.ts'
import { complainOf, invalidOption, type Builtin } from './builtin.ts'

interface Kind {
  what: string
  unit?: string
  /** In bytes, or whatever the kernel counts. */
  factor?: number
  /** A resource that the kernel bounds, or a figure that stands as it is. */
  limit: Resource | 'unlimited' | number
}

/** In the order and the words of bash's `ulimit -a`. */
const kinds: Readonly<Record<string, Kind>> = {
  R: { what: 'real-time non-blocking time', unit: 'microseconds', limit: 'unlimited' },
  c: { what: 'core file size', unit: 'blocks', factor: 1024, limit: 'core' },
  d: { what: 'data seg size', unit: 'kbytes', limit: 'unlimited' },
  e: { what: 'scheduling priority', limit: 0 },
  f: { what: 'file size', unit: 'blocks', factor: 1024, limit: 'fsize' },
  i: { what: 'pending signals', limit: 3623 },
  l: { what: 'max locked memory', unit: 'kbytes', limit: 8192 },
  m: { what: 'max memory size', unit: 'kbytes', limit: 'unlimited' },
  n: { what: 'open files', limit: 'nofile' },
  p: { what: 'pipe size', unit: '512 bytes', limit: 8 },
  q: { what: 'POSIX message queues', unit: 'bytes', limit: 819_200 },
  r: { what: 'real-time priority', limit: 0 },
  s: { what: 'stack size', unit: 'kbytes', limit: 8192 },
  t: { what: 'cpu time', unit: 'seconds', limit: 'cpu' },
  u: { what: 'max user processes', limit: 'nproc' },
  v: { what: 'virtual memory', unit: 'kbytes', limit: 'unlimited' },
  x: { what: 'file locks', limit: 'unlimited' },
}

type Side = keyof ResourceLimit

/** Shows and sets what the kernel bounds; the figures that it does not enforce can only be looked at. */
export const ulimit: Builtin = async (shell, args) => {
  const sides = new Set<Side>()
  const wanted: string[] = []
  let all = false
  let value: string | undefined
  for (const arg of args) {
    if (!/^-./.test(arg)) {
      value = arg
      continue
    }
    for (const letter of arg.slice(1)) {
      if (letter === 'S') sides.add('soft')
      else if (letter === 'H') sides.add('hard')
      else if (letter === 'a') all = true
      else if (kinds[letter]) wanted.push(letter)
      else return invalidOption(shell, 'ulimit', `-${letter}`, 'ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]')
    }
  }
  if (wanted.length === 0) wanted.push('f')
  if (value !== undefined && !all) {
    let status = 0
    for (const letter of wanted) status ||= await setLimit(shell, kinds[letter]!, sides, value)
    return status
  }
  const shown = all ? Object.keys(kinds) : wanted
  const side: Side = sides.has('hard') && !sides.has('soft') ? 'hard' : 'soft'
  const lines = shown.map((letter) => {
    const figure = textOf(shell, kinds[letter]!, side)
    return shown.length > 1 ? `${labelOf(letter)} ${figure}\n` : `${figure}\n`
  })
  await shell.proc.stdout.write(lines.join(''))
  return 0
}

const labelOf = (letter: string): string => {
  const { what, unit } = kinds[letter]!
  const note = `(${unit === undefined ? '' : `${unit}, `}-${letter})`
  return `${what.padEnd(20)} ${note.padStart(Math.max(19, 39 - Math.max(20, what.length)))}`
}

const textOf = (shell: Shell, { limit, factor = 1 }: Kind, side: Side): string => {
  const figure =
    typeof limit === 'number' || limit === 'unlimited' ? limit : shell.proc.resourceLimit(limit)[side]
  return typeof figure === 'number' && figure !== Infinity ? String(Math.floor(figure / factor)) : 'unlimited'
}

async function setLimit(shell: Shell, kind: Kind, sides: ReadonlySet<Side>, value: string): Promise<number> {
  const { what, limit, factor = 1 } = kind
  if (typeof limit === 'number' || limit === 'unlimited') {
    if (value === String(limit)) return 0
    return complainOf(shell, 'ulimit', `${what}: cannot modify limit: Function not implemented`)
  }
  const now = shell.proc.resourceLimit(limit)
  const figure = figureOf(value, now, factor)
  if (figure === undefined) return complainOf(shell, 'ulimit', `${value}: invalid number`)
  const both = sides.size === 0
  try {
    shell.proc.setResourceLimit(limit, {
      soft: both || sides.has('soft') ? figure : now.soft,
      hard: both || sides.has('hard') ? figure : now.hard,
    })
    return 0
  } catch (error) {
    if (!isErrno(error)) throw error
    return complainOf(shell, 'ulimit', `${what}: cannot modify limit: ${error.message}`)
  }
}

function figureOf(value: string, now: ResourceLimit, factor: number): number | undefined {
  if (value === 'unlimited') return Infinity
  if (value === 'soft' || value === 'hard') return now[value]
  return /^\d{1,15}$/.test(value) ? Number(value) * factor : undefined
}
