import { RE2JS } from 're2js'
import type { Process } from '../../kernel/process.ts'
import { Failure, type Invocation, program } from '../../programs/program.ts'
import { page } from '../pager.ts'
import type { JournalEntry } from './entry.ts'
import { parsePriority } from './entry.ts'
import { journalFiles, sizeOf } from './files.ts'
import { fieldsOf, type FormatOptions, formatEntry, type OutputMode, outputModes } from './format.ts'
import { type Boot, JournalDenied, listBoots, queryJournal } from './query.ts'
import { formatSize } from './size.ts'
import { formatTimestamp, parseTimestamp } from './timestamp.ts'
import { vacuumJournal } from './vacuum-command.ts'

const spec = {
  short: 'u:fn::eb::kp:S:U:o:rxt:g:qaDm',
  long: {
    unit: 'u:', follow: 'f', lines: 'n::', 'pager-end': 'e', boot: 'b::', dmesg: 'k', priority: 'p:', since: 'S:',
    until: 'U:', output: 'o:', reverse: 'r', catalog: 'x', identifier: 't:', grep: 'g:', quiet: 'q', all: 'a',
    'no-pager': 'no-pager', 'no-hostname': 'no-hostname', utc: 'utc', 'list-boots': 'list-boots',
    'disk-usage': 'disk-usage', 'vacuum-size': 'vacuum-size:', 'vacuum-time': 'vacuum-time:',
    'vacuum-files': 'vacuum-files:', rotate: 'rotate', sync: 'sync', flush: 'flush', system: 'system', user: 'user',
    'no-tail': 'no-tail', 'user-unit': 'user-unit:', facility: 'facility:', 'case-sensitive': 'case-sensitive::',
    merge: 'm', 'no-full': 'no-full', full: 'full', field: 'F:', fields: 'N',
  },
  usage: '[OPTIONS...] [MATCHES...]',
  prepare: joinNumbers,
} // prettier-ignore

/** `-n 5` and `-b -1`: the number may stand alone behind these two, though it may also be missing. */
function joinNumbers(args: string[]): string[] {
  const joined: string[] = []
  for (const arg of args) {
    const before = joined.at(-1)
    const belongs = (before === '-n' && /^(\+?\d+|all)$/.test(arg)) || (before === '-b' && /^([+-]?\d+|[0-9a-f]{32}|all)$/.test(arg)) // prettier-ignore
    if (belongs) joined[joined.length - 1] = before + arg
    else joined.push(arg)
  }
  return joined
}

export const journalctl = program('journalctl', spec, async (invocation) => {
  const { proc } = invocation
  if (invocation.has('user', 'user-unit'))
    throw new Failure('No journal files were found: there are no user services on this machine.')
  try {
    if (invocation.has('sync', 'flush', 'rotate')) await proc.system.bus.find('journal')?.synced()
    else if (invocation.has('disk-usage')) return await diskUsage(proc)
    else if (invocation.has('vacuum-size', 'vacuum-time', 'vacuum-files'))
      return await vacuumJournal(invocation)
    else if (invocation.has('list-boots')) return await showBoots(invocation)
    else return await show(invocation)
    return 0
  } catch (error) {
    if (!(error instanceof JournalDenied)) throw error
    await proc.stderr.write(deniedHint)
    return 1
  }
})

const deniedHint = `Hint: You are currently not seeing messages from other users and the system.
      Users in groups 'adm', 'systemd-journal', 'wheel' can see all messages.
      Pass -q to turn off this notice.
No journal files were opened due to insufficient permissions.
`

async function diskUsage(proc: Process): Promise<number> {
  const size = sizeOf(await journalFiles(proc))
  await proc.stdout.line(`Archived and active journals take up ${formatSize(size)} in the file system.`)
  return 0
}

async function showBoots(invocation: Invocation): Promise<number> {
  const boots = await listBoots(invocation.proc)
  const rows = boots.map(({ id, first, last }, index) => [
    String(index - boots.length + 1).padStart(3),
    id,
    formatTimestamp(first),
    formatTimestamp(last),
  ])
  const head = ['IDX', 'BOOT ID'.padEnd(32), 'FIRST ENTRY'.padEnd(27), 'LAST ENTRY']
  await invocation.write([head, ...rows].map((row) => `${row.join(' ')}\n`).join(''))
  return 0
}

