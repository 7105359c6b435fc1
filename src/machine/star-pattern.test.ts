import { expect, test } from 'vitest'
import { matchesStars } from './star-pattern.ts'

test.each([
  ['', '', true],
  ['*', '', true],
  ['a*c', 'abbc', true],
  ['a*c', 'abb', false],
  ['?b?', 'abc', true],
  ['?', '', false],
  ['a?', 'a', false],
  ['*.service', 'sshd.service', true],
  ['*a*b', 'xaxxb', true],
  ['[ab]', 'a', false],
])('%s fits %s: %s', (pattern, text, fits) => {
  expect(matchesStars(pattern, text)).toBe(fits)
})

test('stars without end cost no time without end', () => {
  expect(matchesStars('*a'.repeat(50), 'a'.repeat(10_000) + 'b')).toBe(false)
})
