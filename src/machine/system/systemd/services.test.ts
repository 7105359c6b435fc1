import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AdministeredMachine, administeredMachine } from '../testing/administered-machine.ts'

let on: AdministeredMachine
beforeAll(async () => {
  on = await administeredMachine()
})
afterAll(() => on.machine.shutdown())

const unit = (name: string, service: string, rest = ''): Promise<void> =>
  on.put(`/etc/systemd/system/${name}`, `[Unit]\nDescription=The ${name}\n${rest}\n[Service]\n${service}\n[Install]\nWantedBy=multi-user.target\n`) // prettier-ignore

const journal = async (name: string): Promise<string[]> =>
  (await on.run(`journalctl -u ${name} -o cat --no-pager`)).split('\n')

/** Asks until the unit has said it. */
const says = async (name: string, text: string): Promise<void> => {
  for (let tries = 0; tries < 200; tries++)
    if ((await journal(name)).some((line) => line.includes(text))) return
  throw new Error(`${name} does not say ${text}`)
}

/** Asks until the unit is in the state. */
const becomes = async (name: string, state: string): Promise<void> => {
  for (let tries = 0; tries < 200; tries++)
    if ((await on.run(`systemctl is-active ${name}`)) === state) return
  throw new Error(`${name} does not become ${state}`)
}

