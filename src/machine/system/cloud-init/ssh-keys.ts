import type { Process } from '../../kernel/process.ts'
import { generateHostKey } from '../../net/ssh/host-key.ts'
import type { Account } from '../accounts.ts'

const hostKeyPath = '/etc/ssh/ssh_host_ed25519_key'

/** Root's copy of the key answers with a hint instead of a shell: cloud-init's disable_root. */
const rootOptions = (user: string): string =>
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

export async function authorizeKey(proc: Process, key: string, user: Account): Promise<void> {
  await writeKeys(proc, user.home, user, `${key.trim()}\n`)
  await writeKeys(proc, '/root', { uid: 0, gid: 0 }, `${rootOptions(user.name)} ${key.trim()}\n`)
}

async function writeKeys(
  proc: Process,
  home: string,
  { uid, gid }: { uid: number; gid: number },
  text: string,
): Promise<void> {
  const directory = `${home}/.ssh`
  const file = `${directory}/authorized_keys`
  const there = await proc.stat(directory).then(
    () => true,
    () => false,
  )
  if (!there) await proc.mkdir(directory, 0o700)
  await proc.chmod(directory, 0o700)
  await proc.chown(directory, uid, gid)
  await proc.writeFile(file, text, { mode: 0o600 })
  await proc.chmod(file, 0o600)
  await proc.chown(file, uid, gid)
}
