import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import type { JournalEntry } from './entry.ts'
import { formatEntry } from './format.ts'

/** Which file a message belongs in: what the distributions' rsyslog.conf says. */
function fileFor({ facility, priority, identifier }: JournalEntry, redhat: boolean): string[] {
  const authentication = facility === 4 || facility === 10
  if (redhat) {
    if (authentication) return ['secure']
    if (facility === 9) return ['cron']
    return facility === 2 ? ['maillog'] : priority <= 6 ? ['messages'] : []
  }
  if (authentication) return ['auth.log']
  return ['syslog', ...(facility === 0 || identifier === 'kernel' ? ['kern.log'] : [])]
}

/** rsyslogd: the journal's messages as the old text files. */
export async function rsyslogd(proc: Process): Promise<number> {
  const journal = proc.system.bus.find('journal')
  if (!journal || proc.credentials.uid !== 0) {
    await proc.stderr.line('rsyslogd: run failed with error -3000')
    return 1
  }
  const redhat = proc.system.release.id === 'amzn'
  const options = { mode: 'short', colors: false, noHostname: false, all: false } as const
  let asked = false
  proc.onSignal('SIGTERM', () => {
    asked = true
  })
  for (let seq = 0; ;) {
    const entries = journal.after(seq)
    seq = entries.at(-1)?.seq ?? seq
    const texts = new Map<string, string>()
    for (const entry of entries)
      for (const name of fileFor(entry, redhat))
        texts.set(name, `${texts.get(name) ?? ''}${formatEntry(entry, options).replaceAll('\n', '#012')}\n`)
    try {
      for (const [name, text] of texts)
        await proc.writeFile(`/var/log/${name}`, text, { append: true, mode: redhat ? 0o600 : 0o640 })
      if (asked) return 0
      if (journal.lastSeq > seq) continue
      await proc.outside((interrupted) => journal.beyond(seq, interrupted))
    } catch (error) {
      if (!isErrno(error, 'EINTR', 'ENOSPC')) throw error
    }
  }
}
