import { expect, test } from 'vitest'
import { runProgram, testKernel } from '../testing/index.ts'
import { hostnamectl, timedatectl } from './host-control.ts'

test('hostnamectl shows the machine, and lets root name it for good', async () => {
  const kernel = await testKernel({
    files: { '/etc/os-release': 'PRETTY_NAME="Amazon Linux 2023"\nID="amzn"\n' },
  })
  const run = (uid: number, ...args: string[]) =>
    runProgram(hostnamectl, { kernel, uid, argv: ['hostnamectl', ...args] })
  expect((await run(1000)).stdout).toContain('Operating System: Amazon Linux 2023\n')
  expect(await run(1000, 'set-hostname', 'web')).toMatchObject({
    status: 1,
    stderr: 'Could not set static hostname: Interactive authentication required.\n',
  })
  expect((await run(0, 'set-hostname', 'bad name')).status).toBe(1)
  expect((await run(0, 'set-hostname', 'web')).status).toBe(0)
  expect((await run(1000, 'hostname')).stdout).toBe('web\n')
  expect(await kernel.init.process.readText('/etc/hostname')).toBe('web\n')
})

test('timedatectl shows UTC, and changes nothing', async () => {
  const { stdout } = await runProgram(timedatectl, { argv: ['timedatectl'] })
  expect(stdout).toMatch(/Time zone: UTC \(UTC, \+0000\)\nSystem clock synchronized: yes\n/)
  expect(
    (await runProgram(timedatectl, { argv: ['timedatectl', 'set-timezone', 'Europe/Vienna'] })).status,
  ).toBe(1)
})
