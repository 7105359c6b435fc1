import { beforeAll, expect, test } from 'vitest'
import type { IsolateProvider } from '../isolate.ts'
import { runProgram } from '../testing/run-program.ts'
import { builtNodeIsolates } from '../testing/node-runtime.ts'
import { node } from './program.ts'

let isolates: IsolateProvider
beforeAll(() => {
  isolates = builtNodeIsolates()
}, 60_000)

const run = (argv: string[], options: Parameters<typeof runProgram>[1] = {}) =>
  runProgram(node, { ...options, argv: ['node', ...argv], uid: 1000, cwd: '/home/ec2-user', hardware: { isolates } })

test('node --version says which Node it really is', async () => {
  expect(await run(['--version'])).toMatchObject({ status: 0, stdout: 'v24.21.0\n' })
})

test('node -p prints what an expression gives', async () => {
  expect(await run(['-p', '[1, { a: process.platform }]'])).toMatchObject({ stdout: "[ 1, { a: 'linux' } ]\n" })
})
