import { describe, expect, test } from 'vitest'
import { TurnedClock } from '../../testing/index.ts'
import { administeredMachine } from '../testing/administered-machine.ts'
import { Journal } from './journal.ts'
import { parseTimestamp } from './timestamp.ts'

test('points in time are read as systemd reads them', () => {
  const now = Date.parse('2025-08-01T12:00:00Z')
  const read = (text: string): string | undefined => {
    const time = parseTimestamp(text, now)
    return time === undefined ? undefined : new Date(time).toISOString().slice(0, 19)
  }
  expect(['today', 'yesterday', '-1h', '10 min ago', '2025-07-31', '2025-07-31 10:00', '09:30:15', '@0', 'soon', ''].map(read)).toEqual([
    '2025-08-01T00:00:00', '2025-07-31T00:00:00', '2025-08-01T11:00:00', '2025-08-01T11:50:00', '2025-07-31T00:00:00',
    '2025-07-31T10:00:00', '2025-08-01T09:30:15', '1970-01-01T00:00:00', undefined, undefined,
  ]) // prettier-ignore
})

test('a unit that floods the journal is cut short, and others are heard', () => {
  let uptime = 0
  const journal = new Journal({ now: () => 0, uptime: () => uptime, hostname: 'h' }, 'b')
  for (let count = 0; count < 15_000; count++)
    journal.add({ identifier: 'yes', unit: 'yes.service', message: 'y' })
  journal.add({ identifier: 'other', message: 'heard' })
  expect(journal.lastSeq).toBe(10_001)
  uptime = 40_000
  journal.add({ identifier: 'yes', unit: 'yes.service', message: 'y' })
  expect(journal.after(10_001).map(({ message }) => message)).toEqual([
    'Suppressed 5000 messages from yes.service',
    'y',
  ])
})

describe('journalctl', () => {
  test('chooses by unit, time, priority, boot and pattern, and shows in several forms', async () => {
    const clock = new TurnedClock('2025-08-01T03:20:36.250Z')
    const hardware = { now: clock.now, at: clock.at }
    const first = await administeredMachine({ hardware })
    await first.run('logger -t app -p user.err broken; logger -t app fine; echo piped | systemd-cat -t app')
    await clock.turn(3_600_000)
    await first.run('logger -t app -i late')
    const cat = (options: string): Promise<string> => first.run(`journalctl --no-pager -o cat ${options}`)
    expect(await cat('-t app')).toBe('broken\nfine\npiped\nlate')
    expect(await cat('-t app -p err')).toBe('broken')
    expect(await cat('-t app --since 04:00')).toBe('late')
    expect(await cat('-t app --until 04:00 -n 2')).toBe('fine\npiped')
    expect(await cat('-t app -r -n 2')).toBe('late\npiped')
    expect(await cat('-t app -g "^F"')).toBe('-- No entries --'.slice(0, 0))
    expect(await cat('-t app -g "^f"')).toBe('fine')
    expect(await cat('SYSLOG_IDENTIFIER=app PRIORITY=3')).toBe('broken')
    expect(await first.run('journalctl --no-pager -t app -n 1')).toMatch(
      /^Aug 01 04:20:36 localhost app\[\d+\]: late$/,
    )
    expect(await first.run('journalctl --no-pager -t app -n 1 -o short-iso')).toMatch(
      /^2025-08-01T04:20:36\+0000 localhost app/,
    )
    expect(JSON.parse(await first.run('journalctl --no-pager -t app -p err -o json | cat'))).toMatchObject({
      MESSAGE: 'broken', PRIORITY: '3', SYSLOG_IDENTIFIER: 'app', __REALTIME_TIMESTAMP: '1754018436250000', _HOSTNAME: 'localhost',
    }) // prettier-ignore
    expect(await cat('-k -n 1')).toContain('Linux version')
    await first.machine.shutdown()

    const second = await administeredMachine({ hardware, root: first.root })
    expect(await second.run('journalctl --list-boots | cut -c1-3')).toBe('IDX\n -1\n  0')
    expect(
      await second.run('journalctl --no-pager -o cat -t app -b -1 -n 1; journalctl -q --no-pager -t app -b'),
    ).toBe('late')
    expect(await second.run('journalctl --no-pager | grep -c "^-- Boot "')).toBe('1')
    expect(
      await second.run('journalctl -p nonsense; journalctl -o nonsense; journalctl --since nonsense'),
    ).toBe(
      "journalctl: Unknown log level nonsense\njournalctl: Unknown output format 'nonsense'.\njournalctl: Failed to parse timestamp: nonsense",
    )
    await second.machine.shutdown()
  })

  test('follows without asking again and again, until it is stopped', async () => {
    const on = await administeredMachine()
    on.screen.type('journalctl -f -t app -o cat -n 0\r')
    const other = await on.terminal()
    await other.run('logger -t app one; logger -t other two; logger -t app three')
    await on.screen.see(/one\nthree$/)
    on.screen.type('\x03')
    await on.screen.see(/\^C\n.*\$$/)
    await on.machine.shutdown()
  })

  test('keeps its files within bounds', async () => {
    const on = await administeredMachine()
    const line = 'x'.repeat(1000)
    await on.put('/tmp/flood', `${`${line}\n`.repeat(9000)}`)
    await on.run('logger -t flood -f /tmp/flood')
    await on.run('sudo journalctl --sync')
    const usage = await on.run('journalctl --disk-usage')
    expect(Number(/take up ([\d.]+)M/.exec(usage)![1])).toBeLessThan(9)
    expect(await on.run('sudo journalctl --vacuum-files=1 2>&1 | tail -1')).toMatch(/^Vacuuming done, freed \d\.\dM of archived journals/) // prettier-ignore
    await on.machine.shutdown()
  })

  test('shows others’ messages only to those who may see them', async () => {
    const on = await administeredMachine()
    await on.run('sudo useradd -m guest')
    expect(await on.run('sudo -u guest journalctl')).toContain(
      'No journal files were opened due to insufficient permissions.',
    )
    expect(await on.run('dmesg')).toBe('dmesg: read kernel buffer failed: Operation not permitted')
    await on.machine.shutdown()
  })
})
