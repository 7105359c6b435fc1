import { accountTool } from './account-tool.ts'
import { AccountError, changeAccounts, isName, readAccountFiles } from './account-files.ts'
import { freeNumber, readSettings } from './settings.ts'

const gidOf = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new AccountError(`invalid group ID '${text}'`, 3)
  return Number(text)
}

const addSpec = {
  short: 'fg:orU:',
  long: { force: 'f', gid: 'g:', 'non-unique': 'o', system: 'r', users: 'U:' },
  usage: '[options] GROUP',
  operands: [1, 1] as const,
}

/** groupadd(8). */
export const groupadd = accountTool('groupadd', addSpec, async (call) => {
  const { proc, operands } = call
  const [name] = operands as [string]
  if (!isName(name)) throw new AccountError(`'${name}' is not a valid group name`, 3)
  const settings = await readSettings(proc)
  await changeAccounts(proc, 'groupadd', (files) => {
    if (files.groups.some((group) => group.name === name)) {
      if (call.has('f')) return
      throw new AccountError(`group '${name}' already exists`, 9)
    }
    const wanted = call.value('g')
    const gid = wanted === undefined ? freeNumber(files, settings, call.has('r'), 'group') : gidOf(wanted)
    if (!call.has('o') && files.groups.some((group) => group.gid === gid))
      throw new AccountError(`GID '${gid}' already exists`, 4)
    const members = (call.value('U') ?? '').split(',').filter((member) => member !== '')
    files.groups.push({ name, password: 'x', gid, members })
  })
})

const delSpec = { short: 'f', long: { force: 'f' }, usage: '[options] GROUP', operands: [1, 1] as const }

/** groupdel(8). */
export const groupdel = accountTool('groupdel', delSpec, async (call) => {
  const [name] = call.operands as [string]
  await changeAccounts(call.proc, 'groupdel', (files) => {
    const group = files.groups.find((each) => each.name === name)
    if (!group) throw new AccountError(`group '${name}' does not exist`, 6)
    const user = files.users.find(({ gid }) => gid === group.gid)
    if (user && !call.has('f'))
      throw new AccountError(`cannot remove the primary group of user '${user.name}'`, 8)
    files.groups = files.groups.filter((each) => each !== group)
  })
})

const modSpec = {
  short: 'ag:n:oU:',
  long: { append: 'a', gid: 'g:', 'new-name': 'n:', 'non-unique': 'o', users: 'U:' },
  usage: '[options] GROUP',
  operands: [1, 1] as const,
}

/** groupmod(8). */
export const groupmod = accountTool('groupmod', modSpec, async (call) => {
  const [name] = call.operands as [string]
  await changeAccounts(call.proc, 'groupmod', (files) => {
    const group = files.groups.find((each) => each.name === name)
    if (!group) throw new AccountError(`group '${name}' does not exist`, 6)
    const wanted = call.value('g')
    if (wanted !== undefined) {
      const gid = gidOf(wanted)
      if (!call.has('o') && files.groups.some((each) => each !== group && each.gid === gid))
        throw new AccountError(`GID '${gid}' already exists`, 4)
      for (const user of files.users) if (user.gid === group.gid) user.gid = gid
      group.gid = gid
    }
    const users = call.value('U')
    if (users !== undefined) {
      const given = users.split(',').filter((member) => member !== '')
      group.members = call.has('a') ? [...new Set([...group.members, ...given])] : given
    }
    const fresh = call.value('n')
    if (fresh === undefined || fresh === name) return
    if (!isName(fresh)) throw new AccountError(`invalid group name '${fresh}'`, 3)
    if (files.groups.some((each) => each.name === fresh))
      throw new AccountError(`group '${fresh}' already exists`, 9)
    group.name = fresh
  })
})

const passwdSpec = {
  short: 'a:d:M:A:rR',
  long: {
    add: 'a:',
    delete: 'd:',
    members: 'M:',
    administrators: 'A:',
    'remove-password': 'r',
    restrict: 'R',
  },
  usage: '[option] GROUP',
  operands: [1, 1] as const,
}

/** gpasswd(1), as far as members go: groups have no passwords and no administrators here. */
export const gpasswd = accountTool('gpasswd', passwdSpec, async (call) => {
  const { proc, operands } = call
  const [name] = operands as [string]
  if (proc.credentials.realUid ? proc.credentials.realUid !== 0 : proc.credentials.uid !== 0)
    throw new AccountError('Permission denied.', 1)
  const before = await readAccountFiles(proc)
  if (!before.groups.some((each) => each.name === name))
    throw new AccountError(`group '${name}' does not exist in /etc/group`, 3)
  const [added, removed, members] = [call.value('a'), call.value('d'), call.value('M')]
  if (added === undefined && removed === undefined && members === undefined)
    throw new AccountError("Sandcloud's groups have no passwords: -a and -d add and remove members.", 1)
  for (const user of [...(added === undefined ? [] : [added]), ...(members ?? '').split(',').filter(Boolean)])
    if (!before.users.some((each) => each.name === user))
      throw new AccountError(`user '${user}' does not exist`, 3)
  if (added !== undefined) await proc.stdout.line(`Adding user ${added} to group ${name}`)
  if (removed !== undefined) await proc.stdout.line(`Removing user ${removed} from group ${name}`)
  await changeAccounts(proc, 'gpasswd', (files) => {
    const group = files.groups.find((each) => each.name === name)!
    if (members !== undefined) group.members = members.split(',').filter((member) => member !== '')
    if (added !== undefined && !group.members.includes(added)) group.members.push(added)
    if (removed === undefined) return
    if (!group.members.includes(removed))
      throw new AccountError(`user '${removed}' is not a member of '${name}'`, 3)
    group.members = group.members.filter((member) => member !== removed)
  })
})
