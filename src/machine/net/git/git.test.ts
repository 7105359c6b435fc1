import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { env } from 'node:process'
import { beforeEach, describe, expect, test } from 'vitest'
import { runReal } from '../testing/real-clients.ts'
import { openTerminal } from '../testing/terminal.ts'
import { type World, testWorld } from '../testing/world.ts'
import { git } from './git.ts'

let world: World
const url = 'https://git.sandcloud.test/learn/hello-express.git'
const home = '/home/ec2-user'
const run = (cwd: string, ...args: string[]) => world.run(git, ['git', ...args], { uid: 1000, cwd })

beforeEach(async () => {
  world = await testWorld({ programs: { git } })
})

describe('git clone', () => {
  test('brings the lesson’s application', async () => {
    const { status, stderr, stdout } = await run(home, 'clone', url)
    expect([status, stderr, stdout]).toEqual([0, "Cloning into 'hello-express'...\n", ''])
    const server = await world.root.readText(`${home}/hello-express/server.js`)
    expect(server).toContain("require('express')")
    expect((await world.root.stat(`${home}/hello-express/public/style.css`)).uid).toBe(1000)
    const { stdout: status2 } = await run(`${home}/hello-express/public`, 'status')
    expect(status2).toBe(
      "On branch main\nYour branch is up to date with 'origin/main'.\n\nnothing to commit, working tree clean\n",
    )
    expect((await run(`${home}/hello-express`, 'pull')).stdout).toBe('Already up to date.\n')
    expect((await run(`${home}/hello-express`, 'log')).stdout).toMatch(
      /^commit [0-9a-f]{40}\nAuthor: Sandcloud <learn@sandcloud\.test>\nDate: {3}Thu Jan 1 00:00:00 2026 \+0000\n\n {4}Say hello with Express 5\n$/,
    )
  })

  test('tells its progress on a terminal', async () => {
    const terminal = await openTerminal(world.machine, ['git', 'clone', url, 'app'], { uid: 1000 })
    expect(await terminal.exit).toBe(0)
    expect(terminal.screen).toMatch(
      /^Cloning into 'app'\.\.\.\nremote: Enumerating objects: 8, done\.\nremote: Counting objects: 100% \(8\/8\), done\.\nremote: Compressing objects: 100% \(8\/8\), done\.\nremote: Total 8 \(delta 0\), reused 8 \(delta 0\), pack-reused 0\nReceiving objects: 100% \(8\/8\), \d+\.\d\d KiB \| \d+\.\d\d [KM]iB\/s, done\.\n$/,
    )
  })

  test.each([
    [
      ['clone', `${url.replace('hello', 'goodbye')}`],
      `fatal: repository '${url.replace('hello', 'goodbye')}/' not found\n`,
    ],
    [
      ['clone', 'https://nowhere.example/x.git'],
      "fatal: unable to access 'https://nowhere.example/x.git/': Could not resolve host: nowhere.example\n",
    ],
    [
      ['clone', 'https://checkip.amazonaws.com/x.git'],
      'fatal: https://checkip.amazonaws.com/x.git/info/refs not valid: is this a git repository?\n',
    ],
  ])('%j', async (args, words) => {
    const { status, stderr } = await run(home, ...args)
    expect(stderr).toMatch(/^Cloning into '.*'\.\.\.\n/)
    expect(stderr.replace(/^Cloning.*\n/, '')).toBe(words)
    expect(status).toBe(128)
    expect((await world.root.readdir(home)).map(({ name }) => name)).not.toContain('x')
  })

  test('does not write over what is there, nor where it may not', async () => {
    await run(home, 'clone', url)
    expect((await run(home, 'clone', url)).stderr).toBe(
      "fatal: destination path 'hello-express' already exists and is not an empty directory.\n",
    )
    expect((await run('/', 'clone', url)).stderr).toBe(
      "fatal: could not create work tree dir 'hello-express': Permission denied\n",
    )
  })

  test('pushes to a host that takes nothing', async () => {
    await run(home, 'clone', url)
    expect((await run(`${home}/hello-express`, 'push')).stderr).toBe(
      `fatal: unable to access '${url}/': The requested URL returned error: 403\n`,
    )
  })
})

