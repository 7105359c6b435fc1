import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { HttpError } from '../../net/http/index.ts'
import { findAccount, textOrNothing } from '../accounts.ts'
import { makeDirectories } from '../make-directories.ts'
import { defaultUser } from './default-user.ts'
import { Metadata } from './metadata.ts'
import { authorizeKey, makeHostKey } from './ssh-keys.ts'
import { runUserData } from './user-data.ts'

const version = '22.2.2'
const root = '/var/lib/cloud'

/**
 * cloud-init: makes an image into an instance. `cloud-init init` runs at every boot and asks the metadata
 * service who this is; what belongs to the first boot of an instance is done once per instance id, so that
 * a root volume restored from another instance's snapshot becomes a machine of its own.
 */
export async function cloudInit(proc: Process): Promise<number> {
  const [, command] = proc.argv
  if (command === 'status') {
    const done = (await textOrNothing(proc, `${root}/instance/boot-finished`)) !== ''
    await proc.stdout.line(`status: ${done ? 'done' : 'running'}`)
    return 0
  }
  if (command !== 'init') {
    await proc.stderr.line('usage: cloud-init [-h] [--version] {init,status} ...')
    return 2
  }
  if (proc.credentials.uid !== 0) {
    await proc.stderr.line('Error: cloud-init init requires root')
    return 1
  }
  try {
    await initialize(proc)
    return 0
  } catch (error) {
    if (!isErrno(error) && !(error instanceof HttpError)) throw error
    await say(proc, `failed: ${error.message}`)
    return 1
  }
}

async function initialize(proc: Process): Promise<void> {
  await stage(proc, 'init')
  const metadata = await Metadata.open(proc)
  const instanceId = (await metadata?.get('meta-data/instance-id'))?.trim()
  if (!metadata || instanceId === undefined || !/^[\w-]+$/.test(instanceId)) {
    await say(proc, 'no metadata service answered: keeping what an earlier boot has set')
    return
  }
  const directory = `${root}/instances/${instanceId}`
  await enterInstance(proc, instanceId, directory)
  await setHostname(proc, metadata)
  await oncePerInstance(proc, directory, 'config_ssh', () => setUpSsh(proc, metadata))
  await stage(proc, 'modules:final')
  await oncePerInstance(proc, directory, 'config_scripts_user', () => runScript(proc, metadata, directory))
  const up = (proc.system.uptime() / 1000).toFixed(2)
  const finished = `Cloud-init v. ${version} finished at ${clock(proc)}. Datasource DataSourceEc2.  Up ${up} seconds`
  await proc.writeFile(`${directory}/boot-finished`, `${finished}\n`)
  await proc.stdout.line(finished)
}

const clock = (proc: Process): string => new Date(proc.system.now()).toUTCString().replace('GMT', '+0000')

const say = (proc: Process, text: string): Promise<void> =>
  proc.stdout.line(`cloud-init[${proc.pid}]: ${text}`)

const stage = (proc: Process, name: string): Promise<void> =>
  say(
    proc,
    `Cloud-init v. ${version} running '${name}' at ${clock(proc)}. Up ${(proc.system.uptime() / 1000).toFixed(2)} seconds.`,
  )

/** /var/lib/cloud/instance leads to the instance that this is now. */
async function enterInstance(proc: Process, instanceId: string, directory: string): Promise<void> {
  await makeDirectories(proc, `${directory}/sem`)
  await makeDirectories(proc, `${directory}/scripts`)
  await makeDirectories(proc, `${root}/data`)
  const link = `${root}/instance`
  await proc.unlink(link).catch((error: unknown) => {
    if (!isErrno(error, 'ENOENT')) throw error
  })
  await proc.symlink(directory, link)
  await proc.writeFile(`${root}/data/instance-id`, `${instanceId}\n`)
}

async function oncePerInstance(
  proc: Process,
  directory: string,
  name: string,
  work: () => Promise<void>,
): Promise<void> {
  const semaphore = `${directory}/sem/${name}`
  const done = await proc.stat(semaphore).then(
    () => true,
    () => false,
  )
  if (done) return
  await work()
  await proc.writeFile(semaphore, `${proc.pid}: ${proc.system.now() / 1000}\n`)
}

async function setHostname(proc: Process, metadata: Metadata): Promise<void> {
  const name = (await metadata.get('meta-data/local-hostname'))?.trim()
  if (!name || !/^[\w.-]{1,253}$/.test(name)) return
  proc.system.hostname = name
  await proc.writeFile('/etc/hostname', `${name}\n`)
}

async function setUpSsh(proc: Process, metadata: Metadata): Promise<void> {
  const { fingerprint, publicKey } = await makeHostKey(proc)
  await proc.stdout.write(
    `ci-info: new host key ED25519 ${fingerprint}\n-----BEGIN SSH HOST KEY KEYS-----\n${publicKey}-----END SSH HOST KEY KEYS-----\n`,
  )
  const key = await metadata.get('meta-data/public-keys/0/openssh-key')
  const name = await defaultUser(proc)
  const user = await findAccount(proc, name)
  if (key?.trim() && user) await authorizeKey(proc, key, user)
  else await proc.stdout.line(`ci-info: no authorized SSH keys fingerprints found for user ${name}.`)
}

async function runScript(proc: Process, metadata: Metadata, directory: string): Promise<void> {
  const userData = await metadata.get('user-data')
  if (userData === undefined) return
  await proc.writeFile(`${directory}/user-data.txt`, userData, { mode: 0o600 })
  if (!userData.startsWith('#!')) return
  const script = `${directory}/scripts/part-001`
  await proc.writeFile(script, userData, { mode: 0o700 })
  await proc.chmod(script, 0o700)
  if (!(await runUserData(proc, script))) await say(proc, `Failed to run module scripts-user: ${script}`)
}
