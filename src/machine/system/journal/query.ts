import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import type { JournalEntry } from './entry.ts'
import { journalFiles, readEntries } from './files.ts'

export interface JournalQuery {
  accept(entry: JournalEntry): boolean
  /** The newest so many; all when not given. */
  last?: number
}

/** Some files are not for this user's eyes. */
export class JournalDenied extends Error {}

/**
 * Finds messages in the journal's files, the oldest first. Files are read from the newest on, and no more of
 * them than are needed. Throws JournalDenied where none may be read.
 */
export async function queryJournal(proc: Process, { accept, last }: JournalQuery): Promise<JournalEntry[]> {
  await proc.system.bus.find('journal')?.synced()
  const found: JournalEntry[][] = []
  let count = 0
  try {
    for (const { path } of (await journalFiles(proc)).toReversed()) {
      if (last !== undefined && count >= last) break
      const entries = (await readEntries(proc, path)).filter(accept)
      found.unshift(entries)
      count += entries.length
      await proc.yield()
    }
  } catch (error) {
    if (isErrno(error, 'EACCES')) throw new JournalDenied()
    throw error
  }
  const all = found.flat()
  return last === undefined ? all : all.slice(Math.max(0, all.length - last))
}

export interface Boot {
  id: string
  first: number
  last: number
}

/** The machine's boots in the journal, the oldest first. */
export async function listBoots(proc: Process): Promise<Boot[]> {
  const boots = new Map<string, Boot>()
  for (const { boot, time } of await queryJournal(proc, { accept: () => true })) {
    const known = boots.get(boot)
    if (known) known.last = time
    else boots.set(boot, { id: boot, first: time, last: time })
  }
  return [...boots.values()]
}
