import { expect, test } from 'vitest'
import { titleOf } from './title.ts'

test('a title is one short line without control characters', () => {
  expect(titleOf('ec2-user@ip-172-31-1-2:~')).toBe('ec2-user@ip-172-31-1-2:~')
  expect(titleOf('a\u001B[31m\nb\u202Ec')).toBe('a [31m b c')
  expect(titleOf('x'.repeat(10_000))).toHaveLength(60)
})
