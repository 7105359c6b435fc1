import { describe, expect, test } from 'vitest'
import { parseCrontab } from './crontab-file.ts'
import { nextDue, parseSchedule } from './schedule.ts'

const next = (line: string, after: string): string | undefined => {
  const time = nextDue(parseSchedule(line.split(' ')), Date.parse(after))
  return time === undefined ? undefined : new Date(time).toISOString().slice(0, 16)
}

describe('a schedule is next due', () => {
  test.each([
    ['* * * * *', '2025-08-01T03:20:36Z', '2025-08-01T03:21'],
    ['*/5 * * * *', '2025-08-01T03:20:00Z', '2025-08-01T03:25'],
    ['0 0 * * *', '2025-08-01T03:20:00Z', '2025-08-02T00:00'],
    ['30 4 1,15 * 5', '2025-08-01T03:20:00Z', '2025-08-01T04:30'],
    ['30 4 1,15 * 5', '2025-08-02T03:20:00Z', '2025-08-08T04:30'],
    ['0 9-17/4 * * mon-fri', '2025-08-01T14:00:00Z', '2025-08-01T17:00'],
    ['0 12 * * 7', '2025-08-01T14:00:00Z', '2025-08-03T12:00'],
    ['0 0 29 feb *', '2025-08-01T14:00:00Z', '2028-02-29T00:00'],
    ['@weekly', '2025-08-01T14:00:00Z', '2025-08-03T00:00'],
    ['@hourly', '2025-08-01T14:00:00Z', '2025-08-01T15:00'],
  ])('%s after %s: %s', (line, after, expected) => {
    expect(next(line, after)).toBe(expected)
  })

  test('never, when there is no such day', () => {
    expect(next('0 0 30 2 *', '2025-08-01T14:00:00Z')).toBeUndefined()
  })
})

describe('a crontab', () => {
  test.each([
    ['60 * * * * x', 'bad minute'],
    ['* 24 * * * x', 'bad hour'],
    ['* * 0 * * x', 'bad day-of-month'],
    ['* * * foo * x', 'bad month'],
    ['* * * * 8 x', 'bad day-of-week'],
    ['*/0 * * * * x', 'bad minute'],
    ['5-1 * * * * x', 'bad minute'],
    ['* * * * *', 'bad command'],
    ['@never x', 'bad time specifier'],
    ['hello', 'bad minute'],
  ])('%j has a %s', (line, message) => {
    expect(parseCrontab(`# fine\n${line}\n`, false).errors).toEqual([{ line: 2, message }])
  })

  test('has variables, input behind a percent sign, and in /etc a user', () => {
    const text =
      'MAILTO=""\nSHELL = /bin/bash\n* * * * * cat%one%two \\% three\nNAME="a b"\n@reboot  echo hi\n'
    const { entries, errors } = parseCrontab(text, false)
    expect(errors).toEqual([])
    expect(entries[0]).toMatchObject({ command: 'cat', input: 'one\ntwo % three\n', user: undefined })
    expect([...entries[0]!.environment]).toEqual([['MAILTO', ''], ['SHELL', '/bin/bash']]) // prettier-ignore
    expect(entries[1]).toMatchObject({ when: 'reboot', command: 'echo hi', input: '' })
    expect(entries[1]!.environment.get('NAME')).toBe('a b')
    expect(parseCrontab('17 * * * * root cd / && ls\n', true).entries[0]).toMatchObject({ user: 'root', command: 'cd / && ls' }) // prettier-ignore
  })
})
