import { exists } from '../../../kernel/exists.ts'
import { isErrno } from '../../../errno.ts'
import { findAccount, textOrNothing } from '../../accounts.ts'
import { isFalse, isTrue, listOf, mapOf, textOf } from '../cloud-config.ts'
import { type Instance, type Module, ModuleFailed } from '../instance.ts'
import { runCommand } from '../run-command.ts'
import { addKeys, makeHostKey, rootOptions } from '../ssh-keys.ts'

const hostName = /^[A-Za-z0-9][\w.-]{0,252}$/

async function namesOf({
  proc,
  config,
  metadata,
}: Instance): Promise<{ hostname: string; fqdn: string } | undefined> {
  const given = textOf(config.fqdn) ?? textOf(config.hostname) ?? (await metadata?.get('meta-data/local-hostname'))?.trim() // prettier-ignore
  if (given === undefined || !hostName.test(given)) return undefined
  // Red Hat's family goes by the whole name unless it is told another, Debian's by the first label.
  const whole = config.prefer_fqdn_over_hostname ?? (config.hostname === undefined && proc.system.release.id === 'amzn') // prettier-ignore
  const short = textOf(config.hostname) ?? given.split('.')[0]!
  return { hostname: isTrue(whole) ? given : short, fqdn: given }
}

/** set_hostname and update_hostname: at every boot, since a stop may have brought another address. */
export const setHostname: Module = {
  name: 'set_hostname',
  frequency: 'always',
  async run(instance) {
    const { proc, log, config } = instance
    if (isTrue(config.preserve_hostname)) {
      await log.debug('cc_set_hostname.py', 'Configuration option \'preserve_hostname\' is set, not setting the hostname in module set-hostname') // prettier-ignore
      return
    }
    const names = await namesOf(instance)
    if (!names) return
    await log.debug('cc_set_hostname.py', `Setting the hostname to ${names.fqdn} (${names.hostname})`)
    proc.system.hostname = names.hostname
    await proc.writeFile('/etc/hostname', `${names.hostname}\n`)
  },
}

export const updateEtcHosts: Module = {
  name: 'update_etc_hosts',
  frequency: 'always',
  async run(instance) {
    const { proc, config } = instance
    const { manage_etc_hosts: manage } = config
    const names = await namesOf(instance)
    if (!names || !(isTrue(manage) || manage === 'localhost' || manage === 'template')) return
    const text = await textOrNothing(proc, '/etc/hosts')
    const line = `127.0.1.1 ${names.fqdn} ${names.fqdn.split('.')[0]}`
    const others = text.split('\n').filter((each) => !/^127\.0\.1\.1\s/.test(each)).join('\n').replace(/\n*$/, '\n') // prettier-ignore
    await proc.writeFile('/etc/hosts', `${line}\n${others}`)
  },
}

export const timezone: Module = {
  name: 'timezone',
  frequency: 'once-per-instance',
  async run({ proc, config }) {
    const zone = textOf(config.timezone)
    if (zone === undefined) return
    const file = `/usr/share/zoneinfo/${zone}`
    if (!/^(Etc\/)?UTC$/.test(zone) && !(await exists(proc, file)))
      throw new ModuleFailed(`Invalid timezone ${zone}, no file found at ${file}`)
    await proc.unlink('/etc/localtime').catch((error: unknown) => {
      if (!isErrno(error, 'ENOENT')) throw error
    })
    await proc.symlink(`..${file}`, '/etc/localtime')
  },
}

/** users and groups, by the distribution's own useradd. */
export const usersGroups: Module = {
  name: 'users_groups',
  frequency: 'once-per-instance',
  async run(instance) {
    await addGroups(instance)
    for (const entry of listOf(instance.config.users)) {
      if (entry === 'default' || mapOf(entry).name === instance.defaultUser) continue
      await addUser(instance, typeof entry === 'string' ? { name: entry } : mapOf(entry))
    }
  },
}

const accountName = /^[a-z_][a-z0-9_.-]{0,31}\$?$/i

