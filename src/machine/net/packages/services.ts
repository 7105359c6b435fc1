import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import type { SystemAccount } from '../../packages/software.ts'
import { changeAccounts, shadowEntry } from '../../system/users/account-files.ts'
import { freeNumber, readSettings } from '../../system/users/settings.ts'

/** The units that can be enabled among a package's files. */
export async function servicesIn(proc: Process, paths: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const path of paths) {
    const name = /^\/usr\/lib\/systemd\/system\/([^/]+\.(?:service|timer|socket))$/.exec(path)?.[1]
    if (name !== undefined && (await proc.readText(path)).includes('\n[Install]\n')) found.push(name)
  }
  return found
}

/** `systemctl ACTION units`, with its output where the caller's goes; nothing where there is no systemctl. */
export async function systemctl(proc: Process, ...words: readonly string[]): Promise<void> {
  try {
    const pid = await proc.spawn('/usr/bin/systemctl', ['systemctl', ...words])
    await proc.wait(pid)
  } catch (error) {
    if (!isErrno(error)) throw error
  }
}

/** Makes the account that a package's service runs as, unless it is there. */
export async function addSystemAccount(proc: Process, { name, comment, home }: SystemAccount): Promise<void> {
  const settings = await readSettings(proc)
  await changeAccounts(proc, 'useradd', (files) => {
    if (files.users.some((user) => user.name === name)) return
    const uid = freeNumber(files, settings, true)
    files.groups.push({ name, password: 'x', gid: uid, members: [] })
    files.users.push({ name, password: 'x', uid, gid: uid, comment, home, shell: '/sbin/nologin' })
    files.shadow.push(shadowEntry(proc, name, '!!'))
  })
}
