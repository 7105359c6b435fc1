import type { Kernel } from '../kernel/kernel.ts'
import { readKernelImage } from '../kernel/kernel-image.ts'
import { recordBegin } from '../system/login-records.ts'
import { textOrNothing } from '../system/accounts.ts'
import { openJournal } from '../system/journal/open-journal.ts'
import { LoginSessions } from '../system/systemd/login-sessions.ts'
import { ServiceManager, UnitError } from '../system/systemd/manager/index.ts'
import { mountRoot } from './mount-root.ts'
import { mountSystem } from './mount-system.ts'

/** From power-on to a machine that can be logged in to. */
export async function boot(kernel: Kernel): Promise<void> {
  const { console: serial, system } = kernel
  const journal = openJournal(kernel)
  await mountRoot(kernel)
  await readRelease(kernel)
  kernel.print(`Linux version ${system.release.kernel} (sandcloud) ${system.release.build}`)
  await mountSystem(kernel.init.process)
  await recordBegin(kernel.init.process, {
    type: 'boot',
    pid: 0,
    line: '~',
    user: 'reboot',
    host: system.release.kernel,
    time: Math.floor(kernel.booted / 1000),
  })
  const manager = await startManager(kernel, journal)
  await reachDefaultTarget(kernel, manager)
  const release = releaseField(await textOrNothing(kernel.init.process, '/etc/os-release'), 'PRETTY_NAME')
  const host = kernel.hostname.split('.')[0]
  serial.line(
    `\n${release ?? 'Linux'}\nKernel ${system.release.kernel} on an ${system.release.machine} (-)\n\n${host} login: `,
  )
}

/** Which system this is stands on its root volume. */
async function readRelease({ system, init: { process: init } }: Kernel): Promise<void> {
  const text = await textOrNothing(init, '/etc/os-release')
  const { id, version } = system.release
  system.release = {
    ...system.release,
    ...(await readKernelImage(init)),
    id: releaseField(text, 'ID') ?? id,
    version: releaseField(text, 'VERSION_ID') ?? version,
  }
}

async function startManager(
  kernel: Kernel,
  journal: ReturnType<typeof openJournal>,
): Promise<ServiceManager> {
  const { process: init } = kernel.init
  const release = await textOrNothing(init, '/etc/os-release')
  const version = systemdVersion(kernel.system.release)
  const name = releaseField(release, 'PRETTY_NAME') ?? 'Linux'
  // systemd's default since 250, as the distributions build it.
  const manager = new ServiceManager(kernel, journal, {
    format: version < 250 ? 'description' : 'combined',
    version,
  })
  kernel.bus.own('org.freedesktop.login1', new LoginSessions(kernel, journal))
  const say = (text: string): void => {
    manager.say('', text)
    kernel.console.line(`systemd[1]: ${text}`)
  }
  say(`systemd ${version} running in system mode (sandcloud)`)
  say('Detected virtualization amazon.')
  say('Detected architecture x86-64.')
  kernel.console.line(`\nWelcome to \x1b[0;33m${name}\x1b[0m!\n`)
  say(`Hostname set to <${await setHostname(kernel)}>.`)
  await makeMachineId(kernel)
  await manager.generate()
  return manager
}

/** AL2023 and Debian 12 have 252, Ubuntu 22.04 249 and 24.04 255. */
function systemdVersion({ id, version }: { id: string; version: string }): number {
  if (id !== 'ubuntu') return 252
  return version === '22.04' ? 249 : 255
}

const releaseField = (text: string, name: string): string | undefined =>
  new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(text)?.[1]

async function reachDefaultTarget(kernel: Kernel, manager: ServiceManager): Promise<void> {
  manager.jobs.booting = true
  for (const target of ['default.target', 'multi-user.target'])
    try {
      await manager.jobs.start(target)
      break
    } catch (error) {
      if (!(error instanceof UnitError)) throw error
      kernel.console.line(`systemd[1]: Failed to load ${target}: ${error.message}`)
    }
  await manager.jobs.idle()
  manager.jobs.booting = false
  manager.finishBoot()
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
