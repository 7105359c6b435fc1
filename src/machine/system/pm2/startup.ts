import type { Process } from '../../kernel/process.ts'
import { findAccount, userName } from '../accounts.ts'
import { Pm2Error } from './app-settings.ts'

const unitText = (user: string, home: string, program: string): string => `[Unit]
Description=PM2 process manager
Documentation=https://pm2.keymetrics.io/
After=network.target

[Service]
Type=forking
User=${user}
LimitNOFILE=infinity
LimitNPROC=infinity
LimitCORE=infinity
Environment=PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
Environment=PM2_HOME=${home}/.pm2
PIDFile=${home}/.pm2/pm2.pid
Restart=on-failure

ExecStart=${program} resurrect
ExecReload=${program} reload all
ExecStop=${program} kill

[Install]
WantedBy=multi-user.target
`

/** pm2 startup: a unit that brings the saved apps back; only root can write it, so others are told how. */
export async function startup(proc: Process, args: readonly string[]): Promise<number> {
  const program = await proc.realpath('/usr/local/bin/pm2')
  const after = (flag: string): string | undefined => {
    const at = args.indexOf(flag)
    return at < 0 ? undefined : args[at + 1]
  }
  await proc.stdout.line('[PM2] Init System found: systemd')
  const user = after('-u') ?? after('--user') ?? (await userName(proc, proc.credentials.uid))
  const account = await findAccount(proc, user)
  if (!account) throw new Pm2Error(`User ${user} not found`)
  if (proc.credentials.uid !== 0) {
    await proc.stdout.line(`[PM2] To setup the Startup Script, copy/paste the following command:\nsudo env PATH=$PATH:/usr/bin ${program} startup systemd -u ${user} --hp ${account.home}`) // prettier-ignore
    return 1
  }
  const name = `pm2-${user}.service`
  const path = `/etc/systemd/system/${name}`
  await proc.writeFile(path, unitText(user, after('--hp') ?? account.home, program), { mode: 0o644 })
  await proc.stdout.line(
    `[PM2] Writing init configuration in ${path}\n[PM2] Making script booting at startup...`,
  )
  await run(proc, ['systemctl', 'enable', name])
  await proc.stdout.line('[PM2] [v] Command successfully executed.\n+---------------------------------------+\n[PM2] Freeze a process list on reboot via:\n$ pm2 save\n\n[PM2] Remove init script via:\n$ pm2 unstartup systemd') // prettier-ignore
  return 0
}

export async function unstartup(proc: Process): Promise<number> {
  if (proc.credentials.uid !== 0) {
    await proc.stdout.line(`[PM2] To unsetup the Startup Script, copy/paste the following command:\nsudo env PATH=$PATH:/usr/bin ${await proc.realpath('/usr/local/bin/pm2')} unstartup systemd`) // prettier-ignore
    return 1
  }
  for (const { name } of await proc.readdir('/etc/systemd/system'))
    if (/^pm2-[\w.-]+\.service$/.test(name)) {
      await run(proc, ['systemctl', 'disable', '--now', name])
      await proc.unlink(`/etc/systemd/system/${name}`)
    }
  await proc.stdout.line('[PM2] Init file disabled.')
  return 0
}

async function run(proc: Process, argv: [string, ...string[]]): Promise<void> {
  const pid = await proc.spawn(`/usr/bin/${argv[0]}`, argv)
  await proc.wait(pid)
}
