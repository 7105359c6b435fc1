import { expect, test } from 'vitest'
import { TurnedClock } from '../../testing/index.ts'
import { administeredMachine } from '../testing/administered-machine.ts'

const minute = 60_000
const hour = 60 * minute

const debian = async (clock: TurnedClock, options = {}) =>
  administeredMachine({ image: 'debian-12', hardware: { now: clock.now, at: clock.at }, ...options })

test('cron runs what is due once for every due time, as its user, and mails what it prints', async () => {
  const clock = new TurnedClock('2025-08-01T03:20:36Z')
  const on = await debian(clock)
  expect(await on.run('crontab -l')).toBe('no crontab for admin')
  await on.put('/tmp/bad', '99 * * * * x\n')
  expect(await on.run('crontab /tmp/bad')).toBe(
    `"/tmp/bad":1: bad minute\nerrors in crontab file, can't install.`,
  )
  await on.put('/tmp/good', 'GREETING=hello\n*/10 * * * * echo "$GREETING $(whoami) $(date +\\%H:\\%M)" >> ~/ran\n0 4 * * * echo mailed; pwd\n') // prettier-ignore
  expect(await on.run('crontab /tmp/good && crontab -l | tail -1')).toBe('0 4 * * * echo mailed; pwd')
  await clock.turn(hour)
  expect(await on.text('/home/admin/ran')).toBe(
    ['03:30', '03:40', '03:50', '04:00', '04:10', '04:20'].map((time) => `hello admin ${time}\n`).join(''),
  )
  const mail = await on.text('/var/spool/mail/admin')
  expect(mail).toMatch(/^From admin@\S+ {2}Fri Aug {2}1 04:00:0\d 2025\nFrom: "\(Cron Daemon\)"/)
  expect(mail).toContain('Subject: Cron <admin@')
  expect(mail).toContain('\n\nmailed\n/home/admin\n')
  expect(await on.run('sudo journalctl -t CRON -o cat --no-pager | grep -c "(admin) CMD"')).toBe('7')
  await on.run('crontab -r')
  await clock.turn(hour)
  expect(await on.run('wc -l < ran')).toBe('6')
  await on.machine.shutdown()
})

test('system crontabs name a user, @reboot is once per boot, and changes by hand are seen', async () => {
  const clock = new TurnedClock('2025-08-01T03:00:30Z')
  const on = await debian(clock)
  await on.put('/etc/cron.d/system', 'PATH=/usr/bin\n@reboot root echo up >> /root/boots\n*/30 * * * * root whoami >> /root/who\n') // prettier-ignore
  await on.put('/etc/cron.hourly/job', '#!/bin/sh\necho hourly >> /root/hourly\n', 0o755)
  await on.run('sudo systemctl restart cron')
  await clock.turn(hour)
  expect(await on.text('/root/who')).toBe('root\nroot\n')
  expect(await on.text('/root/hourly')).toBe('hourly\n')
  await on.machine.shutdown()
  for (const boots of [1, 2]) {
    const again = await debian(clock, { root: on.root })
    await again.run('until [ -e /proc/1 ] && sudo grep -q up /root/boots 2> /dev/null; do :; done')
    expect(await again.text('/root/boots')).toBe('up\n'.repeat(boots))
    await again.run('sudo systemctl restart cron')
    await again.machine.shutdown()
  }
})

test('crontab -e goes through the user’s editor', async () => {
  const clock = new TurnedClock('2025-08-01T03:00:30Z')
  const on = await debian(clock)
  await on.put('/usr/local/bin/editor', '#!/bin/sh\necho "1 2 3 4 5 $(whoami)" >> "$1"\n', 0o755)
  expect(await on.run('EDITOR=editor crontab -e')).toBe('no crontab for admin - using an empty one\ncrontab: installing new crontab') // prettier-ignore
  expect(await on.run('crontab -l')).toBe('1 2 3 4 5 admin')
  expect(await on.run('EDITOR=true crontab -e')).toBe('crontab: no changes made to crontab')
  expect(await on.run('crontab -u root -l')).toBe('must be privileged to use -u')
  await on.machine.shutdown()
})
