import { expect, test } from 'vitest'
import { TurnedClock } from '../testing/index.ts'
import { administeredMachine } from './testing/administered-machine.ts'

test('a shutdown in some minutes is told to everybody, and can be taken back', async () => {
  const clock = new TurnedClock('2025-08-01T03:20:36Z')
  const on = await administeredMachine({ hardware: { now: clock.now, at: clock.at } })
  const gone = new Promise<string>((resolve) => on.machine.onPower(resolve))
  const other = await on.terminal()
  on.screen.type('sudo shutdown -h +5\r')
  await on.screen.see("Shutdown scheduled for Fri 2025-08-01 03:25:36 UTC, use 'shutdown -c' to cancel.")
  await other.see('Broadcast message from root@localhost on pts/0 (Fri 2025-08-01 03:20:36 UTC):')
  await other.see('The system will power off at Fri 2025-08-01 03:25:36 UTC!')
  // The message stands behind the prompts: a fresh screen reads better.
  const fresh = await on.terminal()
  fresh.type('sudo shutdown -c\r')
  await other.see('System shutdown has been cancelled')
  await clock.turn(600_000)
  const last = await on.terminal()
  expect(await last.run('whoami')).toBe('ec2-user')
  last.type('sudo shutdown -r +1\r')
  await other.see('The system will reboot at')
  await clock.turn(60_000)
  expect(await gone).toBe('reboot')
  expect(await on.screen.exited).toBeGreaterThan(0)
})

test('shutdown tells what is scheduled, and does nothing for an option that it does not know', async () => {
  const on = await administeredMachine()
  expect(await on.run('sudo shutdown --show; sudo shutdown --later; sudo shutdown -x')).toBe(
    "No scheduled shutdown.\nshutdown: unrecognized option '--later'\nshutdown: invalid option -- 'x'",
  )
  on.screen.type("sudo shutdown -r +5 'new kernel'\r")
  await on.screen.see('new kernel\nThe system will reboot at')
  const fresh = await on.terminal()
  expect(await fresh.run('sudo shutdown --show')).toMatch(
    /^Reboot scheduled for .* UTC, use 'shutdown -c' to cancel\.$/,
  )
  await on.machine.shutdown()
})

test('systemctl reboot stops the units in the reverse of their order, and says so on the console', async () => {
  const on = await administeredMachine()
  await on.put(
    '/etc/systemd/system/first.service',
    '[Unit]\nDescription=First\n[Service]\nExecStart=/bin/sleep 1000\n',
  )
  await on.put('/etc/systemd/system/second.service', '[Unit]\nDescription=Second\nAfter=first.service\n[Service]\nExecStart=/bin/sleep 1000\n') // prettier-ignore
  await on.run('sudo systemctl start first second')
  const gone = new Promise<string>((resolve) => on.machine.onPower(resolve))
  on.screen.type('sudo systemctl reboot\r')
  expect(await gone).toBe('reboot')
  // oxlint-disable-next-line no-control-regex
  const shown = on.machine.consoleOutput().replace(/\x1b\[[\d;]*m/g, '')
  expect(shown.indexOf('Stopped second.service - Second.')).toBeGreaterThan(0)
  expect(shown.indexOf('Stopped first.service - First.')).toBeGreaterThan(
    shown.indexOf('Stopped second.service'),
  )
  expect(shown).toContain('systemd-shutdown[1]: All filesystems unmounted.')
  expect(shown).toContain('[  OK  ] Started sshd.service - OpenSSH server daemon.')
})

test('a line of fstab that cannot be mounted ends the boot in emergency mode, unless it may fail', async () => {
  const on = await administeredMachine()
  await on.run("echo '/dev/nvme9n1 /data ext4 defaults,nofail 0 2' | sudo tee -a /etc/fstab")
  await on.machine.shutdown()
  const fine = await administeredMachine({ root: on.root })
  expect(await fine.run('systemctl is-active sshd data.mount')).toBe('active\nfailed')
  await fine.run("sudo sed -i 's/,nofail//' /etc/fstab")
  await fine.machine.shutdown()
  const broken = await administeredMachine({ root: on.root })
  // oxlint-disable-next-line no-control-regex
  const shown = broken.machine.consoleOutput().replace(/\x1b\[[\d;]*m/g, '')
  expect(shown).toContain('[DEPEND] Dependency failed for local-fs.target - Local File Systems.')
  expect(shown).toContain('You are in emergency mode.')
  expect(await broken.run('systemctl is-active sshd')).toBe('inactive')
  await broken.machine.shutdown()
})