async function addGroups({ proc, log, config }: Instance): Promise<void> {
  const wanted = typeof config.groups === 'string' ? config.groups.split(',').map((name) => name.trim()) : listOf(config.groups) // prettier-ignore
  const asMap = wanted.flatMap((entry): [string, unknown[]][] =>
    typeof entry === 'string' ? [[entry, []]] : Object.entries(mapOf(entry)).map(([name, members]) => [name, listOf(members)])) // prettier-ignore
  for (const [name, members] of asMap) {
    if (!accountName.test(name)) continue
    await runCommand(proc, log, ['groupadd', name])
    for (const member of members.map(textOf))
      if (member !== undefined && accountName.test(member)) await runCommand(proc, log, ['usermod', '-a', '-G', name, member]) // prettier-ignore
  }
}

async function addUser(instance: Instance, entry: Readonly<Record<string, unknown>>): Promise<void> {
  const { proc, log } = instance
  const name = textOf(entry.name)
  if (name === undefined || !accountName.test(name)) return
  if (await findAccount(proc, name))
    await log.log('distros/__init__.py', 'INFO', `User ${name} already exists, skipping.`) // prettier-ignore
  else {
    const argv: [string, ...string[]] = ['useradd', name]
    const option = (flag: string, value: string | undefined): void =>
      void (value !== undefined && argv.push(flag, value))
    option('--comment', textOf(entry.gecos))
    option('--groups', groupsOf(entry.groups))
    option('--gid', textOf(entry.primary_group))
    option('--home', textOf(entry.homedir))
    option('--shell', textOf(entry.shell) ?? '/bin/bash')
    option('--uid', textOf(entry.uid))
    if (isTrue(entry.system)) argv.push('--system')
    argv.push(isTrue(entry.no_create_home) || isTrue(entry.system) ? '-M' : '-m')
    await log.debug('distros/__init__.py', `Adding user ${name}`)
    if ((await runCommand(proc, log, argv)) !== 0) throw new ModuleFailed(`Failed to create user ${name}`)
  }
  const password = textOf(entry.plain_text_passwd)
  if (password !== undefined) await runCommand(proc, log, ['chpasswd'], { input: `${name}:${password}\n` })
  if (entry.passwd !== undefined || entry.hashed_passwd !== undefined)
    await runCommand(proc, log, ['chpasswd', '-e'], {
      input: `${name}:${textOf(entry.hashed_passwd ?? entry.passwd)}\n`,
    })
  if (!isFalse(entry.lock_passwd) && password === undefined)
    await runCommand(proc, log, ['passwd', '-l', name])
  await writeSudoRules(instance, name, entry.sudo)
  const account = await findAccount(proc, name)
  const keys = listOf(entry.ssh_authorized_keys).flatMap((key) => textOf(key) ?? [])
  if (account && keys.length > 0) await addKeys(proc, account, keys)
}

const groupsOf = (value: unknown): string | undefined => {
  const names = typeof value === 'string' ? value.split(',').map((name) => name.trim()) : Object.keys(mapOf(value)).concat(listOf(Array.isArray(value) ? value : []).flatMap((name) => textOf(name) ?? [])) // prettier-ignore
  return names.length === 0 ? undefined : names.join(',')
}

async function writeSudoRules({ proc }: Instance, name: string, rules: unknown): Promise<void> {
  const lines = isFalse(rules) ? [] : listOf(rules).flatMap((rule) => textOf(rule) ?? [])
  if (lines.length === 0) return
  const path = '/etc/sudoers.d/90-cloud-init-users'
  const text = `\n# User rules for ${name}\n${lines.map((rule) => `${name} ${rule}\n`).join('')}`
  await proc.writeFile(path, text, { append: true, mode: 0o440 })
}