describe('a service', () => {
  test('runs as its user, in its directory, with its environment, and its output is in the journal', async () => {
    await on.put('/etc/app.env', '# settings\nCOLOR="deep blue"\n')
    await unit(
      'app.service',
      `User=ec2-user
WorkingDirectory=~
Environment=PORT=3000 "WORDS=a b"
EnvironmentFile=/etc/app.env
EnvironmentFile=-/etc/none.env
UMask=0077
ExecStart=/bin/bash -c 'echo "$(whoami) $PWD $PORT $WORDS $COLOR $(umask)"; echo "<3>bad" >&2; exec sleep 1000'`,
    )
    expect(await on.run('sudo systemctl start app')).toBe('')
    await says('app', 'bad')
    expect(await on.run('journalctl -t bash -o cat --no-pager -p info')).toContain('ec2-user /home/ec2-user 3000 a b deep blue 0077') // prettier-ignore
    expect(await on.run('journalctl -u app -p err -o cat --no-pager')).toBe('bad')
    const status = await on.run('systemctl status app --no-pager')
    expect(status).toMatch(/^● app\.service - The app\.service\n {5}Loaded: loaded \(\/etc\/systemd\/system\/app\.service; disabled; preset: disabled\)\n {5}Active: active \(running\) since \w{3} [\d-]+ [\d:]+ UTC; \d+m?s ago\n {3}Main PID: (\d+) \(sleep\)\n {6}Tasks: 1 \(limit: \d+\)\n {5}Memory: 2\.0M\n[^]*CGroup: \/system\.slice\/app\.service\n {13}└─\1 sleep 1000\n\n/) // prettier-ignore
    expect(await on.run('sudo systemctl stop app; systemctl is-active app; echo $?')).toBe('inactive\n3')
    expect(await journal('app')).toEqual(expect.arrayContaining([
      'Started app.service - The app.service.', 'Stopping app.service - The app.service...',
      'app.service: Deactivated successfully.', 'Stopped app.service - The app.service.',
    ])) // prettier-ignore
  })

  test('that ends badly is started again, but not for ever', async () => {
    await unit('crash.service', 'ExecStart=/bin/false\nRestart=on-failure\nRestartSec=1ms')
    await on.run('sudo systemctl start crash')
    await becomes('crash', 'failed')
    const said = await journal('crash')
    expect(said.slice(0, 5)).toEqual([
      'Started crash.service - The crash.service.',
      'crash.service: Main process exited, code=exited, status=1/FAILURE',
      "crash.service: Failed with result 'exit-code'.",
      'crash.service: Scheduled restart job, restart counter is at 1.',
      'Stopped crash.service - The crash.service.',
    ])
    expect(said.filter((line) => line === 'crash.service: Main process exited, code=exited, status=1/FAILURE')).toHaveLength(5) // prettier-ignore
    expect(said.slice(-3)).toEqual([
      'crash.service: Start request repeated too quickly.',
      "crash.service: Failed with result 'exit-code'.",
      'Failed to start crash.service - The crash.service.',
    ])
    expect(await on.run('systemctl status crash --no-pager | head -3; systemctl is-failed crash')).toMatch(
      /× crash\.service[^]*Active: failed \(Result: exit-code\) since [^]*failed$/,
    )
    expect(await on.run('sudo systemctl reset-failed crash; systemctl is-active crash')).toBe('inactive')
  })

  test('killed by somebody comes back in another process', async () => {
    await unit('back.service', 'ExecStart=/bin/sleep 1000\nRestart=always\nRestartSec=1ms')
    const pid = await on.run('sudo systemctl start back; systemctl show -p MainPID --value back')
    await on.run(`sudo kill -9 ${pid}`)
    await on.screen.run('until [ "$(systemctl show -p NRestarts --value back)" = 1 ]; do :; done')
    expect(await on.run('systemctl show -p MainPID --value back')).not.toBe(pid)
    expect(await journal('back')).toContain('back.service: Scheduled restart job, restart counter is at 1.')
    await on.run('sudo systemctl stop back')
  })

  test('that cannot be run says which step failed', async () => {
    await unit('lost.service', 'ExecStart=/opt/none')
    await unit('nobody.service', 'User=mallory\nExecStart=/bin/true')
    await unit('nowhere.service', 'WorkingDirectory=/none\nExecStart=/bin/true')
    await on.run('sudo systemctl start lost nobody nowhere')
    for (const name of ['lost', 'nobody', 'nowhere']) await becomes(name, 'failed')
    expect(await journal('lost')).toEqual(expect.arrayContaining([
      'lost.service: Failed to locate executable /opt/none: No such file or directory',
      'lost.service: Failed at step EXEC spawning /opt/none: No such file or directory',
      'lost.service: Main process exited, code=exited, status=203/EXEC',
    ])) // prettier-ignore
    expect(await journal('nobody')).toContain(
      'nobody.service: Main process exited, code=exited, status=217/USER',
    )
    expect(await journal('nowhere')).toContain('nowhere.service: Failed at step CHDIR spawning /bin/true: No such file or directory') // prettier-ignore
  })

  test('of type oneshot is waited for, and told of when it fails', async () => {
    await unit('once.service', 'Type=oneshot\nExecStart=/bin/sh -c "exit 3"')
    expect(await on.run('sudo systemctl start once; echo $?')).toBe(`Job for once.service failed because the control process exited with error code.
See "systemctl status once.service" and "journalctl -xeu once.service" for details.
1`) // prettier-ignore
    await unit(
      'stays.service',
      'Type=oneshot\nRemainAfterExit=yes\nExecStart=/bin/true\nExecStop=/bin/touch /tmp/stopped',
    )
    expect(await on.run('sudo systemctl start stays; systemctl status stays --no-pager | sed -n 3p')).toContain('active (exited)') // prettier-ignore
    expect(await on.run('sudo systemctl stop stays; ls /tmp/stopped')).toBe('/tmp/stopped')
  })

  test('of type forking is what its command leaves behind', async () => {
    await unit('fork.service', 'Type=forking\nPIDFile=/run/fork.pid\nExecStart=/bin/bash -c "sleep 1000 & echo $! > /run/fork.pid"'.replace('$!', '$$!')) // prettier-ignore
    await on.run('sudo systemctl start fork')
    expect(await on.run('systemctl status fork --no-pager | grep -c "Main PID: .*(sleep)"')).toBe('1')
    await on.run('sudo systemctl stop fork')
    expect(await on.run('pgrep -f "sleep 1000"; echo none')).toBe('none')
  })

  test('of type exec fails to start when its program cannot be run', async () => {
    await unit('gone.service', 'Type=exec\nExecStart=/opt/none')
    expect(await on.run('sudo systemctl start gone; echo $?')).toContain(
      'Job for gone.service failed because the control process exited with error code.',
    )
    await unit('there.service', 'Type=exec\nExecStart=/bin/sleep 1000')
    expect(await on.run('sudo systemctl start there; echo $?; systemctl is-active there')).toBe('0\nactive')
    await on.run('sudo systemctl stop there')
  })

  test('is reloaded by its own command, and the journal has it', async () => {
    await unit(
      'hup.service',
      `ExecStart=/bin/bash -c 'trap "echo again" HUP; while :; do sleep 0.01; done'\nExecReload=/bin/kill -HUP $MAINPID`,
    )
    await on.run('sudo systemctl start hup; sleep 0.05; sudo systemctl reload hup')
    await says('hup', 'again')
    expect(await journal('hup')).toEqual(expect.arrayContaining(['Reloading hup.service - The hup.service...', 'Reloaded hup.service - The hup.service.'])) // prettier-ignore
    await on.run('sudo systemctl stop hup')
  })

  test('of type notify is up when it says so', async () => {
    await unit(
      'slow.service',
      'Type=notify\nNotifyAccess=all\nTimeoutStartSec=100ms\nExecStart=/bin/sleep 1000',
    )
    expect(await on.run('sudo systemctl start slow')).toContain('Job for slow.service failed because a timeout was exceeded.') // prettier-ignore
    await unit('ready.service', 'Type=notify\nNotifyAccess=all\nExecStart=/bin/bash -c "systemd-notify --ready --status=warm; exec sleep 1000"') // prettier-ignore
    expect(await on.run('sudo systemctl start ready; echo $?')).toBe('0')
    expect(await on.run('systemctl status ready --no-pager')).toContain('     Status: "warm"')
    await on.run('sudo systemctl stop ready')
  })

  test('that does not go when asked is killed', async () => {
    await unit(
      'deaf.service',
      `TimeoutStopSec=50ms\nExecStart=/bin/bash -c 'trap "" TERM; while :; do sleep 0.01; done'`,
    )
    await on.run('sudo systemctl start deaf; sleep 0.1; sudo systemctl stop deaf')
    const said = await journal('deaf')
    expect(said).toContain("deaf.service: State 'stop-sigterm' timed out. Killing.")
    expect(said).toContain("deaf.service: Failed with result 'timeout'.")
  })

  test('goes with what it requires, and comes with what it wants', async () => {
    await unit('base.service', 'ExecStart=/bin/sleep 1000')
    await unit(
      'top.service',
      'ExecStart=/bin/sleep 1000',
      'Requires=base.service\nAfter=base.service\nWants=none.service',
    )
    expect(await on.run('sudo systemctl start top; systemctl is-active base')).toBe('active')
    expect(await on.run('sudo systemctl stop base; systemctl is-active top')).toBe('inactive')
    await unit('broken.service', 'Type=oneshot\nExecStart=/bin/false')
    await unit('above.service', 'ExecStart=/bin/true', 'Requires=broken.service\nAfter=broken.service')
    expect(await on.run('sudo systemctl start above')).toBe("A dependency job for above.service failed. See 'journalctl -xe' for details.") // prettier-ignore
    await unit('needy.service', 'ExecStart=/bin/true', 'Requires=none.service')
    expect(await on.run('sudo systemctl start needy; echo $?')).toBe('Failed to start needy.service: Unit none.service not found.\n5') // prettier-ignore
  })

  test('of a template has an instance', async () => {
    await unit('greet@.service', 'Type=oneshot\nExecStart=/bin/echo hello %i of %n')
    await on.run('sudo systemctl start greet@world')
    expect(await journal('greet@world')).toContain('hello world of greet@world.service')
  })

  test('whose condition is not met is skipped', async () => {
    await unit('maybe.service', 'ExecStart=/bin/true', 'ConditionPathExists=/none')
    expect(await on.run('sudo systemctl start maybe; echo $?')).toBe('0')
    expect(await on.run('systemctl status maybe --no-pager')).toContain(
      '└─ ConditionPathExists=/none was not met',
    )
  })

  test('writes into files when told to', async () => {
    await unit('out.service', 'Type=oneshot\nStandardOutput=append:/var/log/out.log\nStandardError=null\nExecStart=/bin/sh -c "echo one; echo two >&2"') // prettier-ignore
    await on.run('sudo systemctl start out; sudo systemctl start out')
    expect(await on.text('/var/log/out.log')).toBe('one\none\n')
  })
})

