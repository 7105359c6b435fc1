import { expect, test } from 'vitest'
import { TurnedClock } from '../../testing/index.ts'
import { type AdministeredMachine, administeredMachine } from '../testing/administered-machine.ts'

const minute = 60_000
const day = 24 * 60 * minute

const booted = (clock: TurnedClock, options = {}): Promise<AdministeredMachine> =>
  administeredMachine({ hardware: { now: clock.now, at: clock.at }, ...options })

const addJob = async (on: AdministeredMachine, timer: string): Promise<void> => {
  await on.put('/etc/systemd/system/job.service', '[Unit]\nDescription=A job\n[Service]\nType=oneshot\nExecStart=/bin/sh -c "date +%%T >> /root/ran"\n') // prettier-ignore
  await on.put(
    '/etc/systemd/system/job.timer',
    `[Unit]\nDescription=When\n[Timer]\n${timer}\n[Install]\nWantedBy=timers.target\n`,
  )
}

test('a calendar timer runs its unit at every due time', async () => {
  const clock = new TurnedClock('2025-08-01T03:20:36Z')
  const on = await booted(clock)
  await addJob(on, 'OnCalendar=*-*-* *:0/20:00')
  await on.run('sudo systemctl enable --now job.timer')
  expect(await on.run('systemctl list-timers --no-pager | sed -n 2p')).toMatch(
    /^Fri 2025-08-01 03:40:00 UTC 19min left - +- +job\.timer job\.service$/,
  )
  expect(await on.run('systemctl status job.timer --no-pager')).toContain('Active: active (waiting)')
  await clock.turn(60 * minute)
  expect(await on.text('/root/ran')).toBe('03:40:00\n04:00:00\n04:20:00\n')
  expect(await on.run('systemctl list-timers --no-pager | sed -n 2p')).toContain(
    'Fri 2025-08-01 04:20:00 UTC 36s ago',
  )
  await on.run('sudo systemctl stop job.timer')
  await clock.turn(day)
  expect(await on.run('sudo wc -l < /root/ran || sudo sh -c "wc -l < /root/ran"')).toContain('3')
  await on.machine.shutdown()
})

test('a persistent timer makes up for what it missed while the machine was off, once', async () => {
  const clock = new TurnedClock('2025-08-01T03:20:36Z')
  const on = await booted(clock)
  await addJob(on, 'OnCalendar=daily\nPersistent=true')
  await on.run('sudo systemctl enable --now job.timer')
  await clock.turn(day)
  expect(await on.text('/root/ran')).toBe('00:00:00\n')
  await on.machine.shutdown()
  await clock.turn(3 * day)
  const again = await booted(clock, { root: on.root })
  await clock.turn(0)
  await again.run('until [ "$(sudo sh -c "wc -l < /root/ran")" = 2 ]; do :; done')
  expect(await again.text('/root/ran')).toMatch(/^00:00:00\n03:20:3\d\n$/)
  await again.machine.shutdown()
})

test('monotonic timers count from the boot and from the last run', async () => {
  const clock = new TurnedClock('2025-08-01T03:00:00Z')
  const on = await booted(clock)
  await addJob(on, 'OnBootSec=15min\nOnUnitActiveSec=10min')
  await on.run('sudo systemctl start job.timer')
  await clock.turn(50 * minute)
  expect(await on.text('/root/ran')).toBe('03:15:00\n03:25:00\n03:35:00\n03:45:00\n')
  await on.machine.shutdown()
})
