import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { textOrNothing } from '../accounts.ts'
import { makeDirectories } from '../make-directories.ts'
import type { JournalEntry } from './entry.ts'
import { activeName, encodeEntry, fileLimit, journalDirectory, readEntries, sizeOf, totalLimit, vacuum } from './files.ts' // prettier-ignore
import type { Journal } from './journal.ts'

/** systemd-journald: brings the journal to the disk, and keeps it within its bounds. */
export async function journald(proc: Process): Promise<number> {
  const journal = proc.system.bus.find('journal')
  if (!journal || proc.credentials.uid !== 0) {
    await proc.stderr.line('systemd-journald: cannot run outside of the service manager')
    return 1
  }
  let asked = false
  proc.onSignal('SIGTERM', () => {
    asked = true
  })
  proc.onEnd(() => journal.writerGone())
  const keeper = await JournalKeeper.open(proc)
  await keeper.takeOver(journal)
  journal.hasWriter = true
  for (;;) {
    try {
      const batch = journal.unwritten()
      if (batch.length > 0) {
        await keeper.write(batch)
        journal.wrote(batch.at(-1)!.seq)
      } else if (asked) return 0
      else await proc.outside((interrupted) => journal.beyond(journal.writtenSeq, interrupted))
    } catch (error) {
      if (!isErrno(error, 'EINTR')) throw error
    }
  }
}

class JournalKeeper {
  #size = 0
  #first = 0

  private constructor(
    private readonly proc: Process,
    private readonly directory: string,
    private readonly limit: number,
  ) {}

  static async open(proc: Process): Promise<JournalKeeper> {
    const directory = await journalDirectory(proc)
    await makeDirectories(proc, directory)
    return new JournalKeeper(proc, directory, await configuredLimit(proc))
  }

  /** The first journald of a boot goes on with the numbers of the one before. */
  async takeOver(journal: Journal): Promise<void> {
    const gid = await readersGroup(this.proc)
    await this.proc.chown(this.directory, 0, gid)
    const path = `${this.directory}/${activeName}`
    try {
      const entries = await readEntries(this.proc, path)
      const last = entries.at(-1)
      this.#first = entries[0]?.seq ?? 0
      this.#size = (await this.proc.stat(path)).size
      if (last && last.boot !== journal.boot) journal.continueFrom(last.seq)
    } catch (error) {
      if (!isErrno(error, 'ENOENT')) throw error
      await this.#begin(gid)
    }
  }

  async write(batch: readonly JournalEntry[]): Promise<void> {
    const text = new TextEncoder().encode(batch.map(encodeEntry).join(''))
    if (this.#size > 0 && this.#size + text.length > fileLimit) await this.#rotate()
    this.#first ||= batch[0]!.seq
    try {
      await this.proc.writeFile(`${this.directory}/${activeName}`, text, { append: true, mode: 0o640 })
      this.#size += text.length
    } catch (error) {
      // A full disk costs messages, not the daemon.
      if (!isErrno(error, 'ENOSPC', 'EROFS', 'EIO', 'ENOENT')) throw error
      if (error.code === 'ENOENT') await makeDirectories(this.proc, this.directory)
    }
  }

  async #rotate(): Promise<void> {
    const name = `system@${String(this.#first).padStart(12, '0')}.journal`
    await this.proc.rename(`${this.directory}/${activeName}`, `${this.directory}/${name}`)
    await vacuum(this.proc, (files) => sizeOf(files) <= this.limit - fileLimit)
    await this.#begin(await readersGroup(this.proc))
  }

  async #begin(gid: number): Promise<void> {
    const path = `${this.directory}/${activeName}`
    await this.proc.writeFile(path, '', { mode: 0o640 })
    await this.proc.chown(path, 0, gid)
    this.#size = this.#first = 0
  }
}

/** Who may read all of the journal: the group that has the machine's administrators in it. */
async function readersGroup(proc: Process): Promise<number> {
  const groups = (await textOrNothing(proc, '/etc/group')).split('\n').map((line) => line.split(':'))
  const known = ['systemd-journal', 'adm'].flatMap((name) => groups.filter((fields) => fields[0] === name))
  return Number((known.find((fields) => (fields[3] ?? '') !== '') ?? known[0])?.[2] ?? 0)
}

/** SystemMaxUse= of /etc/systemd/journald.conf, within what we have room for. */
async function configuredLimit(proc: Process): Promise<number> {
  const text = await textOrNothing(proc, '/etc/systemd/journald.conf')
  const match = /^[ \t]*SystemMaxUse=[ \t]*(\d{1,9})([KMG]?)[ \t]*$/m.exec(text)
  if (!match) return totalLimit
  const bytes = Number(match[1]) * ({ K: 1024, M: 1024 ** 2, G: 1024 ** 3 }[match[2]!] ?? 1)
  return Math.max(2 * fileLimit, Math.min(bytes, 64 * 1024 ** 2))
}
