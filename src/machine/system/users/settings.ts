import type { Process } from '../../kernel/process.ts'
import { textOrNothing } from '../accounts.ts'
import type { AccountFiles } from './account-files.ts'

/** How this distribution makes accounts: /etc/login.defs and /etc/default/useradd. */
export interface AccountSettings {
  shell: string
  home: string
  skeleton: string
  createHome: boolean
  homeMode: number
  ownGroup: boolean
  /** The group of accounts that get none of their own. */
  usersGroup: number
  range: (system: boolean) => readonly [least: number, most: number]
  mailFolder: string
}

export async function readSettings(proc: Process): Promise<AccountSettings> {
  const definitions = await textOrNothing(proc, '/etc/login.defs')
  const defaults = await textOrNothing(proc, '/etc/default/useradd')
  const setting = (name: string, instead: string): string =>
    new RegExp(`^${name}[ \\t]+(\\S+)`, 'm').exec(definitions)?.[1] ?? instead
  const usual = (name: string, instead: string): string =>
    new RegExp(`^${name}=(.*)$`, 'm').exec(defaults)?.[1]?.trim() || instead
  return {
    shell: usual('SHELL', '/bin/sh'),
    home: usual('HOME', '/home'),
    skeleton: usual('SKEL', '/etc/skel'),
    createHome: setting('CREATE_HOME', 'no') === 'yes',
    homeMode: parseInt(setting('HOME_MODE', '0755'), 8),
    ownGroup: setting('USERGROUPS_ENAB', 'yes') === 'yes',
    usersGroup: Number(usual('GROUP', '100')),
    range: (system) =>
      system
        ? [Number(setting('SYS_UID_MIN', '100')), Number(setting('SYS_UID_MAX', '999'))]
        : [Number(setting('UID_MIN', '1000')), Number(setting('UID_MAX', '60000'))],
    mailFolder: setting('MAIL_DIR', '/var/mail'),
  }
}

/** The next number that neither a user nor a group has: people's go up, the system's down. */
export function freeNumber(
  { users, groups }: AccountFiles,
  settings: AccountSettings,
  system: boolean,
  taken: 'user' | 'group' | 'both' = 'both',
): number {
  const [least, most] = settings.range(system)
  const used = new Set([
    ...(taken === 'group' ? [] : users.map(({ uid }) => uid)),
    ...(taken === 'user' ? [] : groups.map(({ gid }) => gid)),
  ])
  if (system) {
    let number = most
    while (used.has(number) && number > least) number--
    return number
  }
  const top = Math.max(least - 1, ...[...used].filter((each) => each >= least && each <= most))
  return top + 1
}
