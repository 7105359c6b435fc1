import { isErrno } from '../../errno.ts'
import { Failure, type Invocation } from '../../programs/program.ts'
import { parseTimeSpan } from '../systemd/unit-file/time-span.ts'
import { type JournalFile, journalDirectory, readEntries, sizeOf, vacuum } from './files.ts'
import { formatSize } from './size.ts'

/** journalctl --vacuum-…: removes archived files until the limits are kept. */
export async function vacuumJournal(invocation: Invocation): Promise<number> {
  const { proc } = invocation
  const tests: ((files: readonly JournalFile[]) => boolean | Promise<boolean>)[] = []
  const size = invocation.value('vacuum-size')
  const time = invocation.value('vacuum-time')
  const count = invocation.value('vacuum-files')
  if (size !== undefined) {
    const limit = parseSize(size)
    tests.push((files) => sizeOf(files) <= limit)
  }
  if (count !== undefined) tests.push((files) => files.length <= Number(count))
  if (time !== undefined) {
    const span = parseTimeSpan(time)
    if (span === undefined) throw new Failure(`Failed to parse vacuum time: ${time}`)
    const oldest = proc.system.now() - span
    tests.push(async (files) => ((await readEntries(proc, files[0]!.path)).at(-1)?.time ?? 0) >= oldest)
  }
  const enough = async (files: readonly JournalFile[]): Promise<boolean> => {
    for (const test of tests) if (!(await test(files))) return false
    return true
  }
  try {
    const { freed, removed } = await vacuum(proc, enough)
    for (const file of removed)
      await proc.stderr.line(`Deleted archived journal ${file.path} (${formatSize(file.size)}).`)
    const directory = await journalDirectory(proc)
    await proc.stderr.line(
      `Vacuuming done, freed ${formatSize(freed)} of archived journals from ${directory}.`,
    )
    return 0
  } catch (error) {
    if (!isErrno(error)) throw error
    throw new Failure(`Failed to vacuum journal directory: ${error.message}`)
  }
}

function parseSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)([KMGT]?)B?$/.exec(text)
  if (!match) throw new Failure(`Failed to parse vacuum size: ${text}`)
  return Number(match[1]) * ({ K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 }[match[2]!] ?? 1)
}
