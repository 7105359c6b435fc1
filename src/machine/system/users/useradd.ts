import { accountTool, type ToolCall } from './account-tool.ts'
import {
  AccountError,
  type AccountFiles,
  changeAccounts,
  isName,
  type PasswdEntry,
  shadowEntry,
} from './account-files.ts'
import { makeHome } from './homes.ts'
import { type AccountSettings, freeNumber, readSettings } from './settings.ts'

const spec = {
  short: 'b:c:d:De:f:g:G:k:lmMNop:rs:u:U',
  long: {
    'base-dir': 'b:', comment: 'c:', 'home-dir': 'd:', defaults: 'D', expiredate: 'e:', inactive: 'f:', gid: 'g:', groups: 'G:',
    skel: 'k:', 'no-log-init': 'l', 'create-home': 'm', 'no-create-home': 'M', 'no-user-group': 'N', 'non-unique': 'o',
    password: 'p:', system: 'r', shell: 's:', uid: 'u:', 'user-group': 'U',
  },
  usage: '[options] LOGIN\n       useradd -D\n       useradd -D [options]',
  operands: [0, 1] as const,
} // prettier-ignore

/** useradd(8). */
export const useradd = accountTool('useradd', spec, async (call) => {
  const { proc, operands } = call
  const settings = await readSettings(proc)
  const [name] = operands
  if (call.has('D')) {
    await proc.stdout.write(
      `GROUP=${settings.usersGroup}\nHOME=${settings.home}\nINACTIVE=-1\nEXPIRE=\nSHELL=${settings.shell}\nSKEL=${settings.skeleton}\nCREATE_MAIL_SPOOL=${settings.createHome ? 'yes' : 'no'}\n`,
    )
    return 0
  }
  if (name === undefined) {
    await proc.stderr.line(`Usage: useradd ${spec.usage}`)
    return 2
  }
  if (!isName(name)) throw new AccountError(`invalid user name '${name}': use --badname to ignore`, 3)
  const user = await changeAccounts(proc, 'useradd', (files) => addUser(call, files, settings, name))
  await settleIn(call, settings, user)
  return 0
})

function addUser(call: ToolCall, files: AccountFiles, settings: AccountSettings, name: string): PasswdEntry {
  const { proc } = call
  const system = call.has('r')
  if (files.users.some((user) => user.name === name))
    throw new AccountError(`user '${name}' already exists`, 9)
  const own = call.has('U') || (settings.ownGroup && !call.has('g', 'N'))
  if (own && files.groups.some((group) => group.name === name))
    throw new AccountError(`group ${name} exists - if you want to add this user to that group, use -g.`, 9)
  const wanted = call.value('u')
  if (wanted !== undefined && !/^\d+$/.test(wanted)) throw new AccountError(`invalid user ID '${wanted}'`, 3)
  const uid =
    wanted === undefined ? freeNumber(files, settings, system, own ? 'both' : 'user') : Number(wanted)
  if (!call.has('o') && files.users.some((user) => user.uid === uid))
    throw new AccountError(`UID ${uid} is not unique`, 4)
  const gid = own ? ownGroup(files, settings, system, name, uid) : givenGroup(call, files, settings)
  const user: PasswdEntry = {
    name,
    password: 'x',
    uid,
    gid,
    comment: call.value('c') ?? '',
    home: call.value('d') ?? `${call.value('b') ?? settings.home}/${name}`,
    shell: call.value('s') ?? settings.shell,
  }
  if (/[:\n]/.test(`${user.comment}${user.home}${user.shell}`)) throw new AccountError(`invalid field`, 3)
  joinGroups(files, name, call.value('G'))
  files.users.push(user)
  files.shadow.push({ ...shadowEntry(proc, name, call.value('p') ?? '!') })
  return user
}

function ownGroup(
  files: AccountFiles,
  settings: AccountSettings,
  system: boolean,
  name: string,
  uid: number,
): number {
  const free = !files.groups.some((group) => group.gid === uid)
  const gid = free ? uid : freeNumber(files, settings, system, 'group')
  files.groups.push({ name, password: 'x', gid, members: [] })
  return gid
}

function givenGroup(call: ToolCall, files: AccountFiles, settings: AccountSettings): number {
  const wanted = call.value('g')
  return wanted === undefined ? settings.usersGroup : groupNamed(files, wanted).gid
}

/** By name or number. */
export function groupNamed(files: AccountFiles, wanted: string) {
  const found = files.groups.find(({ name, gid }) => name === wanted || String(gid) === wanted)
  if (!found) throw new AccountError(`group '${wanted}' does not exist`, 6)
  return found
}

/** Makes a user a member of groups, named with commas between. */
export function joinGroups(files: AccountFiles, name: string, list: string | undefined): void {
  const groups = (list ?? '')
    .split(',')
    .filter((each) => each !== '')
    .map((each) => groupNamed(files, each))
  for (const group of groups) if (!group.members.includes(name)) group.members.push(name)
}

async function settleIn(call: ToolCall, settings: AccountSettings, user: PasswdEntry): Promise<void> {
  const { proc } = call
  const makes = call.has('m') || (settings.createHome && !call.has('M', 'r'))
  if (!makes || call.has('M')) return
  const skeleton = call.value('k') ?? settings.skeleton
  if (!(await makeHome(proc, user.home, user, { skeleton, mode: settings.homeMode })))
    await proc.stderr.line(
      `useradd: warning: the home directory ${user.home} already exists.\nuseradd: Not copying any file from skel directory into it.`,
    )
}
