import type { Process } from '../../kernel/process.ts'
import { generateHostKey } from '../../net/ssh/host-key.ts'
import { isErrno } from '../../errno.ts'
import { type Account, textOrNothing } from '../accounts.ts'

const hostKeyPath = '/etc/ssh/ssh_host_ed25519_key'

/** Root's copy of the key answers with a hint instead of a shell: cloud-init's disable_root. */
export const rootOptions = (user: string): string =>
  `no-port-forwarding,no-agent-forwarding,no-X11-forwarding,command="echo 'Please login as the user \\"${user}\\" rather than the user \\"root\\".';echo;sleep 10;exit 142"`

/** A new instance gets a host key of its own, also when its root came from another one's snapshot. */
export async function makeHostKey(proc: Process): Promise<{ fingerprint: string; publicKey: string }> {
  const host = proc.system.hostname.split('.')[0]
  const { privateKey, publicKey, fingerprint } = generateHostKey(
    (length) => proc.system.randomBytes(length),
    `root@${host}`,
  )
  await proc.writeFile(hostKeyPath, privateKey, { mode: 0o600 })
  await proc.chmod(hostKeyPath, 0o600)
  await proc.writeFile(`${hostKeyPath}.pub`, publicKey, { mode: 0o644 })
  return { fingerprint, publicKey }
}

/** Keys that are there stay; those that are not yet are added. */
export async function addKeys(
  proc: Process,
  { home, uid, gid }: Pick<Account, 'home' | 'uid' | 'gid'>,
  keys: readonly string[],
): Promise<void> {
  const directory = `${home}/.ssh`
  const file = `${directory}/authorized_keys`
  await proc.mkdir(directory, 0o700).catch((error: unknown) => {
    if (!isErrno(error, 'EEXIST')) throw error
  })
  await proc.chmod(directory, 0o700)
  await proc.chown(directory, uid, gid)
  const known = (await textOrNothing(proc, file)).split('\n').filter((line) => line !== '')
  const all = [...new Set([...known, ...keys.map((key) => key.trim())])]
  await proc.writeFile(file, all.map((line) => `${line}\n`).join(''), { mode: 0o600 })
  await proc.chmod(file, 0o600)
  await proc.chown(file, uid, gid)
}
