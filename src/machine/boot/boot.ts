import { isErrno } from '../errno.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { DescriptorTable } from '../kernel/descriptor-table.ts'
import { readKernelImage } from '../kernel/kernel-image.ts'
import { openPath } from '../kernel/vfs/open-path.ts'
import { makeHostKey } from '../system/cloud-init/ssh-keys.ts'
import { recordBegin } from '../system/login-records.ts'
import { textOrNothing } from '../system/accounts.ts'
import { mountRoot } from './mount-root.ts'
import { mountSystem } from './mount-system.ts'

const sshPort = 22
const patience = 5000

/** From power-on to a machine that can be logged in to. */
export async function boot(kernel: Kernel): Promise<void> {
  const { console: serial, system } = kernel
  await mountRoot(kernel)
  await readRelease(kernel)
  serial.line(`Linux version ${system.release.kernel} (sandcloud) ${system.release.build}`)
  await mountSystem(kernel.init.process)
  const init = kernel.init.process
  await recordBegin(init, {
    type: 'boot',
    pid: 0,
    line: '~',
    user: 'reboot',
    host: system.release.kernel,
    time: Math.floor(kernel.booted / 1000),
  })
  serial.line(`systemd[1]: Hostname set to <${await setHostname(kernel)}>.`)
  await makeMachineId(kernel)
  await step(kernel, 'Local File Systems', ['/usr/bin/mount', '-a'])
  if (system.machine === 'instance') {
    await step(kernel, 'Cloud-init', ['/usr/bin/cloud-init', 'init'])
    await startSshd(kernel)
  }
  const release = /PRETTY_NAME="([^"]*)"/.exec(await textOrNothing(init, '/etc/os-release'))?.[1] ?? 'Linux'
  const host = kernel.hostname.split('.')[0]
  serial.line(
    `\n${release}\nKernel ${system.release.kernel} on an ${system.release.machine} (-)\n\n${host} login: `,
  )
}

/** Which system this is stands on its root volume. */
async function readRelease({ system, init: { process: init } }: Kernel): Promise<void> {
  const text = await textOrNothing(init, '/etc/os-release')
  const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(text)?.[1]
  const { id, version } = system.release
  system.release = {
    ...system.release,
    ...(await readKernelImage(init)),
    id: field('ID') ?? id,
    version: field('VERSION_ID') ?? version,
  }
}

async function setHostname(kernel: Kernel): Promise<string> {
  const name = (await textOrNothing(kernel.init.process, '/etc/hostname')).trim()
  if (name !== '') kernel.hostname = name
  return kernel.hostname
}

/** An image has an empty one: each machine makes its own at its first boot. */
async function makeMachineId(kernel: Kernel): Promise<void> {
  const { process: init } = kernel.init
  if ((await textOrNothing(init, '/etc/machine-id')).trim() !== '') return
  const id = Array.from(kernel.hardware.randomBytes(16), (byte) => byte.toString(16).padStart(2, '0'))
  await init.writeFile('/etc/machine-id', `${id.join('')}\n`, { mode: 0o444 })
}

/** Runs a program of the boot with its output on the console; a boot goes on where one fails, and says so. */
async function step(kernel: Kernel, name: string, argv: readonly [string, ...string[]]): Promise<void> {
  const task = kernel.start((proc) => proc.exec(argv[0], argv), {
    argv,
    descriptors: await onConsole(kernel),
  })
  const { exit } = await task.finished
  kernel.console.line(exit === 0 ? `[  OK  ] Reached target ${name}.` : `[FAILED] Failed to start ${name}.`)
}

async function onConsole(kernel: Kernel): Promise<DescriptorTable> {
  const descriptors = new DescriptorTable()
  const nothing = await openPath(kernel.init, '/dev/null', { read: true }, 0)
  const serial = await openPath(kernel.init, '/dev/console', { write: true }, 0)
  for (const [fd, file] of [nothing, serial, serial].entries()) descriptors.set(fd, file)
  return descriptors
}

/** sshd is process 1's child: it outlives every login. */
async function startSshd(kernel: Kernel): Promise<void> {
  const { process: init } = kernel.init
  const hasKey = await init.stat('/etc/ssh/ssh_host_ed25519_key').then(() => true, (error: unknown) => !isErrno(error)) // prettier-ignore
  if (!hasKey) await makeHostKey(init)
  const argv = ['/usr/sbin/sshd', '-D']
  const sshd = kernel.start((proc) => proc.exec(argv[0]!, argv), {
    argv,
    descriptors: await onConsole(kernel),
  })
  const listens = (): boolean =>
    kernel.network.sockets().some(({ state, local }) => state === 'LISTEN' && local.port === sshPort)
  const deadline = performance.now() + patience
  while (!listens() && !sshd.ended && performance.now() < deadline) await init.sleep(1)
  kernel.console.line(
    listens() ? '[  OK  ] Started OpenSSH server daemon.' : '[FAILED] Failed to start OpenSSH server daemon.',
  )
}
