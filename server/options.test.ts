import { expect, test } from 'vitest'
import { adminKeyOf } from './access-key.ts'
import { serveOptions } from './options.ts'

test('without options it listens on this computer alone, and runs nothing', () => {
  expect(serveOptions([])).toEqual({
    port: 4566,
    host: '127.0.0.1',
    pace: 'brisk',
    trust: false,
    compute: false,
  })
})

test('every option is taken', () => {
  const args = '--port 0 --host ::1 --pace real --trust --compute'.split(' ')
  expect(serveOptions(args)).toEqual({ port: 0, host: '::1', pace: 'real', trust: true, compute: true })
  expect(serveOptions(['--help'])).toBe('help')
})

test.each([
  [['--port', '70000'], "--port: '70000' is no port"],
  [['--port', 'x'], "--port: 'x' is no port"],
  [['--pace', 'slow'], "--pace: 'slow' is none of real, brisk, instant"],
  [['--colour'], "Unknown option '--colour'"],
])('%j is refused with a reason', (args, message) => {
  expect(() => serveOptions(args)).toThrow(message)
})

test('the key is set whole, or not at all', () => {
  const key = { SANDCLOUD_ACCESS_KEY_ID: 'AKIA', SANDCLOUD_SECRET_ACCESS_KEY: 's' }
  expect(adminKeyOf(key)).toEqual({ accessKeyId: 'AKIA', secretAccessKey: 's' })
  expect(adminKeyOf({})).toBeUndefined()
  expect(() => adminKeyOf({ SANDCLOUD_ACCESS_KEY_ID: 'AKIA' })).toThrow('or neither')
})
