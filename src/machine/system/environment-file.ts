import type { Process } from '../kernel/process.ts'
import { textOrNothing } from './accounts.ts'

/** /etc/environment and /etc/default/locale, as pam_env reads them at a login: NAME=value, quotes around it. */
export async function environmentFiles(proc: Process): Promise<Map<string, string>> {
  const all = new Map<string, string>()
  for (const file of ['/etc/environment', '/etc/default/locale', '/etc/locale.conf'])
    for (const line of (await textOrNothing(proc, file)).split('\n')) {
      const [, name, value] = /^(?:export[ \t]+)?([A-Za-z_]\w*)=(.*)$/.exec(line) ?? []
      if (name !== undefined && value !== undefined)
        all.set(name, value.trim().replace(/^(["'])(.*)\1$/, '$2'))
    }
  return all
}
