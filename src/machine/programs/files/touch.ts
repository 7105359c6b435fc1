import { isErrno } from '../../errno.ts'
import { UsageError } from '../options.ts'
import { Failure, program, quoted, shellQuoted, type Invocation } from '../program.ts'
import { parseDate } from '../text/parse-date.ts'
import { misused } from './cp.ts'
import { lstatOrNothing, statOrNothing } from './paths.ts'

const spec = {
  short: 'acd:hmr:t:',
  long: { 'no-create': 'c', date: 'd:', reference: 'r:', time: 'time:', 'no-dereference': 'h' },
  usage: '[OPTION]... FILE...',
}

/** What --time takes: -a or -m. */
const timeWords: Readonly<Record<string, 'a' | 'm'>> = { atime: 'a', access: 'a', use: 'a', mtime: 'm', modify: 'm' } // prettier-ignore

export const touch = program('touch', spec, async (invocation) => {
  if (invocation.operands.length === 0) return misused(invocation, 'missing file operand')
  const word = invocation.value('time')
  if (word !== undefined && !Object.hasOwn(timeWords, word))
    throw new UsageError(
      `invalid argument ${quoted(word)} for ${quoted('--time')}\nValid arguments are:\n  - ‘atime’, ‘access’, ‘use’\n  - ‘mtime’, ‘modify’`,
    )
  const { atime, mtime } = await times(invocation)
  for (const path of invocation.operands) await touchFile(invocation, path, atime, mtime)
  return invocation.status
})

const times = async (invocation: Invocation): Promise<{ atime: number; mtime: number }> => {
  const { proc } = invocation
  const now = proc.system.now()
  const reference = invocation.value('r')
  if (reference !== undefined) {
    const stat = await statOrNothing(proc, reference)
    if (!stat)
      throw new Failure(`failed to get attributes of ${shellQuoted(reference)}: No such file or directory`)
    return stat
  }
  const text = invocation.value('d')
  const stamp = invocation.value('t')
  const time = text !== undefined ? parseDate(text, now) : stamp !== undefined ? parseStamp(stamp, now) : now
  if (time === undefined) throw new Failure(`invalid date format ‘${text ?? stamp}’`)
  return { atime: time, mtime: time }
}

/** [[CC]YY]MMDDhhmm[.ss] */
const parseStamp = (text: string, now: number): number | undefined => {
  const match = /^(\d{2})?(\d{2})?(\d{2})(\d{2})(\d{2})(\d{2})(?:\.(\d{2}))?$/.exec(text)
  if (!match) return undefined
  const [, century, year, month, day, hour, minute, second] = match.map((part) =>
    part === undefined ? undefined : Number(part),
  )
  const short = year ?? century
  const full =
    year === undefined && century === undefined
      ? new Date(now).getUTCFullYear()
      : century !== undefined && year !== undefined
        ? century * 100 + year
        : short! + (short! < 69 ? 2000 : 1900)
  return Date.UTC(full, month! - 1, day!, hour!, minute!, second ?? 0)
}

const touchFile = async (
  invocation: Invocation,
  path: string,
  atime: number,
  mtime: number,
): Promise<void> => {
  const { proc } = invocation
  try {
    const noFollow = invocation.has('h')
    let stat = await (noFollow ? lstatOrNothing : statOrNothing)(proc, path)
    if (!stat) {
      if (invocation.has('c')) return
      if (noFollow) {
        await invocation.complain(`setting times of ${shellQuoted(path)}: No such file or directory`)
        return
      }
      await proc.close(await proc.open(path, { write: true, create: true }, 0o666))
      stat = await proc.stat(path)
    }
    const chosen = timeWords[invocation.value('time') ?? '']
    const [onlyA, onlyM] = [invocation.has('a') || chosen === 'a', invocation.has('m') || chosen === 'm']
    const only = onlyA !== onlyM
    await proc.utimes(path, only && onlyM ? stat.atime : atime, only && onlyA ? stat.mtime : mtime, {
      noFollow,
    })
  } catch (error) {
    if (!isErrno(error)) throw error
    await invocation.complain(`cannot touch ${shellQuoted(path)}: ${error.message}`)
  }
}
