import { describe, expect, test } from 'vitest'
import { nextElapse, parseCalendar } from './calendar.ts'

const next = (event: string, after: string): string | undefined => {
  const parsed = parseCalendar(event)
  const time = parsed && nextElapse(parsed, Date.parse(after))
  return time === undefined ? undefined : new Date(time).toISOString().slice(0, 19)
}

describe('a calendar event elapses', () => {
  test.each([
    ['*-*-* *:*:00', '2025-08-01T03:20:36Z', '2025-08-01T03:21:00'],
    ['minutely', '2025-08-01T03:20:00Z', '2025-08-01T03:21:00'],
    ['hourly', '2025-08-01T23:20:00Z', '2025-08-02T00:00:00'],
    ['daily', '2025-08-01T00:00:00Z', '2025-08-02T00:00:00'],
    ['weekly', '2025-08-01T12:00:00Z', '2025-08-04T00:00:00'],
    ['Mon..Fri 09:30', '2025-08-01T10:00:00Z', '2025-08-04T09:30:00'],
    ['Sat,Sun 20:00', '2025-08-01T10:00:00Z', '2025-08-02T20:00:00'],
    ['*:0/15', '2025-08-01T10:16:00Z', '2025-08-01T10:30:00'],
    ['*-*-* 06,18:00', '2025-08-01T10:16:00Z', '2025-08-01T18:00:00'],
    ['*-02-29', '2025-08-01T10:16:00Z', '2028-02-29T00:00:00'],
    ['*-*~1', '2025-02-03T00:00:00Z', '2025-02-28T00:00:00'],
    ['2030-01-01 00:00:00', '2025-02-03T00:00:00Z', '2030-01-01T00:00:00'],
    ['*-*-* 08:00:00 UTC', '2025-08-01T10:16:00Z', '2025-08-02T08:00:00'],
  ])('%s after %s at %s', (event, after, expected) => {
    expect(next(event, after)).toBe(expected)
  })

  test('not at all when it is over', () => {
    expect(next('2020-01-01', '2025-02-03T00:00:00Z')).toBeUndefined()
  })
})

test.each(['', 'never', '25:00', '*-13-01', 'Foo 10:00', '*:*:*:*', '10'])(
  '%j is no calendar event',
  (text) => {
    expect(parseCalendar(text)).toBeUndefined()
  },
)
