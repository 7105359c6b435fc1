import { expect, test } from 'vitest'
import { runProgram, testKernel } from '../../testing/index.ts'
import type { RunResult, TestFile } from '../../testing/index.ts'
import type { Program } from '../../kernel/process.ts'
import { systemPrograms } from '../index.ts'

const show: Program = async (proc) => {
  const names = ['HOME', 'USER', 'PATH', 'SUDO_USER', 'SECRET', 'TERM', 'GIVEN']
  const values = names.map((name) => `${name}=${proc.env.get(name) ?? ''}`)
  await proc.stdout.write([proc.credentials.uid, ...proc.argv, ...values].join(' '))
  return 7
}

const sudoers = 'ec2-user ALL=(ALL) NOPASSWD:ALL\n'

async function sudo(
  args: string[],
  files: Record<string, TestFile> = { '/etc/sudoers': sudoers },
): Promise<RunResult> {
  const programs = { show: async () => show, sudo: systemPrograms['sudo']!, bash: async () => show }
  const kernel = await testKernel({ programs, files: { '/root/': { mode: 0o700 }, ...files } })
  await kernel.init.process.chmod('/usr/bin/sudo', 0o4755)
  return runProgram((proc) => proc.exec('/usr/bin/sudo', ['sudo', ...args]), {
    kernel,
    uid: 1000,
    env: { SECRET: 'x', TERM: 'xterm', PATH: '/home/ec2-user/bin:/usr/bin' },
  })
}

test('runs a command as root, in an environment of its own, and passes its status on', async () => {
  const { stdout, status } = await sudo(['GIVEN=1', 'show', 'a b'])
  expect(stdout).toBe(
    '0 show a b HOME=/root USER=root PATH=/sbin:/bin:/usr/sbin:/usr/bin SUDO_USER=ec2-user SECRET= TERM=xterm GIVEN=1',
  )
  expect(status).toBe(7)
})

test('-E keeps the environment, -u picks another user, -i gives a login shell', async () => {
  expect((await sudo(['-E', 'show'])).stdout).toContain('SECRET=x')
  expect((await sudo(['-u', 'ec2-user', 'show'])).stdout).toMatch(/^1000 show HOME=\/home\/ec2-user/)
  expect((await sudo(['-i'])).stdout).toMatch(/^0 -bash HOME=\/root .* PATH=\/usr\/local\/bin/)
  expect((await sudo(['-i', 'echo', 'a b'])).stdout).toMatch(/^0 -bash -c echo a\\ b /)
})

test('says what is wrong in sudo’s own words', async () => {
  expect(await sudo(['nothing'])).toMatchObject({ status: 1, stderr: 'sudo: nothing: command not found\n' })
  expect((await sudo(['-u', 'nobody', 'show'])).stderr).toContain('sudo: unknown user nobody')
  expect((await sudo([])).stderr).toMatch(/^usage: sudo -h/)
})

test('who is not in the sudoers file, or needs a password nobody has, gets nowhere', async () => {
  for (const rules of ['', 'ec2-user ALL=(ALL) ALL\n', 'root ALL=(ALL) NOPASSWD: ALL\n']) {
    const { stdout, stderr, status } = await sudo(['show'], { '/etc/sudoers': rules })
    expect([stdout, status]).toEqual(['', 1])
    expect(stderr).toContain('sudo: a password is required')
  }
})

test('rules name groups, commands and drop-in files; the last one that fits decides', async () => {
  const files = {
    '/etc/sudoers': '# comment\n%wheel ALL=(ALL) ALL\n',
    '/etc/sudoers.d/only': 'ec2-user ALL=(root) NOPASSWD: /bin/show\n',
  }
  expect((await sudo(['show'], files)).status).toBe(7)
  expect((await sudo(['-u', 'ec2-user', 'show'], files)).status).toBe(1)
})

test('without the set-uid bit it refuses to work', async () => {
  const { stderr } = await runProgram(await systemPrograms['sudo']!(), { uid: 1000, argv: ['sudo', 'show'] })
  expect(stderr).toContain('must be owned by uid 0 and have the setuid bit set')
})