/** ssh: a host key of its own, and the learner's key for the default user and, with a hint, for root. */
export const ssh: Module = {
  name: 'ssh',
  frequency: 'once-per-instance',
  async run({ proc, log, config, metadata, defaultUser }) {
    const { fingerprint, publicKey } = await makeHostKey(proc)
    const host = proc.system.hostname.split('.')[0]
    await log.print(`Generating public/private ed25519 key pair.\nYour identification has been saved in /etc/ssh/ssh_host_ed25519_key\nYour public key has been saved in /etc/ssh/ssh_host_ed25519_key.pub\nThe key fingerprint is:\n${fingerprint} root@${host}\n`) // prettier-ignore
    const own = await metadata?.get('meta-data/public-keys/0/openssh-key')
    const more = listOf(config.ssh_authorized_keys).flatMap((key) => textOf(key) ?? [])
    const keys = [...(own?.trim() ? [own.trim()] : []), ...more]
    const user = await findAccount(proc, defaultUser)
    const users = config.users === undefined ? true : listOf(config.users).some((entry) => entry === 'default' || mapOf(entry).name === defaultUser) // prettier-ignore
    if (keys.length > 0 && user && users) await addKeys(proc, user, keys)
    const options = isFalse(config.disable_root) ? '' : `${rootOptions(defaultUser)} `
    if (keys.length > 0) await addKeys(proc, { home: '/root', uid: 0, gid: 0 }, keys.map((key) => options + key)) // prettier-ignore
    await log.print(`-----BEGIN SSH HOST KEY KEYS-----\n${publicKey}-----END SSH HOST KEY KEYS-----\n`)
  },
}

const dropIns = '/etc/ssh/sshd_config.d'

/** ssh_pwauth: whether sshd asks for passwords, in the file where this version of cloud-init writes it. */
async function setPasswordLogin(instance: Instance): Promise<void> {
  const { proc, log, config } = instance
  const wanted = isTrue(config.ssh_pwauth) ? 'yes' : isFalse(config.ssh_pwauth) ? 'no' : undefined
  if (wanted === undefined) {
    await log.debug(
      'cc_set_passwords.py',
      "Leaving SSH config 'PasswordAuthentication' unchanged. ssh_pwauth=None",
    )
    return
  }
  const line = `PasswordAuthentication ${wanted}\n`
  const main = '/etc/ssh/sshd_config'
  const text = await textOrNothing(proc, main)
  if (proc.system.release.id !== 'amzn' && text.includes(`Include ${dropIns}/*.conf`))
    await proc.writeFile(`${dropIns}/50-cloud-init.conf`, line, { mode: 0o600 })
  else {
    const lines = text.split('\n')
    const at = lines.findIndex((each) => each.startsWith('PasswordAuthentication '))
    await proc.writeFile(main, at < 0 ? `${text}${line}` : lines.with(at, line.trim()).join('\n'))
  }
  const service = proc.system.release.id === 'amzn' ? 'sshd' : 'ssh'
  await runCommand(proc, log, ['systemctl', 'restart', service])
  await log.debug('cc_set_passwords.py', 'Restarted the SSH daemon.')
}

/** chpasswd: and the old form `password:` for the default user. */
export const setPasswords: Module = {
  name: 'set_passwords',
  frequency: 'once-per-instance',
  async run(instance) {
    const { proc, log, config, defaultUser } = instance
    await setPasswordLogin(instance)
    const list = mapOf(config.chpasswd)
    const lines = typeof list.list === 'string' ? list.list.trim().split('\n') : listOf(list.list).flatMap((line) => textOf(line) ?? []) // prettier-ignore
    const users = listOf(list.users)
      .map(mapOf)
      .map(({ name, password }) => `${textOf(name)}:${textOf(password)}`)
    const own = textOf(config.password)
    const all = [...lines, ...users, ...(own === undefined ? [] : [`${defaultUser}:${own}`])]
    if (all.length === 0) return
    if ((await runCommand(proc, log, ['chpasswd'], { input: `${all.join('\n')}\n` })) !== 0)
      throw new ModuleFailed('Failed to set passwords with chpasswd')
  },
}
