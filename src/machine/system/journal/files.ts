import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { textOrNothing } from '../accounts.ts'
import type { JournalEntry } from './entry.ts'

const journalRoot = '/var/log/journal'
/** The file that is written to; older ones are `system@SEQ.journal`, the number of their first message. */
export const activeName = 'system.journal'
/** One file, and all of them together, in bytes: SystemMaxFileSize= and SystemMaxUse=. */
export const fileLimit = 1024 * 1024
export const totalLimit = 8 * 1024 * 1024

export interface JournalFile {
  path: string
  size: number
  active: boolean
}

export async function journalDirectory(proc: Process): Promise<string> {
  const id = (await textOrNothing(proc, '/etc/machine-id')).trim()
  return `${journalRoot}/${id === '' ? 'unknown' : id}`
}

/** The files of this machine's journal, the oldest first. Throws EACCES where one may not look. */
export async function journalFiles(proc: Process): Promise<JournalFile[]> {
  const directory = await journalDirectory(proc)
  let items: string[]
  try {
    items = (await proc.readdir(directory)).map(({ name }) => name)
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return []
    throw error
  }
  const archived = items.filter((name) => /^system@\d+\.journal$/.test(name)).sort()
  const files: JournalFile[] = []
  for (const name of [...archived, ...items.filter((item) => item === activeName)]) {
    const path = `${directory}/${name}`
    const stat = await proc.stat(path).catch((error: unknown) => {
      if (isErrno(error)) return undefined
      throw error
    })
    if (stat) files.push({ path, size: stat.size, active: name === activeName })
  }
  return files
}

/** A message as a line of a file. */
export const encodeEntry = (entry: JournalEntry): string => `${JSON.stringify(entry)}\n`

/** The messages of one file; a line that a crash cut off, or that somebody spoiled, is passed over. */
export async function readEntries(proc: Process, path: string): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = []
  for (const line of (await proc.readText(path)).split('\n')) {
    const entry = decodeEntry(line)
    if (entry) entries.push(entry)
  }
  return entries
}

function decodeEntry(line: string): JournalEntry | undefined {
  if (line === '') return undefined
  try {
    const entry = JSON.parse(line) as Partial<JournalEntry>
    const usable =
      typeof entry.seq === 'number' &&
      typeof entry.time === 'number' &&
      typeof entry.message === 'string' &&
      typeof entry.boot === 'string' &&
      typeof entry.identifier === 'string' &&
      typeof entry.hostname === 'string'
    return usable ? (entry as JournalEntry) : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Removes archived files, the oldest first, until `enough` says so. @returns the bytes freed. */
export async function vacuum(
  proc: Process,
  enough: (files: readonly JournalFile[]) => boolean | Promise<boolean>,
): Promise<{ freed: number; removed: JournalFile[] }> {
  const removed: JournalFile[] = []
  let files = await journalFiles(proc)
  while (files.length > 0 && !files[0]!.active && !(await enough(files))) {
    const [oldest] = files as [JournalFile]
    await proc.unlink(oldest.path)
    removed.push(oldest)
    files = files.slice(1)
  }
  return { freed: removed.reduce((sum, { size }) => sum + size, 0), removed }
}

export const sizeOf = (files: readonly JournalFile[]): number =>
  files.reduce((sum, { size }) => sum + size, 0)