describe('systemctl', () => {
  test('says what root alone may do, and what is not there', async () => {
    expect(await on.run('systemctl restart sshd; echo $?')).toContain('Failed to restart sshd.service: Interactive authentication required.') // prettier-ignore
    expect(await on.run('sudo systemctl start nope; echo $?')).toBe('Failed to start nope.service: Unit nope.service not found.\n5') // prettier-ignore
    expect(await on.run('systemctl status nope; echo $?')).toBe('Unit nope.service could not be found.\n4')
    expect(await on.run('systemctl frobnicate')).toBe('Unknown command verb frobnicate.')
    expect(await on.run('systemctl --user status')).toContain('Failed to connect to bus')
  })

  test('enables, disables and masks by links', async () => {
    await unit('link.service', 'ExecStart=/bin/sleep 1000')
    const link = '/etc/systemd/system/multi-user.target.wants/link.service'
    expect(await on.run('sudo systemctl enable --now link')).toBe(
      `Created symlink ${link} → /etc/systemd/system/link.service.`,
    )
    expect(await on.run('systemctl is-enabled link; systemctl is-active link')).toBe('enabled\nactive')
    expect(await on.run('sudo systemctl disable --now link')).toBe(`Removed "${link}".`)
    expect(await on.run('systemctl is-enabled link; echo $?; systemctl is-active link')).toBe(
      'disabled\n1\ninactive',
    )
    expect(await on.run('sudo systemctl enable none')).toBe(
      'Failed to enable unit: Unit file none.service does not exist.',
    )
    expect(await on.run('sudo systemctl mask crond')).toContain('Created symlink /etc/systemd/system/crond.service → /dev/null.') // prettier-ignore
    expect(await on.run('sudo systemctl start crond')).toBe(
      'Failed to start crond.service: Unit crond.service is masked.',
    )
    expect(await on.run('sudo systemctl unmask crond')).toBe('Removed "/etc/systemd/system/crond.service".')
    await on.put('/etc/systemd/system/bare.service', '[Service]\nExecStart=/bin/true\n')
    expect(await on.run('sudo systemctl enable bare')).toContain('The unit files have no installation config')
    expect(await on.run('systemctl is-enabled bare')).toBe('static')
  })

  test('goes on with what it knows until daemon-reload', async () => {
    await unit('old.service', 'ExecStart=/bin/sleep 1000')
    await on.run('sudo systemctl start old')
    await on.run('sudo mkdir /etc/systemd/system/old.service.d')
    await on.put('/etc/systemd/system/old.service.d/more.conf', '[Service]\nEnvironment=A=1\n')
    expect(await on.run('systemctl status old --no-pager')).toContain('Warning: The unit file, source configuration file or drop-ins of old.service changed on disk.') // prettier-ignore
    await on.run('sudo systemctl daemon-reload')
    const status = await on.run('systemctl status old --no-pager')
    expect(status).toContain('    Drop-In: /etc/systemd/system/old.service.d\n             └─more.conf')
    expect(await on.run('systemctl show -p Environment old; systemctl cat old | head -1')).toBe('Environment=A=1\n# /etc/systemd/system/old.service') // prettier-ignore
    await on.run('sudo systemctl stop old')
  })

  test('lists units, their files and the default target', async () => {
    const units = await on.run('systemctl list-units --type=service --no-pager')
    expect(units).toMatch(/UNIT +LOAD +ACTIVE +SUB +DESCRIPTION\n/)
    expect(units).toMatch(/ {2}sshd\.service +loaded +active +running +OpenSSH server daemon/)
    expect(units).toMatch(/\d+ loaded units listed\. Pass --all to see loaded but inactive units, too\./)
    expect(await on.run('systemctl list-unit-files sshd.service --no-pager')).toMatch(/sshd\.service enabled enabled\n\n1 unit files listed\./) // prettier-ignore
    expect(await on.run('systemctl get-default')).toBe('multi-user.target')
    expect(await on.run('sudo service sshd status | head -1')).toBe('Redirecting to /bin/systemctl status sshd.service\n● sshd.service - OpenSSH server daemon') // prettier-ignore
  })
})
