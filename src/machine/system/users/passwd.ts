import type { Process } from '../../kernel/process.ts'
import { readSecret } from '../sudo/ask-password.ts'
import { accountTool, type ToolCall } from './account-tool.ts'
import {
  AccountError,
  type AccountFiles,
  changeAccounts,
  readAccountFiles,
  type ShadowEntry,
  today,
} from './account-files.ts'
import { hashPassword, passwordFits } from './crypt.ts'
import { dayOf } from './usermod.ts'

const spec = {
  short: 'adelqSun:x:w:i:',
  long: {
    all: 'a', delete: 'd', expire: 'e', lock: 'l', quiet: 'q', status: 'S', unlock: 'u', stdin: 'stdin', mindays: 'n:', maxdays: 'x:',
    warndays: 'w:', inactive: 'i:',
  },
  usage: '[options] [LOGIN]',
  operands: [0, 1] as const,
} // prettier-ignore

/** Whoever called a set-uid tool. */
const caller = ({ credentials: { realUid, uid } }: Process): number => realUid ?? uid

const isDebian = ({ system: { release } }: Process): boolean => ['debian', 'ubuntu'].includes(release.id)

const entryOf = (files: AccountFiles, name: string): ShadowEntry => {
  const entry = files.shadow.find((each) => each.name === name)
  if (!entry) throw new AccountError(`user '${name}' does not exist`, 1)
  return entry
}

/** passwd(1). */
export const passwd = accountTool('passwd', spec, async (call) => {
  const { proc, operands } = call
  const files = await readAccountFiles(proc)
  const own = files.users.find(({ uid }) => uid === caller(proc))
  const name = operands[0] ?? own?.name ?? 'root'
  const isRoot = caller(proc) === 0
  if (!files.users.some((user) => user.name === name)) {
    await proc.stderr.line(
      isDebian(proc) ? `passwd: user '${name}' does not exist` : `passwd: Unknown user name '${name}'.`,
    )
    return 1
  }
  if (!isRoot && (name !== own?.name || call.has('d', 'l', 'u', 'e'))) {
    await proc.stderr.line(
      isDebian(proc)
        ? `passwd: You may not view or modify password information for ${name}.`
        : `passwd: Only root can specify a user name.`,
    )
    return 1
  }
  if (call.has('S')) return tellStatus(proc, entryOf(files, name))
  if (call.has('d', 'l', 'u', 'e')) return administer(call, name)
  if (proc.credentials.uid !== 0) throw new AccountError('Authentication token manipulation error', 10)
  return change(call, entryOf(files, name), isRoot)
})

async function tellStatus(proc: Process, { name, hash, ages }: ShadowEntry): Promise<number> {
  const state = hash === '' ? 'NP' : /^[!*]/.test(hash) ? 'L' : 'P'
  const date = new Date(Number(ages[0] ?? 0) * 86_400_000).toISOString().slice(0, 10)
  await proc.stdout.line(
    `${name} ${state} ${date} ${ages[1] || 0} ${ages[2] || 99_999} ${ages[3] || 7} ${ages[4] || -1}`,
  )
  return 0
}

async function administer(call: ToolCall, name: string): Promise<number> {
  const { proc } = call
  const debian = isDebian(proc)
  if (!debian)
    await proc.stdout.line(
      `${call.has('l') ? 'Locking' : call.has('u') ? 'Unlocking' : call.has('e') ? 'Expiring' : 'Removing'} password for user ${name}.`,
    )
  await changeAccounts(proc, 'passwd', (files) => {
    const entry = entryOf(files, name)
    if (call.has('d')) entry.hash = ''
    if (call.has('l') && !entry.hash.startsWith('!')) entry.hash = `!${entry.hash}`
    if (call.has('e')) entry.ages[0] = '0'
    if (!call.has('u')) return
    const open = entry.hash.replace(/^!+/, '')
    if (open === '' || open === '*')
      throw new AccountError(
        `unlocking the password would result in a passwordless account.\nYou should set a password with usermod -p to unlock the password of this account.`,
        3,
      )
    entry.hash = open
  })
  await proc.stdout.line(
    debian ? `passwd: password ${call.has('e') ? 'expiry information ' : ''}changed.` : 'passwd: Success',
  )
  return 0
}

async function change(call: ToolCall, entry: ShadowEntry, isRoot: boolean): Promise<number> {
  const { proc } = call
  const debian = isDebian(proc)
  if (!debian || !isRoot)
    await proc.stdout.line(`Changing password for ${debian ? '' : 'user '}${entry.name}.`)
  if (!isRoot) {
    const current = await readSecret(proc, 'Current password: ')
    if (current === undefined || !(await passwordFits(proc, current, entry.hash))) return failed(proc, '')
  }
  const secret = call.has('stdin') ? await firstLine(proc) : await askTwice(proc, isRoot)
  if (typeof secret !== 'string') return failed(proc, secret.problem)
  await setPassword(proc, 'passwd', [[entry.name, secret]])
  await proc.stdout.line(
    debian
      ? 'passwd: password updated successfully'
      : 'passwd: all authentication tokens updated successfully.',
  )
  return 0
}

async function failed(proc: Process, problem: string): Promise<number> {
  if (problem !== '') await proc.stderr.line(problem)
  await proc.stderr.line('passwd: Authentication token manipulation error')
  if (isDebian(proc)) await proc.stderr.line('passwd: password unchanged')
  return 10
}

