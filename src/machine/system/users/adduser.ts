import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import {
  AccountError,
  type AccountFiles,
  changeAccounts,
  isName,
  readAccountFiles,
  shadowEntry,
} from './account-files.ts'
import { makeHome, removeTree } from './homes.ts'
import { askTwice, setPassword } from './passwd.ts'
import { type AccountSettings, freeNumber, readSettings } from './settings.ts'
import { removeUser } from './usermod.ts'

interface AddCall {
  proc: Process
  tool: string
  words: string[]
  flags: Map<string, string>
  /** Newer versions say what kind of message each is. */
  said(text: string): Promise<void>
  error(text: string): AccountError
}

const valued = ['home', 'shell', 'uid', 'gid', 'firstuid', 'lastuid', 'gecos', 'comment', 'ingroup', 'conf']
const plain = [
  'system', 'group', 'disabled-password', 'disabled-login', 'no-create-home', 'force-badname', 'allow-badname', 'quiet', 'add-extra-groups',
  'remove-home', 'remove-all-files', 'only-if-empty', 'backup',
] // prettier-ignore

/** adduser(8), addgroup(8), deluser(8) and delgroup(8) of Debian: friendlier than useradd, and they ask. */
export async function adduser(proc: Process): Promise<number> {
  const tool = (proc.argv[0] ?? 'adduser').split('/').at(-1)!
  const newer = proc.system.release.id === 'ubuntu' && proc.system.release.version >= '24'
  const call: AddCall = {
    proc,
    tool,
    words: [],
    flags: new Map(),
    said: async (text) => {
      if (!call.flags.has('quiet')) await proc.stdout.line(newer ? `info: ${text}` : text)
    },
    error: (text) => new AccountError(newer ? `fatal: ${text}` : `${tool}: ${text}`, 1),
  }
  try {
    parse(call)
    if (proc.credentials.uid !== 0)
      throw call.error(
        tool.startsWith('add')
          ? 'Only root may add a user or group to the system.'
          : 'Only root may remove a user or group from the system.',
      )
    const [first, second] = call.words
    if (first === undefined) throw call.error('Only one or two names allowed.')
    const group = tool.endsWith('group') || call.flags.has('group')
    if (tool.startsWith('del')) return await removeSome(call, first, second, group)
    if (second !== undefined) return await addMember(call, first, second)
    return group && !(call.flags.has('system') && tool === 'adduser')
      ? await addGroup(call, first)
      : await addUser(call, first)
  } catch (error) {
    if (error instanceof AccountError) {
      await proc.stderr.line(error.message)
      return error.status
    }
    if (!isErrno(error)) throw error
    await proc.stderr.line(`${tool}: ${error.message}`)
    return 1
  }
}

function parse(call: AddCall): void {
  const rest = call.proc.argv.slice(1)
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('-')) {
      call.words.push(word)
      continue
    }
    const [name = '', value] = word.replace(/^--?/, '').split(/=(.*)/s)
    if (valued.includes(name)) call.flags.set(name, value ?? rest.shift() ?? '')
    else if (plain.includes(name)) call.flags.set(name, '')
    else throw new AccountError(`Unknown option: ${name}`, 1)
  }
}

async function addUser(call: AddCall, name: string): Promise<number> {
  const { proc, flags, said } = call
  const system = flags.has('system')
  const before = await readAccountFiles(proc)
  if (before.users.some((user) => user.name === name)) {
    if (!system) throw call.error(`The user \`${name}' already exists.`)
    await said(`The system user \`${name}' already exists. Exiting.`)
    return 0
  }
  if (!isName(name))
    throw call.error(
      `Please enter a username matching the regular expression\n            configured via the NAME_REGEX configuration variable.  Use the \`--allow-bad-names'\n            option to relax this check or reconfigure NAME_REGEX in configuration.`,
    )
  const settings = await readSettings(proc)
  await said(`Adding ${system ? 'system ' : ''}user \`${name}' ...`)
  const user = await changeAccounts(proc, call.tool, (files) => enter(call, files, settings, name))
  const group = (await readAccountFiles(proc)).groups.find(({ gid }) => gid === user.gid)?.name ?? ''
  if (user.ownGroup) await said(`Adding new group \`${name}' (${user.gid}) ...`)
  await said(`Adding new user \`${name}' (${user.uid}) with group \`${group}' ...`)
  if (flags.has('no-create-home') || system) await said(`Not creating home directory \`${user.home}'.`)
  else {
    await said(`Creating home directory \`${user.home}' ...`)
    await said(`Copying files from \`${settings.skeleton}' ...`)
    await makeHome(proc, user.home, user, { skeleton: settings.skeleton, mode: settings.homeMode })
  }
  if (system || flags.has('disabled-password') || flags.has('disabled-login')) return 0
  await choosePassword(proc, name)
  if (!flags.has('gecos') && !flags.has('comment')) await askAbout(proc, name)
  return 0
}

function enter(call: AddCall, files: AccountFiles, settings: AccountSettings, name: string) {
  const { flags, proc } = call
  const system = flags.has('system')
  const wanted = flags.get('uid')
  const uid = wanted === undefined ? freeNumber(files, settings, system) : Number(wanted)
  if (files.users.some((user) => user.uid === uid)) throw call.error(`The UID ${uid} is already in use.`)
  const ingroup = flags.get('ingroup')
  const ownGroup = ingroup === undefined && (!system || flags.has('group'))
  let gid = 65_534
  if (ownGroup) {
    gid = files.groups.some((group) => group.gid === uid) ? freeNumber(files, settings, system, 'group') : uid
    if (files.groups.some((group) => group.name === name))
      throw call.error(`The group \`${name}' already exists.`)
    files.groups.push({ name, password: 'x', gid, members: [] })
  } else if (ingroup !== undefined) {
    const group = files.groups.find((each) => each.name === ingroup)
    if (!group) throw call.error(`The group \`${ingroup}' does not exist.`)
    gid = group.gid
  }
  const user = {
    name,
    password: 'x',
    uid,
    gid,
    comment: flags.get('gecos') ?? flags.get('comment') ?? (system ? '' : ',,,'),
    home: flags.get('home') ?? (system ? '/nonexistent' : `/home/${name}`),
    shell: flags.get('shell') ?? (system ? '/usr/sbin/nologin' : '/bin/bash'),
  }
  files.users.push(user)
  files.shadow.push(shadowEntry(proc, name))
  return { ...user, ownGroup }
}

