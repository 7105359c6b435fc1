import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { socketStream } from '../../byte-stream.ts'
import { generateHostKey } from '../host-key.ts'
import type { PrivateKey } from '../keys.ts'
import { parsePrivateKey } from '../private-key.ts'
import { BadConfiguration } from './config-file.ts'
import { SshdConfiguration } from './configuration.ts'
import { serveConnection } from './connection.ts'
import { type SshdOptions, parseOptions } from './options.ts'

const hostKeyPath = '/etc/ssh/ssh_host_ed25519_key'
const failed = 255

/** The ssh daemon: one process that listens, and one for each connection. */
export async function sshd(proc: Process): Promise<number> {
  const options = await parseOptions(proc)
  if (!options) return 1
  if (proc.credentials.uid !== 0) {
    await proc.stderr.line('sshd: no hostkeys available -- exiting.')
    return 1
  }
  proc.onSignal('SIGPIPE', 'ignore')
  try {
    if (options.mode !== 'serve') return await test(proc, options)
    const hostKey = await loadHostKey(proc)
    for (;;) await listenUntilReload(proc, hostKey, await readConfiguration(proc, options))
  } catch (error) {
    if (!(error instanceof BadConfiguration)) throw error
    await proc.stderr.line(error.message)
    return failed
  }
}

const readConfiguration = (proc: Process, { file, lines }: SshdOptions): Promise<SshdConfiguration> =>
  SshdConfiguration.read(proc, file, lines)

/** -t: is the configuration good? -T: what does it come to? */
async function test(proc: Process, options: SshdOptions): Promise<number> {
  const configuration = await readConfiguration(proc, options)
  if (options.mode === 'describe') await proc.stdout.write(configuration.describe())
  return 0
}

/** SIGHUP: the configuration is read anew, and connections go on. */
async function listenUntilReload(
  proc: Process,
  hostKey: PrivateKey,
  configuration: SshdConfiguration,
): Promise<void> {
  const say = (text: string): void => proc.system.log(`sshd[${proc.pid}]: ${text}`)
  const asked = { reload: false }
  proc.onSignal('SIGHUP', () => {
    asked.reload = true
    say('Received SIGHUP; restarting.')
  })
  for (const { file, number, keyword } of configuration.unavailable)
    say(`${file} line ${number}: ${keyword} is not available on this machine, ignoring it.`)
  const listeners: number[] = []
  for (const place of configuration.places) {
    try {
      listeners.push(await proc.listen(place))
      say(`Server listening on ${place.address} port ${place.port}.`)
    } catch (error) {
      if (!isErrno(error)) throw error
      say(`error: Bind to port ${place.port} on ${place.address} failed: ${error.message}.`)
    }
  }
  if (listeners.length === 0) throw new BadConfiguration('fatal: Cannot bind any address.')
  for (const listener of listeners) proc.setCloseOnExec(listener, true)
  proc.system.bus.find('org.freedesktop.systemd1')?.notify(proc, 'READY=1')
  await Promise.all(
    listeners.map(async (listener) => {
      while (!asked.reload)
        try {
          await acceptOne(proc, listener, hostKey, configuration)
        } catch (error) {
          // One connection that broke while it was accepted, or a signal, is no reason to stop listening.
          if (!isErrno(error, 'EINTR', 'ECONNABORTED', 'ECONNRESET')) throw error
        }
    }),
  )
  for (const listener of listeners) await proc.close(listener)
}

async function acceptOne(
  proc: Process,
  listener: number,
  hostKey: PrivateKey,
  configuration: SshdConfiguration,
): Promise<void> {
  const { fd, remote, local } = await proc.accept(listener)
  const child = await proc.fork(
    async (own) => {
      own.onSignal('SIGPIPE', 'ignore')
      return serveConnection(own, socketStream(own, 3), { hostKey, configuration, remote, local })
    },
    { descriptors: new Map([[3, fd]]), name: 'sshd: [accepted]' },
  )
  await proc.close(fd)
  void proc.wait(child).catch(() => undefined)
}

/** As sshd-keygen.target does it: a machine without a host key makes itself one at its first start. */
async function loadHostKey(proc: Process): Promise<PrivateKey> {
  try {
    return parsePrivateKey(await proc.readText(hostKeyPath)).key
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error
  }
  const fresh = generateHostKey((length) => proc.system.randomBytes(length))
  await proc.mkdir('/etc/ssh', 0o755).catch((error: unknown) => {
    if (!isErrno(error, 'EEXIST')) throw error
  })
  await proc.writeFile(hostKeyPath, fresh.privateKey, { mode: 0o600 })
  await proc.writeFile(`${hostKeyPath}.pub`, fresh.publicKey, { mode: 0o644 })
  return parsePrivateKey(fresh.privateKey).key
}