const firstLine = async (proc: Process): Promise<string> => {
  for await (const line of proc.stdin.lines()) return line
  return ''
}

/** A new password, typed twice; others than root may not take a short one. */
export async function askTwice(proc: Process, isRoot: boolean): Promise<string | { problem: string }> {
  const first = await readSecret(proc, 'New password: ')
  if (first === undefined || first === '') return { problem: 'No password has been supplied.' }
  if (first.length < 8) {
    const short = 'BAD PASSWORD: The password is shorter than 8 characters'
    if (!isRoot) return { problem: short }
    if (!isDebian(proc)) await proc.stderr.line(short)
  }
  const second = await readSecret(proc, 'Retype new password: ')
  return first === second ? first : { problem: 'Sorry, passwords do not match.' }
}

export async function setPassword(
  proc: Process,
  tool: string,
  pairs: readonly (readonly [name: string, password: string])[],
): Promise<void> {
  const hashes = new Map<string, string>()
  for (const [name, password] of pairs) hashes.set(name, await hashPassword(proc, password))
  await changeAccounts(proc, tool, (files) => {
    for (const [name, hash] of hashes) {
      const entry = entryOf(files, name)
      entry.hash = hash
      entry.ages[0] = String(today(proc))
    }
  })
}

const chpasswdSpec = {
  short: 'c:ems:R:',
  long: { 'crypt-method': 'c:', encrypted: 'e', md5: 'm', 'sha-rounds': 's:' },
  usage: '[options]',
  operands: [0, 0] as const,
}

/** chpasswd(8): lines of `name:password`; all of them or none. */
export const chpasswd = accountTool('chpasswd', chpasswdSpec, async (call) => {
  const { proc } = call
  if (proc.credentials.uid !== 0) throw new AccountError('cannot lock /etc/passwd; try again later.', 1)
  const files = await readAccountFiles(proc)
  const pairs: [string, string][] = []
  let line = 0
  let wrong = false
  for await (const text of proc.stdin.lines()) {
    line++
    const colon = text.indexOf(':')
    const name = text.slice(0, colon)
    if (colon < 0) await proc.stderr.line(`chpasswd: line ${line}: missing new password`)
    else if (!files.users.some((user) => user.name === name))
      await proc.stderr.line(`chpasswd: line ${line}: user '${name}' does not exist`)
    else {
      pairs.push([name, text.slice(colon + 1)])
      continue
    }
    wrong = true
  }
  if (wrong) throw new AccountError('error detected, changes ignored', 1)
  if (!call.has('e')) return setPassword(proc, 'chpasswd', pairs)
  await changeAccounts(proc, 'chpasswd', (all) => {
    for (const [name, hash] of pairs) entryOf(all, name).hash = hash
  })
})

const chageSpec = {
  short: 'd:E:I:lm:M:W:',
  long: {
    lastday: 'd:',
    expiredate: 'E:',
    inactive: 'I:',
    list: 'l',
    mindays: 'm:',
    maxdays: 'M:',
    warndays: 'W:',
  },
  usage: '[options] LOGIN',
  operands: [1, 1] as const,
}

/** Where each option's days stand in a line of /etc/shadow. */
const ageFields = { d: 0, m: 1, M: 2, W: 3, I: 4, E: 5 } as const

/** chage(1): lists and sets how old passwords may get. */
export const chage = accountTool('chage', chageSpec, async (call) => {
  const { proc, operands } = call
  const [name] = operands as [string]
  const files = await readAccountFiles(proc)
  if (call.has('l')) {
    if (caller(proc) !== 0 && files.users.find((user) => user.name === name)?.uid !== caller(proc))
      throw new AccountError('Permission denied.', 1)
    return listAges(proc, entryOf(files, name))
  }
  if (caller(proc) !== 0) throw new AccountError('Permission denied.', 1)
  const letters = (Object.keys(ageFields) as (keyof typeof ageFields)[]).filter((letter) => call.has(letter))
  if (letters.length === 0) throw new AccountError("Sandcloud's chage asks nothing: give options.", 2)
  await changeAccounts(proc, 'chage', (all) => {
    const entry = entryOf(all, name)
    for (const letter of letters) {
      const days = dayOf(call.value(letter) ?? '')
      entry.ages[ageFields[letter]] = days < 0 ? '' : String(days)
    }
  })
  return 0
})

async function listAges(proc: Process, { ages }: ShadowEntry): Promise<number> {
  const date = (days: string | undefined): string =>
    days
      ? new Date(Number(days) * 86_400_000).toLocaleDateString('en-US', {
          month: 'short',
          day: '2-digit',
          year: 'numeric',
          timeZone: 'UTC',
        })
      : 'never'
  await proc.stdout
    .write(`Last password change\t\t\t\t\t: ${ages[0] === '0' ? 'password must be changed' : date(ages[0])}
Password expires\t\t\t\t\t: ${ages[2] && ages[2] !== '99999' ? date(String(Number(ages[0]) + Number(ages[2]))) : 'never'}
Password inactive\t\t\t\t\t: never
Account expires\t\t\t\t\t\t: ${date(ages[5])}
Minimum number of days between password change\t\t: ${ages[1] || 0}
Maximum number of days between password change\t\t: ${ages[2] || 99_999}
Number of days of warning before password expires\t: ${ages[3] || 7}
`)
  return 0
}