describe('work in a repository says what the real git says', () => {
  type Step = { write: string; content: string } | { remove: string } | string[]
  const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}\n`).join('')
  const story: Step[] = [
    ['status'],
    { write: 'server.js', content: lines(30) },
    { write: 'lib/a.js', content: 'a\n' },
    { write: 'lib/b.js', content: 'b\n' },
    { write: '.gitignore', content: 'node_modules/\n' },
    { write: 'node_modules/x/index.js', content: 'x\n' },
    ['status'],
    ['add', 'server.js'],
    ['status'],
    ['status', '-s'],
    ['add', '.'],
    ['commit', '-m', 'First'],
    ['status'],
    { write: 'server.js', content: lines(30).replace('line 4', 'line four').replace('line 20\n', '') },
    { remove: 'lib/b.js' },
    { write: 'notes.txt', content: 'hello\n' },
    ['status'],
    ['status', '-s'],
    ['diff', '--stat'],
    ['diff', '--name-only'],
    ['commit', '-m', 'Nothing staged'],
    ['add', 'server.js'],
    ['status'],
    ['diff', '--staged', '--stat'],
    ['restore', '--staged', 'server.js'],
    ['commit', '-am', 'Second'],
    ['log', '--oneline'],
    ['branch', 'feature'],
    ['branch'],
    ['checkout', 'feature'],
    ['checkout', '-b', 'other'],
    ['checkout', 'other'],
    ['checkout', 'nothing'],
    ['add', 'nothing'],
    { write: 'server.js', content: 'broken\n' },
    ['checkout', '--', 'server.js'],
    { write: 'server.js', content: 'broken\n' },
    ['checkout', 'server.js'],
    ['checkout', 'main'],
    ['status', '-s'],
    ['show', '--stat', 'HEAD'],
    ['branch', '-d', 'feature'],
    ['log', '-1', 'nowhere'],
    ['frobnicate'],
    ['remote', '-v'],
    ['rev-parse', '--abbrev-ref', 'HEAD'],
  ]
  /** Ids, dates and git's own hints differ from one repository to the next. */
  const masked = (text: string) =>
    text
      .replaceAll(/\b[0-9a-f]{40}\b/g, '<oid>')
      .replaceAll(/\b[0-9a-f]{7}\b/g, '<short>')
      .replaceAll(/^Date: .*$/gm, 'Date:')

  test('from init to branches', async () => {
    const folder = mkdtempSync(`${tmpdir()}/git-`)
    const identity = ['-c', 'user.name=Me', '-c', 'user.email=me@example.com']
    const theirs = (...args: string[]) =>
      runReal('git', [...identity, '-c', 'init.defaultBranch=main', ...args], {
        cwd: folder,
        env: { PATH: env['PATH'] ?? '', HOME: folder, LC_ALL: 'C', GIT_CONFIG_NOSYSTEM: '1' },
      })
    const dir = '/tmp/work'
    await world.root.mkdir(dir, 0o777)
    await world.root.chmod(dir, 0o777)
    await theirs('init')
    await run(dir, 'init')
    await run(dir, 'config', '--global', 'user.name', 'Me')
    await run(dir, 'config', '--global', 'user.email', 'me@example.com')
    for (const step of story) {
      if (Array.isArray(step)) {
        const [real, ours] = [await theirs(...step), await run(dir, ...step)]
        const said = { stdout: masked(ours.stdout), stderr: masked(ours.stderr), code: ours.status }
        expect(said, `git ${step.join(' ')}`).toEqual({
          stdout: masked(real.stdout),
          stderr: masked(real.stderr),
          code: real.code,
        })
      } else if ('write' in step) {
        const parent = step.write.split('/').slice(0, -1)
        for (const [depth] of parent.entries()) {
          mkdirSync(`${folder}/${parent.slice(0, depth + 1).join('/')}`, { recursive: true })
          await world.root
            .mkdir(`${dir}/${parent.slice(0, depth + 1).join('/')}`, 0o777)
            .catch(() => undefined)
          await world.root.chmod(`${dir}/${parent.slice(0, depth + 1).join('/')}`, 0o777)
        }
        writeFileSync(`${folder}/${step.write}`, step.content)
        await world.root.writeFile(`${dir}/${step.write}`, step.content)
        await world.root.chmod(`${dir}/${step.write}`, 0o666)
      } else {
        rmSync(`${folder}/${step.remove}`, { recursive: true })
        await world.root.unlink(`${dir}/${step.remove}`)
      }
    }
    rmSync(folder, { recursive: true })
  })

  test('a commit needs a name, and a repository is needed at all', async () => {
    await world.root.mkdir('/tmp/fresh', 0o777)
    await world.root.chmod('/tmp/fresh', 0o777)
    expect((await run('/tmp', 'status')).stderr).toBe(
      'fatal: not a git repository (or any of the parent directories): .git\n',
    )
    await run('/tmp/fresh', 'init')
    await world.root.writeFile('/tmp/fresh/a', 'a')
    await run('/tmp/fresh', 'add', 'a')
    const { status, stderr } = await run('/tmp/fresh', 'commit', '-m', 'x')
    expect(status).toBe(128)
    expect(stderr).toMatch(/^Author identity unknown\n\n\*\*\* Please tell me who you are\.\n/)
  })
})
