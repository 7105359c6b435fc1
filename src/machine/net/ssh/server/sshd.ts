import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { socketStream } from '../../byte-stream.ts'
import { generateHostKey } from '../host-key.ts'
import type { PrivateKey } from '../keys.ts'
import { parsePrivateKey } from '../private-key.ts'
import { readConfiguration } from './configuration.ts'
import { type Connection, serveConnection } from './connection.ts'

const hostKeyPath = '/etc/ssh/ssh_host_ed25519_key'

/** The ssh daemon: one process that listens, and one for each connection. */
export async function sshd(proc: Process): Promise<number> {
  if (proc.credentials.uid !== 0) {
    await proc.stderr.line('sshd: no hostkeys available -- exiting.')
    return 1
  }
  const hostKey = await loadHostKey(proc)
  proc.onSignal('SIGPIPE', 'ignore')
  for (;;) await listenUntilReload(proc, hostKey)
}

/** SIGHUP: the configuration is read anew, and connections go on. */
async function listenUntilReload(proc: Process, hostKey: PrivateKey): Promise<void> {
  const asked = { reload: false }
  proc.onSignal('SIGHUP', () => {
    asked.reload = true
    proc.system.log(`sshd[${proc.pid}]: Received SIGHUP; restarting.`)
  })
  const { port, methods } = await readConfiguration(proc)
  const listener = await proc.listen({ address: '0.0.0.0', port })
  proc.setCloseOnExec(listener, true)
  proc.system.log(`sshd[${proc.pid}]: Server listening on 0.0.0.0 port ${port}.`)
  proc.system.bus.find('org.freedesktop.systemd1')?.notify(proc, 'READY=1')
  while (!asked.reload) {
    try {
      await acceptOne(proc, listener, { hostKey, methods })
    } catch (error) {
      // One connection that broke while it was accepted, or a signal, is no reason to stop listening.
      if (!isErrno(error, 'EINTR', 'ECONNABORTED', 'ECONNRESET')) throw error
    }
  }
  await proc.close(listener)
}

async function acceptOne(
  proc: Process,
  listener: number,
  server: Pick<Connection, 'hostKey' | 'methods'>,
): Promise<void> {
  const { fd, remote, local } = await proc.accept(listener)
  const child = await proc.fork(
    async (own) => {
      own.onSignal('SIGPIPE', 'ignore')
      return serveConnection(own, socketStream(own, 3), { ...server, remote, local })
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
