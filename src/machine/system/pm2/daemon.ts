import type { Process } from '../../kernel/process.ts'
import { findAccount } from '../accounts.ts'
import { makeDirectories } from '../make-directories.ts'
import { Supervisor } from './supervisor.ts'

export async function homeOf(proc: Process): Promise<string> {
  const given = proc.env.get('PM2_HOME')
  if (given !== undefined) return given
  return `${proc.env.get('HOME') ?? (await findAccount(proc, proc.credentials.uid))?.home ?? '/root'}/.pm2`
}

/** The caller's supervisor; started when it does not run yet. */
export async function supervisorOf(proc: Process): Promise<Supervisor> {
  const running = proc.system.bus.find('pm2')?.get(proc.credentials.uid)
  if (running) return running
  const home = await homeOf(proc)
  await proc.stdout.line(`[PM2] Spawning PM2 daemon with pm2_home=${home}`)
  await makeDirectories(proc, home)
  const nothing = await proc.open('/dev/null', { read: true, write: true })
  const started = new Promise<Supervisor>((resolve) => {
    void proc.fork((daemon) => serve(daemon, home, resolve), {
      descriptors: new Map([[0, nothing], [1, nothing], [2, nothing]]), // prettier-ignore
      name: 'PM2 v1.0.0: God',
    })
  })
  const supervisor = await proc.outside(() => started)
  await proc.close(nothing)
  await proc.stdout.line('[PM2] PM2 Successfully daemonized')
  return supervisor
}

async function serve(
  daemon: Process,
  home: string,
  started: (supervisor: Supervisor) => void,
): Promise<number> {
  daemon.setSession()
  daemon.onSignal('SIGHUP', 'ignore')
  await daemon.chdir('/')
  const { bus } = daemon.system
  const all = bus.find('pm2') ?? new Map<number, Supervisor>()
  bus.own('pm2', all)
  const supervisor = new Supervisor(daemon, home)
  const { uid } = daemon.credentials
  all.set(uid, supervisor)
  daemon.onEnd(() => {
    if (all.get(uid) === supervisor) all.delete(uid)
  })
  await daemon.writeFile(`${home}/pm2.pid`, String(daemon.pid))
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      daemon.onSignal(signal, () => resolve(), { restart: true })
  })
  started(supervisor)
  await daemon.outside(() => asked)
  for (const app of supervisor.apps.values()) await supervisor.stop(app)
  return 0
}
