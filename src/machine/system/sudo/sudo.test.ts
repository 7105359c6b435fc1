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
    '/etc/sudoers': '# comment\n%wheel ALL=(ALL) ALL\n@includedir /etc/sudoers.d\n',
    '/etc/sudoers.d/only': 'ec2-user ALL=(root) NOPASSWD: /bin/show\n',
  }
  expect((await sudo(['show'], files)).status).toBe(7)
  expect((await sudo(['-u', 'ec2-user', 'show'], files)).status).toBe(1)
})

test('without the set-uid bit it refuses to work', async () => {
  const { stderr } = await runProgram(await systemPrograms['sudo']!(), { uid: 1000, argv: ['sudo', 'show'] })
  expect(stderr).toContain('must be owned by uid 0 and have the setuid bit set')
})

/** What becomes of `sudo -n` with these rules: 7 is the program's own status, 1 a refusal. */
const status = async (rules: string, ...args: string[]): Promise<number> =>
  (await sudo(['-n', ...args], { '/etc/sudoers': rules })).status

test('a rule may name aliases, arguments, patterns, and what it leaves out', async () => {
  const free = 'ec2-user ALL=(ALL) NOPASSWD: '
  for (const [rules, args, wanted] of [
    [
      'Cmnd_Alias SHOW = /usr/bin/show a, /usr/bin/show b\nUser_Alias OPS = %wheel, ann\nOPS ALL=(ALL) NOPASSWD: SHOW\n',
      ['show', 'b'],
      7,
    ],
    ['Cmnd_Alias SHOW = /usr/bin/show a\nec2-user ALL=(ALL) NOPASSWD: SHOW\n', ['show', 'b'], 1],
    [`${free}/usr/bin/show restart *\n`, ['show', 'restart', 'x'], 7],
    [`${free}/usr/bin/show restart *\n`, ['show', 'stop', 'x'], 1],
    [`${free}/usr/bin/show ""\n`, ['show'], 7],
    [`${free}/usr/bin/show ""\n`, ['show', 'x'], 1],
    [`${free}/usr/bin/\n`, ['show', 'x'], 7],
    [`${free}ALL, !/usr/bin/show\n`, ['show'], 1],
    ['ec2-user otherhost=(ALL) NOPASSWD: ALL\n', ['show'], 1],
    ['ec2-user ALL=(ALL) /bin/other, NOPASSWD: /bin/show\n', ['show'], 7],
    ['ec2-user ALL=(ALL) NOPASSWD: /bin/other, PASSWD: /bin/show\n', ['show'], 1],
    ['ec2-user ALL=(ALL,!root) NOPASSWD: ALL\n', ['show'], 1],
  ] as const)
    // prettier-ignore
    expect([rules, args, await status(rules, ...args)]).toEqual([rules, args, wanted])
})

test('who may do something else is told that this is not it', async () => {
  const rules = 'Defaults env_reset\nec2-user ALL=(ALL : ALL) NOPASSWD: /bin/other, ALL, !/bin/show\n'
  const files = { '/etc/sudoers': rules }
  // Like one who has typed the password before.
  expect((await sudo(['-n', 'show', 'x'], files)).stderr).toBe('sudo: a password is required\n')
  expect((await sudo(['-n', '-l'], files)).stdout).toBe(
    'Matching Defaults entries for ec2-user on localhost:\n    env_reset\n\nUser ec2-user may run the following commands on localhost:\n    (ALL : ALL) NOPASSWD: /bin/other, ALL, !/bin/show\n',
  )
})

test('files that others may write to, and those that a package manager left, are not read', async () => {
  const rule = 'ec2-user ALL=(ALL) NOPASSWD: ALL\n'
  const main = '@includedir /etc/sudoers.d\n'
  const open = { '/etc/sudoers': main, '/etc/sudoers.d/open': { content: rule, mode: 0o666 } }
  expect((await sudo(['-n', 'show'], open)).stderr).toContain('sudo: /etc/sudoers.d/open is world writable\n')
  const left = { '/etc/sudoers': main, '/etc/sudoers.d/old.rpmsave': rule }
  expect((await sudo(['-n', 'show'], left)).status).toBe(1)
  expect((await sudo(['-n', 'show'], { '/etc/sudoers': main, '/etc/sudoers.d/new': rule })).status).toBe(7)
})