async function show(invocation: Invocation): Promise<number> {
  const { proc } = invocation
  const follow = invocation.has('f')
  const format = formatOf(invocation)
  const last = lineCount(invocation, follow)
  const accept = await filterOf(invocation)
  const found = await queryJournal(proc, { accept, ...(last !== undefined && { last }) })
  const lines = linesOf(invocation.has('r') ? found.toReversed() : found, format)
  if (!follow) {
    if (lines.length === 0 && !invocation.has('q') && format.mode === 'short') lines.push('-- No entries --')
    const text = lines.map((line) => `${line}\n`).join('')
    await page(proc, text, { off: invocation.has('no-pager'), atEnd: invocation.has('e') })
    return 0
  }
  await invocation.write(lines.map((line) => `${line}\n`).join(''))
  return followJournal(
    proc,
    accept,
    format,
    found.at(-1)?.seq ?? proc.system.bus.find('journal')?.lastSeq ?? 0,
  )
}

/** Wakes when something is added: there is nothing to look for in between. */
async function followJournal(
  proc: Process,
  accept: (entry: JournalEntry) => boolean,
  format: FormatOptions,
  from: number,
): Promise<number> {
  const journal = proc.system.bus.find('journal')
  if (!journal) return 0
  for (let seq = from; ;) {
    const added = journal.after(seq)
    seq = added.at(-1)?.seq ?? seq
    const text = added.filter(accept).map((entry) => `${formatEntry(entry, format)}\n`)
    if (text.length > 0) await proc.stdout.write(text.join(''))
    if (journal.lastSeq > seq) continue
    await proc.outside((interrupted) => journal.beyond(seq, interrupted))
  }
}

function formatOf(invocation: Invocation): FormatOptions {
  const mode = invocation.value('o') ?? 'short'
  if (!(outputModes as readonly string[]).includes(mode))
    throw new Failure(`Unknown output format '${mode}'.`)
  return {
    mode: mode as OutputMode,
    colors: invocation.proc.tty(1) !== undefined,
    noHostname: invocation.has('no-hostname'),
    all: invocation.has('a'),
  }
}

function lineCount(invocation: Invocation, follow: boolean): number | undefined {
  const given = invocation.has('n') ? (invocation.value('n') ?? '10') : undefined
  if (given === 'all') return undefined
  if (given !== undefined && !/^\+?\d{1,9}$/.test(given))
    throw new Failure(`Failed to parse lines '${given}'`)
  if (given !== undefined) return Number(given)
  if (follow && !invocation.has('no-tail')) return 10
  return invocation.has('e') ? 1000 : undefined
}

/** Each line of the journal, with a mark where another boot begins. */
function linesOf(entries: readonly JournalEntry[], format: FormatOptions): string[] {
  const marks = format.mode.startsWith('short') || format.mode === 'with-unit'
  return entries.flatMap((entry, index) => {
    const before = entries[index - 1]
    const line = formatEntry(entry, format)
    return marks && before && before.boot !== entry.boot ? [`-- Boot ${entry.boot} --`, line] : [line]
  })
}

async function filterOf(invocation: Invocation): Promise<(entry: JournalEntry) => boolean> {
  const { proc } = invocation
  const tests: ((entry: JournalEntry) => boolean)[] = []
  const boot = await bootOf(invocation)
  const units = invocation.values('u').map((name) => unitMatcher(name))
  const now = proc.system.now()
  const [since, until] = (['S', 'U'] as const).map((letter) => timeOf(invocation, letter, now))
  const level = priorityRange(invocation.value('p'))
  const identifiers = invocation.values('t')
  const pattern = invocation.value('g')
  if (boot !== undefined) tests.push((entry) => entry.boot === boot)
  if (invocation.has('k')) tests.push(({ transport }) => transport === 'kernel')
  if (units.length > 0)
    tests.push(({ unit, about }) => units.some((match) => match(unit ?? '') || match(about ?? '')))
  if (since !== undefined) tests.push(({ time }) => time >= since)
  if (until !== undefined) tests.push(({ time }) => time <= until)
  if (level) tests.push(({ priority }) => priority >= level.from && priority <= level.to)
  if (identifiers.length > 0) tests.push(({ identifier }) => identifiers.includes(identifier))
  if (pattern !== undefined) tests.push(grepper(pattern))
  const matches = fieldMatches(invocation)
  if (matches) tests.push(matches)
  return (entry) => tests.every((test) => test(entry))
}

