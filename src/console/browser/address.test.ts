import { expect, test } from 'vitest'
import { addressOf, portOf } from './address.ts'

test('an address without a scheme is http', () => {
  expect(addressOf(' 54.1.2.3:3000 ')?.href).toBe('http://54.1.2.3:3000/')
  expect(addressOf('ec2-54-1-2-3.compute-1.amazonaws.com/a?b=1')?.href).toBe(
    'http://ec2-54-1-2-3.compute-1.amazonaws.com/a?b=1',
  )
})

test('the port is the scheme’s own where none is given', () => {
  expect(['http://a', 'https://a', 'https://a:3000'].map((text) => portOf(new URL(text)))).toEqual([
    80, 443, 3000,
  ])
})

test('what is no web address opens nothing', () => {
  for (const text of ['', 'two words', 'javascript:alert(1)', 'file:///etc/passwd', 'http://'])
    expect(addressOf(text), text).toBeUndefined()
})