async function choosePassword(proc: Process, name: string): Promise<void> {
  for (let tries = 0; tries < 3; tries++) {
    const secret = await askTwice(proc, true)
    if (typeof secret === 'string') {
      await setPassword(proc, 'passwd', [[name, secret]])
      await proc.stdout.line('passwd: password updated successfully')
      return
    }
    await proc.stderr.line(
      `${secret.problem}\npasswd: Authentication token manipulation error\npasswd: password unchanged`,
    )
    if ((await ask(proc, 'Try again? [y/N] ')).toLowerCase() !== 'y') return
  }
}

const ask = async (proc: Process, question: string): Promise<string> => {
  await proc.stdout.write(question)
  return new TextDecoder().decode(await proc.read(0)).trim()
}

async function askAbout(proc: Process, name: string): Promise<void> {
  await proc.stdout.line(
    `Changing the user information for ${name}\nEnter the new value, or press ENTER for the default`,
  )
  const answers: string[] = []
  for (const field of ['Full Name', 'Room Number', 'Work Phone', 'Home Phone', 'Other'])
    answers.push((await ask(proc, `\t${field} []: `)).replace(/[:,\n]/g, ''))
  const right = await ask(proc, 'Is the information correct? [Y/n] ')
  if (right.toLowerCase().startsWith('n')) return askAbout(proc, name)
  await changeAccounts(proc, 'chfn', (files) => {
    const user = files.users.find((each) => each.name === name)
    if (user) user.comment = answers.slice(0, 4).join(',') + (answers[4] ? `,${answers[4]}` : '')
  })
}

async function addGroup(call: AddCall, name: string): Promise<number> {
  const { proc, flags, said } = call
  const settings = await readSettings(proc)
  const gid = await changeAccounts(proc, call.tool, (files) => {
    if (files.groups.some((group) => group.name === name))
      throw call.error(`The group \`${name}' already exists.`)
    const number = flags.has('gid')
      ? Number(flags.get('gid'))
      : freeNumber(files, settings, flags.has('system'), 'group')
    files.groups.push({ name, password: 'x', gid: number, members: [] })
    return number
  })
  await said(`Adding group \`${name}' (GID ${gid}) ...`)
  await proc.stdout.line('Done.')
  return 0
}

async function addMember(call: AddCall, name: string, group: string): Promise<number> {
  const { proc, said } = call
  const isNew = await changeAccounts(proc, call.tool, (files) => {
    if (!files.users.some((user) => user.name === name))
      throw call.error(`The user \`${name}' does not exist.`)
    const found = files.groups.find((each) => each.name === group)
    if (!found) throw call.error(`The group \`${group}' does not exist.`)
    if (found.members.includes(name)) return false
    found.members.push(name)
    return true
  })
  if (!isNew) {
    await said(`The user \`${name}' is already a member of \`${group}'.`)
    return 0
  }
  await said(`Adding user \`${name}' to group \`${group}' ...`)
  await proc.stdout.line('Done.')
  return 0
}

async function removeSome(
  call: AddCall,
  name: string,
  from: string | undefined,
  group: boolean,
): Promise<number> {
  const { proc, flags, said } = call
  if (from !== undefined) {
    await changeAccounts(proc, call.tool, (files) => {
      const found = files.groups.find((each) => each.name === from)
      if (!found) throw call.error(`The group \`${from}' does not exist.`)
      if (!found.members.includes(name))
        throw call.error(`The user \`${name}' is not a member of group \`${from}'.`)
      found.members = found.members.filter((member) => member !== name)
    })
    await said(`Removing user \`${name}' from group \`${from}' ...`)
    await proc.stdout.line('Done.')
    return 0
  }
  const removed = await changeAccounts(proc, call.tool, (files) => {
    if (group) {
      const found = files.groups.find((each) => each.name === name)
      if (!found) throw call.error(`The group \`${name}' does not exist.`)
      const owner = files.users.find(({ gid }) => gid === found.gid)
      if (owner) throw call.error(`\`${owner.name}' still has \`${name}' as their primary group!`)
      files.groups = files.groups.filter((each) => each !== found)
      return undefined
    }
    const user = files.users.find((each) => each.name === name)
    if (!user) throw call.error(`The user \`${name}' does not exist.`)
    const busy = proc.system.processes().find(({ uid, state }) => uid === user.uid && state !== 'Z')
    if (busy)
      throw new AccountError(
        `userdel: user ${name} is currently used by process ${busy.pid}\n${call.tool}: \`userdel ${name}' returned error code 8. Exiting.`,
        8,
      )
    removeUser(files, user)
    return user
  })
  if (!removed) {
    await said(`Removing group \`${name}' ...`)
    await proc.stdout.line('Done.')
    return 0
  }
  if (flags.has('remove-home') || flags.has('remove-all-files')) {
    await said('Looking for files to backup/remove ...')
    await said('Removing files ...')
    await removeTree(proc, removed.home)
  }
  await said('Removing crontab ...')
  await said(`Removing user \`${name}' ...`)
  await proc.stdout.line('Done.')
  return 0
}
