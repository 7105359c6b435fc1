import { accountTool, type ToolCall } from './account-tool.ts'
import { AccountError, type AccountFiles, changeAccounts, isName, type PasswdEntry } from './account-files.ts'
import { giveTree, removeTree } from './homes.ts'
import { readSettings } from './settings.ts'
import { groupNamed, joinGroups } from './useradd.ts'

const modSpec = {
  short: 'aG:c:d:e:f:g:l:Lmop:rs:u:U',
  long: {
    append: 'a', groups: 'G:', comment: 'c:', home: 'd:', expiredate: 'e:', inactive: 'f:', gid: 'g:', login: 'l:', lock: 'L',
    'move-home': 'm', 'non-unique': 'o', password: 'p:', remove: 'r', shell: 's:', uid: 'u:', unlock: 'U',
  },
  usage: '[options] LOGIN',
  operands: [1, 1] as const,
} // prettier-ignore

/** A process of the user, which keeps it from being changed under it. */
function checkUnused({ proc }: ToolCall, { name, uid }: PasswdEntry): void {
  const busy = proc.system.processes().find((each) => each.uid === uid && each.state !== 'Z')
  if (busy) throw new AccountError(`user ${name} is currently used by process ${busy.pid}`, 8)
}

const userNamed = (files: AccountFiles, name: string): PasswdEntry => {
  const user = files.users.find((each) => each.name === name)
  if (!user) throw new AccountError(`user '${name}' does not exist`, 6)
  return user
}

/** usermod(8). */
export const usermod = accountTool('usermod', modSpec, async (call) => {
  const { proc, operands } = call
  const [name] = operands as [string]
  if (call.has('a') && !call.has('G')) throw new AccountError('-a flag is only allowed with the -G flag', 2)
  const moved = await changeAccounts(proc, 'usermod', (files) => {
    const user = userNamed(files, name)
    const before = { ...user }
    if (call.has('l', 'u') || (call.has('d') && call.has('m'))) checkUnused(call, user)
    changeGroups(call, files, user)
    changeFields(call, files, user)
    changeSecret(call, files, name)
    rename(call, files, user)
    return { before, after: user }
  })
  const { before, after } = moved
  if (call.has('m') && before.home !== after.home) await proc.rename(before.home, after.home)
  if (before.uid !== after.uid) await giveTree(proc, after.home, before.uid, after.uid, after.gid)
  return 0
})

function changeGroups(call: ToolCall, files: AccountFiles, { name }: PasswdEntry): void {
  const list = call.value('G')
  if (list === undefined) return
  for (const each of list.split(',').filter(Boolean)) groupNamed(files, each)
  if (call.has('r')) {
    for (const group of files.groups)
      if (list.split(',').includes(group.name))
        group.members = group.members.filter((member) => member !== name)
    return
  }
  if (!call.has('a'))
    for (const group of files.groups) group.members = group.members.filter((member) => member !== name)
  joinGroups(files, name, list)
}

function changeFields(call: ToolCall, files: AccountFiles, user: PasswdEntry): void {
  const { value } = call
  const group = value('g')
  if (group !== undefined) user.gid = groupNamed(files, group).gid
  const uid = value('u')
  if (uid !== undefined) {
    if (!/^\d+$/.test(uid)) throw new AccountError(`invalid user ID '${uid}'`, 3)
    if (!call.has('o') && files.users.some((each) => each !== user && each.uid === Number(uid)))
      throw new AccountError(`UID '${uid}' already exists`, 4)
    user.uid = Number(uid)
  }
  for (const [letter, field] of [['c', 'comment'], ['d', 'home'], ['s', 'shell']] as const) {
    const text = value(letter)
    if (text === undefined) continue
    if (/[:\n]/.test(text)) throw new AccountError(`invalid field '${text}'`, 3)
    user[field] = text
  } // prettier-ignore
}

function changeSecret(call: ToolCall, files: AccountFiles, name: string): void {
  const entry = files.shadow.find((each) => each.name === name)
  if (!entry) return
  const password = call.value('p')
  if (password !== undefined) entry.hash = password
  if (call.has('L') && !entry.hash.startsWith('!')) entry.hash = `!${entry.hash}`
  if (call.has('U')) {
    const open = entry.hash.replace(/^!/, '')
    if (open === '' || open === '*')
      throw new AccountError(
        `unlocking the user's password would result in a passwordless account.\nYou should set a password with usermod -p to unlock this user's password.`,
        1,
      )
    entry.hash = open
  }
  const expiry = call.value('e')
  if (expiry !== undefined) entry.ages[5] = expiry === '' ? '' : String(dayOf(expiry))
}

/** `2026-12-31` or a number of days. */
export function dayOf(text: string): number {
  if (/^-?\d+$/.test(text)) return Number(text)
  const time = Date.parse(`${text}T00:00:00Z`)
  if (Number.isNaN(time)) throw new AccountError(`invalid date '${text}'`, 3)
  return Math.floor(time / 86_400_000)
}

function rename(call: ToolCall, files: AccountFiles, user: PasswdEntry): void {
  const name = call.value('l')
  if (name === undefined || name === user.name) return
  if (!isName(name)) throw new AccountError(`invalid user name '${name}': use --badname to ignore`, 3)
  if (files.users.some((each) => each.name === name))
    throw new AccountError(`user '${name}' already exists`, 9)
  for (const group of files.groups)
    group.members = group.members.map((member) => (member === user.name ? name : member))
  for (const entry of files.shadow) if (entry.name === user.name) entry.name = name
  user.name = name
}

const delSpec = {
  short: 'fr',
  long: { force: 'f', remove: 'r' },
  usage: '[options] LOGIN',
  operands: [1, 1] as const,
}

/** userdel(8). */
export const userdel = accountTool('userdel', delSpec, async (call) => {
  const { proc, operands } = call
  const [name] = operands as [string]
  const { user, groupStays } = await changeAccounts(proc, 'userdel', (files) => {
    const gone = userNamed(files, name)
    if (!call.has('f')) checkUnused(call, gone)
    return { user: gone, groupStays: removeUser(files, gone) }
  })
  if (groupStays) await proc.stderr.line(`userdel: group ${name} not removed because it has other members.`)
  if (!call.has('r')) return 0
  const { mailFolder } = await readSettings(proc)
  const mail = `${mailFolder}/${name}`
  await proc.unlink(mail).catch(() => proc.stderr.line(`userdel: ${name} mail spool (${mail}) not found`))
  const home = await proc.stat(user.home).catch(() => undefined)
  if (!home) {
    await proc.stderr.line(`userdel: ${name} home directory (${user.home}) not found`)
    return 0
  }
  if (home.uid !== user.uid) {
    await proc.stderr.line(`userdel: ${user.home} not owned by ${name}, not removing`)
    return 12
  }
  await removeTree(proc, user.home)
  return 0
})

/** Takes a user out of all files, with its own group. @returns whether that group stays for its members. */
export function removeUser(files: AccountFiles, user: PasswdEntry): boolean {
  files.users = files.users.filter((each) => each !== user)
  files.shadow = files.shadow.filter((each) => each.name !== user.name)
  for (const group of files.groups) group.members = group.members.filter((member) => member !== user.name)
  const own = files.groups.find((group) => group.name === user.name)
  const others = own && (own.members.length > 0 || files.users.some((each) => each.gid === own.gid))
  if (own && !others) files.groups = files.groups.filter((group) => group !== own)
  return others ?? false
}