const timeOf = (invocation: Invocation, letter: string, now: number): number | undefined => {
  const text = invocation.value(letter)
  if (text === undefined) return undefined
  const time = parseTimestamp(text, now)
  if (time === undefined) throw new Failure(`Failed to parse timestamp: ${text}`)
  return time
}

/** `-u nginx` stands for nginx.service; `*` for any letters. */
function unitMatcher(name: string): (unit: string) => boolean {
  const full = /\.(service|timer|target|socket|mount|scope|slice|path)$/.test(name) ? name : `${name}.service`
  if (!full.includes('*')) return (unit) => unit === full
  const parts = full.split('*')
  return (unit) => {
    if (!unit.startsWith(parts[0]!) || !unit.endsWith(parts.at(-1)!)) return false
    let at = 0
    return parts.every((part) => {
      const found = unit.indexOf(part, at)
      at = found + part.length
      return found >= 0
    })
  }
}

function grepper(pattern: string): (entry: JournalEntry) => boolean {
  try {
    // As journalctl: a pattern without capitals finds both.
    const ignoreCase = pattern === pattern.toLowerCase()
    const compiled = RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0)
    return ({ message }) => compiled.matcher(message).find()
  } catch {
    throw new Failure(`Bad pattern "${pattern}"`)
  }
}

function priorityRange(text: string | undefined): { from: number; to: number } | undefined {
  if (text === undefined) return undefined
  const [first, second] = text.split('..')
  const from = parsePriority(first!)
  const to = second === undefined ? undefined : parsePriority(second)
  if (from === undefined || (second !== undefined && to === undefined))
    throw new Failure(`Unknown log level ${text}`)
  return to === undefined ? { from: 0, to: from } : { from: Math.min(from, to), to: Math.max(from, to) }
}

/** `-b`, `-b -1`, `-b ID`, `-k`: the boot whose messages are wanted. */
async function bootOf(invocation: Invocation): Promise<string | undefined> {
  if (!invocation.has('b', 'k')) return undefined
  const text = invocation.value('b')
  if (text === 'all') return undefined
  const current = invocation.proc.system.bus.find('journal')?.boot
  if (text === undefined || text === '0' || text === '-0') return current
  const boots = await listBoots(invocation.proc)
  const found = bootNamed(boots, text)
  if (!found)
    throw new Failure(`Data from the specified boot (${text}) is not available: No such boot ID in journal`)
  return found.id
}

function bootNamed(boots: readonly Boot[], text: string): Boot | undefined {
  if (/^[0-9a-f]{32}$/.test(text)) return boots.find(({ id }) => id === text)
  const offset = Number(text)
  return offset > 0 ? boots[offset - 1] : boots.at(offset - 1)
}

/** `_PID=42 SYSLOG_IDENTIFIER=x`: one of each field's values. */
function fieldMatches(invocation: Invocation): ((entry: JournalEntry) => boolean) | undefined {
  if (invocation.operands.length === 0) return undefined
  const wanted = new Map<string, string[]>()
  for (const match of invocation.operands) {
    const equals = match.indexOf('=')
    if (equals <= 0) throw new Failure(`Failed to add match '${match}': Invalid argument`)
    const name = match.slice(0, equals)
    wanted.set(name, [...(wanted.get(name) ?? []), match.slice(equals + 1)])
  }
  return (entry) => {
    const fields = fieldsOf(entry)
    return [...wanted].every(([name, values]) => values.includes(fields[name] ?? ''))
  }
}
