import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { type CronEntry, parseCrontab } from './crontab-file.ts'

export interface CronJob extends CronEntry {
  user: string
  /** Which file and which of its entries: what a job is known by from one reading to the next. */
  id: string
}

/** Where users' own crontabs are: Debian's cron keeps them a step deeper. */
export const spoolOf = (proc: Process): string =>
  proc.system.release.id === 'amzn' ? '/var/spool/cron' : '/var/spool/cron/crontabs'

async function namesIn(proc: Process, directory: string): Promise<string[]> {
  try {
    return (await proc.readdir(directory)).filter(({ type }) => type === 'file').map(({ name }) => name)
  } catch (error) {
    if (isErrno(error)) return []
    throw error
  }
}

/** All crontabs of the machine, with what cannot be read in them told to `complain`. */
export async function readTables(proc: Process, complain: (text: string) => void): Promise<CronJob[]> {
  const spool = spoolOf(proc)
  const own = (await namesIn(proc, spool)).map((name) => ({ path: `${spool}/${name}`, owner: name }))
  // Names with dots are what package managers leave behind.
  const more = (await namesIn(proc, '/etc/cron.d')).filter((name) => /^[\w-]+$/.test(name)).sort()
  const system = ['/etc/crontab', ...more.map((name) => `/etc/cron.d/${name}`)].map((path) => ({ path, owner: undefined })) // prettier-ignore
  const jobs: CronJob[] = []
  for (const { path, owner } of [...system, ...own]) {
    const text = await proc.readText(path).catch((error: unknown) => {
      if (isErrno(error)) return ''
      throw error
    })
    const { entries, errors } = parseCrontab(text, owner === undefined)
    for (const { line, message } of errors)
      complain(`(${owner ?? '*system*'}) ERROR (${message}) (${path}:${line})`)
    for (const [index, entry] of entries.entries())
      jobs.push({ ...entry, user: owner ?? entry.user!, id: `${path}:${index}:${entry.command}` })
  }
  return jobs
}
