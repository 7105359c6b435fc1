import { concat } from '../../bytes.ts'
import { isErrno } from '../../errno.ts'
import { limits } from '../../kernel/limits.ts'
import { eachInput } from '../inputs.ts'
import { Failure, program, quoted, shellQuoted, type Invocation } from '../program.ts'
import { Headers, wantedPart } from './part-of-input.ts'

const spec = {
  short: 'c:fFn:qs:vz0123456789',
  long: {
    bytes: 'c:',
    lines: 'n:',
    follow: 'f::',
    quiet: 'q',
    silent: 'q',
    verbose: 'v',
    retry: 'retry',
    pid: 'pid:',
    'sleep-interval': 's:',
    'zero-terminated': 'z',
  },
  usage: '[OPTION]... [FILE]...',
}

export const tail = program('tail', spec, async (invocation) => {
  const { bytes, count, sign } = wantedPart(invocation)
  const delimiter = invocation.has('z') ? 0 : 10
  const follows = invocation.has('f', 'F')
  const warn = (message: string): Promise<void> => invocation.proc.stderr.write(`tail: warning: ${message}\n`)
  const pids = invocation.values('pid').map((pid) => {
    if (!/^\d{1,9}$/.test(pid)) throw new Failure(`invalid PID: ${quoted(pid)}`)
    return Number(pid)
  })
  if (!follows && invocation.has('retry'))
    await warn('--retry ignored; --retry is useful only when following')
  if (!follows && pids.length > 0) await warn('PID ignored; --pid=PID is useful only when following')
  const headers = new Headers(invocation)
  await eachInput(
    invocation,
    invocation.operands,
    async (fd, name) => {
      await headers.show(name, true)
      if (sign === '+') await fromStart(invocation, fd, count, bytes, delimiter)
      else if (bytes) await lastBytes(invocation, fd, count)
      else await lastLines(invocation, fd, count, delimiter)
    },
    (name, message) =>
      message === 'Is a directory'
        ? `error reading ${shellQuoted(name)}: ${message}`
        : `cannot open ${shellQuoted(name)} for reading: ${message}`,
  )
  if (follows && invocation.operands.length > 0) await follow(invocation, headers, pids)
  return invocation.status
})

const fromStart = async (
  invocation: Invocation,
  fd: number,
  count: number,
  bytes: boolean,
  delimiter: number,
): Promise<void> => {
  let skip = Math.max(0, count - 1)
  for (;;) {
    const chunk = await invocation.proc.read(fd)
    if (chunk.length === 0) return
    let start = 0
    if (bytes) start = Math.min(skip, chunk.length)
    else
      for (let left = skip; left > 0; left--) {
        const at = chunk.indexOf(delimiter, start)
        if (at < 0) {
          start = chunk.length
          break
        }
        start = at + 1
        skip--
      }
    if (bytes) skip -= start
    if (start < chunk.length) await invocation.write(chunk.subarray(start))
  }
}

const lastBytes = async (invocation: Invocation, fd: number, count: number): Promise<void> => {
  await keepLast(
    invocation,
    fd,
    (all) => Math.max(0, all.length - count),
    (length) => length > count,
  )
}

const lastLines = async (
  invocation: Invocation,
  fd: number,
  count: number,
  delimiter: number,
): Promise<void> => {
  const start = (all: Uint8Array): number => {
    let at = all.length
    if (all.at(-1) === delimiter) at--
    for (let left = count; left > 0; left--) {
      at = at <= 0 ? -1 : all.lastIndexOf(delimiter, at - 1)
      if (at < 0) return 0
    }
    return count === 0 ? all.length : at + 1
  }
  await keepLast(invocation, fd, start, () => false)
}

/** Reads to the end and writes from where `start` says; what cannot be needed is dropped on the way. */
const keepLast = async (
  invocation: Invocation,
  fd: number,
  start: (all: Uint8Array) => number,
  enough: (length: number) => boolean,
): Promise<void> => {
  let chunks: Uint8Array[] = []
  let total = 0
  let roomy = 512 * 65_536
  for (;;) {
    const chunk = await invocation.proc.read(fd)
    if (chunk.length === 0) break
    chunks.push(chunk)
    total += chunk.length
    while (chunks.length > 1 && enough(total - chunks[0]!.length)) total -= chunks.shift()!.length
    if (total > limits.wholeFile) throw new Failure('memory exhausted')
    // A long stream of lines: keep what the last lines take, now and then.
    if (total > roomy) {
      const all = joined(chunks)
      chunks = [all.subarray(start(all))]
      total = chunks[0]!.length
      roomy = Math.max(roomy, 2 * total)
    }
  }
  const all = joined(chunks)
  await invocation.write(all.subarray(start(all)))
}

const joined = (chunks: readonly Uint8Array[]): Uint8Array =>
  chunks.length === 1 ? chunks[0]! : concat(chunks)

/** Looks every so often whether the files have grown, were cut, or (-F) are other files now. */
const follow = async (invocation: Invocation, headers: Headers, pids: readonly number[]): Promise<void> => {
  const { proc } = invocation
  const interval = (Number(invocation.value('s')) || 0.25) * 1000
  const byName = invocation.has('F') || invocation.value('f') === 'name'
  const waits = invocation.has('F', 'retry')
  const files = new Map<string, { size: number; ino: number }>()
  for (const name of invocation.operands) {
    const stat = await quietly(() => proc.stat(name))
    if (stat && stat.type === 'file') files.set(name, { size: stat.size, ino: stat.ino })
    else if (waits) files.set(name, { size: 0, ino: -1 })
  }
  if (files.size === 0) {
    await invocation.complain('no files remaining')
    return
  }
  for (;;) {
    if (pids.length > 0 && !(await someLive(invocation, pids))) return
    await proc.sleep(interval)
    for (const [name, known] of files) {
      const stat = await quietly(() => proc.stat(name))
      if (!stat) continue
      if (stat.ino !== known.ino && (byName || known.ino === -1)) {
        await proc.stderr.write(
          `tail: ${shellQuoted(name)} has ${known.ino === -1 ? 'appeared' : 'been replaced'};  following new file\n`,
        )
        Object.assign(known, { size: 0, ino: stat.ino })
      } else if (stat.size < known.size) {
        await proc.stderr.write(`tail: ${name}: file truncated\n`)
        known.size = 0
      }
      if (stat.size === known.size) continue
      await headers.show(name)
      known.size = await showFrom(invocation, name, known.size)
    }
  }
}

/** --pid: whether one of them is still there; others' processes count too. */
const someLive = async ({ proc }: Invocation, pids: readonly number[]): Promise<boolean> => {
  for (const pid of pids) {
    const state = await quietly(() => proc.readText(`/proc/${pid}/stat`))
    // What has ended and is only waited for by its parent is gone.
    if (state !== undefined && !/\) [ZX] /.test(state)) return true
  }
  return false
}

const showFrom = async (invocation: Invocation, name: string, from: number): Promise<number> => {
  const { proc } = invocation
  const fd = await proc.open(name, { read: true })
  try {
    let at = await proc.seek(fd, from, 'set')
    for (;;) {
      const chunk = await proc.read(fd)
      if (chunk.length === 0) return at
      await invocation.write(chunk)
      at += chunk.length
    }
  } finally {
    await proc.close(fd)
  }
}

const quietly = async <T>(run: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await run()
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'EACCES', 'ENOTDIR')) return undefined
    throw error
  }
}
