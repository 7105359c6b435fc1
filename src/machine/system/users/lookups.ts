import type { Process } from '../../kernel/process.ts'
import { textOrNothing } from '../accounts.ts'
import { accountTool } from './account-tool.ts'
import { AccountError, changeAccounts, readAccountFiles } from './account-files.ts'

const databases = ['passwd', 'group', 'shadow', 'gshadow', 'hosts', 'ahosts', 'services', 'protocols']

/** getent(1): lines of the account files by name or number, and host names by the resolver. */
export async function getent(proc: Process): Promise<number> {
  const [database, ...keys] = proc.argv.slice(1)
  if (database === undefined) {
    await proc.stderr.line('getent: wrong number of arguments\nUsage: getent [OPTION...] database [key ...]')
    return 1
  }
  if (!databases.includes(database)) {
    await proc.stderr.line(
      `Unknown database: ${database}\nTry \`getent --help' or \`getent --usage' for more information.`,
    )
    return 1
  }
  if (database.endsWith('hosts') && keys.length > 0) return hosts(proc, keys)
  const separator = ['hosts', 'services', 'protocols'].includes(database) ? /\s+/ : ':'
  const text = await textOrNothing(proc, `/etc/${database.replace('ahosts', 'hosts')}`)
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  if (keys.length === 0) {
    await proc.stdout.write(lines.map((line) => `${line}\n`).join(''))
    return 0
  }
  let status = 0
  for (const key of keys) {
    const found = lines.find((line) => {
      const [name, , number] = line.split(separator)
      return name === key || (/^\d+$/.test(key) && number === key && database !== 'shadow')
    })
    if (found === undefined) status = 2
    else await proc.stdout.line(found)
  }
  return status
}

async function hosts(proc: Process, names: readonly string[]): Promise<number> {
  let status = 0
  for (const name of names) {
    const addresses = await proc.resolve(name)
    if (addresses.length === 0) status = 2
    for (const address of addresses) await proc.stdout.line(`${address.padEnd(15)} ${name}`)
  }
  return status
}

const chshSpec = {
  short: 's:l',
  long: { shell: 's:', 'list-shells': 'l' },
  usage: '[options] [LOGIN]',
  operands: [0, 1] as const,
}

/** chsh(1): another login shell, of those in /etc/shells. */
export const chsh = accountTool('chsh', chshSpec, async (call) => {
  const { proc, operands } = call
  const shells = (await textOrNothing(proc, '/etc/shells')).split('\n').filter((line) => line.startsWith('/'))
  if (call.has('l')) {
    await proc.stdout.write(shells.map((shell) => `${shell}\n`).join(''))
    return 0
  }
  const real = proc.credentials.realUid ?? proc.credentials.uid
  const { users } = await readAccountFiles(proc)
  const own = users.find(({ uid }) => uid === real)
  const name = operands[0] ?? own?.name
  const user = users.find((each) => each.name === name)
  if (!user) throw new AccountError(`user '${name}' does not exist`, 1)
  if (real !== 0 && user.uid !== real)
    throw new AccountError(`You may not change the shell for '${name}'.`, 1)
  let shell = call.value('s')
  if (shell === undefined) {
    await proc.stdout.write(
      `Changing the login shell for ${name}\nEnter the new value, or press ENTER for the default\n\tLogin Shell [${user.shell}]: `,
    )
    shell = new TextDecoder().decode(await proc.read(0)).trim() || user.shell
  }
  if (real !== 0 && !shells.includes(shell)) throw new AccountError(`${shell} is an invalid shell`, 1)
  if (!shells.includes(shell)) await proc.stderr.line(`chsh: Warning: ${shell} is an invalid shell`)
  await changeAccounts(proc, 'chsh', (files) => {
    files.users.find((each) => each.name === name)!.shell = shell
  })
  return 0
})
