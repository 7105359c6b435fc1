import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { env } from 'node:process'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Process } from '../../kernel/process.ts'
import { npmRegistry } from '../sites/registry.ts'
import { testAssets } from '../testing/assets.ts'
import { runReal, serveLocally } from '../testing/real-clients.ts'
import { openTerminal } from '../testing/terminal.ts'
import { type World, testWorld } from '../testing/world.ts'
import { npm } from './npm.ts'

/** A shell that knows one thing: what it was asked to run. */
async function sh(proc: Process): Promise<number> {
  const script = proc.argv[2] ?? ''
  const [first = ''] = (proc.env.get('PATH') ?? '').split(':')
  await proc.stdout.line(`sh: ${script} (${proc.env.get('npm_lifecycle_event')}, ${first})`)
  if (script.startsWith('exit ')) return Number(script.slice(5))
  if (script === 'sleep') await proc.sleep(60_000)
  return 0
}

const project = JSON.stringify({
  name: 'hello-express',
  version: '1.0.0',
  scripts: { start: 'node server.js', test: 'exit 3', build: 'make', prebuild: 'clean', long: 'sleep' },
  dependencies: { express: '^5.1.0' },
  devDependencies: { ws: '^8.0.0' },
})

let world: World
const app = '/home/ec2-user/app'
const run = (...args: string[]) => world.run(npm, ['npm', ...args], { uid: 1000, cwd: app })
const read = (path: string) => world.root.readText(`${app}/${path}`)

beforeEach(async () => {
  world = await testWorld({
    programs: { sh, npm },
    files: {
      [`${app}/`]: { uid: 1000 },
      [`${app}/package.json`]: { content: project, uid: 1000 },
    },
  })
})

describe('npm install', () => {
  test('gives the same tree and lock file as the real npm', async () => {
    const folder = mkdtempSync(`${tmpdir()}/npm-`)
    const { port, close } = await serveLocally(npmRegistry(testAssets))
    writeFileSync(`${folder}/package.json`, project)
    await runReal(
      'npm',
      [
        'install',
        `--registry=http://127.0.0.1:${port}/`,
        '--replace-registry-host=always',
        `--cache=${folder}/cache`,
      ],
      { cwd: folder, env: { PATH: env['PATH'] ?? '', HOME: folder } },
    )
    close()
    const theirs = readFileSync(`${folder}/package-lock.json`, 'utf8').replaceAll(
      `http://127.0.0.1:${port}/`,
      'https://registry.sandcloud.test/',
    )
    rmSync(folder, { recursive: true })

    expect((await run('install')).stderr).toBe('')
    expect(JSON.parse(await read('package-lock.json'))).toEqual(JSON.parse(theirs))
  }, 60_000)

  test('tells what it did, and the second time that there was nothing to do', async () => {
    const first = await run('install')
    expect(first.stdout).toMatch(
      /^\nadded 69 packages, and audited 70 packages in \d+m?s\n\n\d+ packages are looking for funding\n {2}run `npm fund` for details\n\nfound 0 vulnerabilities\n$/,
    )
    expect(await read('node_modules/express/index.js')).toContain("require('./lib/express')")
    expect((await run('install')).stdout).toMatch(/^\nup to date, audited 70 packages in /)
  })

  test('adds, saves and removes single packages', async () => {
    await run('install')
    expect((await run('install', 'cors', 'dotenv@~18.0')).stdout).toMatch(
      /^\nadded 3 packages, and audited 73 packages/,
    )
    const saved = JSON.parse(await read('package.json')).dependencies
    expect(saved).toMatchObject({
      cors: expect.stringMatching(/^\^2\./),
      dotenv: '~18.0',
      express: '^5.1.0',
    })
    expect((await run('uninstall', 'cors', 'dotenv')).stdout).toMatch(
      /^\nremoved 3 packages, and audited 70 packages/,
    )
    expect(JSON.parse(await read('package.json')).dependencies).toEqual({ express: '^5.1.0' })
    await expect(read('node_modules/cors/package.json')).rejects.toThrow('No such file or directory')
    expect(await read('package.json')).not.toContain('\n')
  })

  test('leaves development out when asked, and ci follows the lock file', async () => {
    expect((await run('install', '--omit=dev')).stdout).toContain('added 68 packages, and audited 69')
    await expect(read('node_modules/ws/package.json')).rejects.toThrow()
    expect((await run('ci')).stdout).toContain('added 69 packages, and audited 70')
    expect(await read('node_modules/ws/package.json')).toContain('"ws"')
    await world.root.writeFile(`${app}/package.json`, project.replace('"express"', '"cors":"*","express"'))
    expect((await run('ci')).stderr).toContain('npm error Missing: cors@')
  })

  test('mends what somebody deleted', async () => {
    await run('install')
    await world.root.unlink(`${app}/node_modules/express/package.json`)
    expect((await run('install')).stdout).toContain('changed 1 package, and audited 70')
  })

  test('-g needs the rights, and then has a place of its own', async () => {
    const refused = await run('install', '-g', 'ws')
    expect(refused.status).toBe(1)
    expect(refused.stderr).toMatch(
      /^npm error code EACCES\nnpm error syscall mkdir\nnpm error path \/usr\/local[^\n]*\nnpm error errno -13\nnpm error Error: EACCES: permission denied, mkdir '/,
    )
    const done = await world.run(npm, ['npm', 'install', '-g', 'ws', 'express'], { cwd: '/tmp' })
    expect(done.stdout).toMatch(/^\nadded 69 packages in /)
    expect(
      await world.root.readText('/usr/local/lib/node_modules/express/node_modules/qs/package.json'),
    ).toContain('qs')
    const shown = await world.run(npm, ['npm', 'ls', '-g'], { cwd: '/tmp' })
    expect(shown.stdout).toMatch(/^\/usr\/local\/lib\n├── express@5\.\S+\n└── ws@8\.\S+\n\n$/)
    const gone = await world.run(npm, ['npm', 'rm', '-g', 'express'], { cwd: '/tmp' })
    expect(gone.stdout).toMatch(/^\nremoved 68 packages in /)
  })
})

describe('npm’s errors', () => {
  test.each([
    [
      ['install', 'no-such-package'],
      'npm error code E404\nnpm error 404 Not Found - GET https://registry.sandcloud.test/no-such-package\n',
    ],
    [
      ['install', 'express@99'],
      'npm error code ETARGET\nnpm error notarget No matching version found for express@99.\n',
    ],
    [
      ['run', 'nothing'],
      'npm error Missing script: "nothing"\nnpm error\nnpm error To see a list of scripts, run:\nnpm error   npm run\n',
    ],
    [
      ['ci'],
      'npm error code EUSAGE\nnpm error\nnpm error The `npm ci` command can only install with an existing package-lock.json or\n',
    ],
  ])('%j', async (args, words) => {
    const { status, stderr } = await run(...args)
    expect(stderr.slice(0, words.length)).toBe(words)
    expect(status).toBe(1)
  })

  test('no package.json, a broken one, and no way out', async () => {
    const empty = await world.run(npm, ['npm', 'start'], { cwd: '/tmp' })
    expect(empty.stderr).toContain(
      "npm error enoent Could not read package.json: Error: ENOENT: no such file or directory, open '/tmp/package.json'",
    )
    await world.root.writeFile(`${app}/package.json`, '{bad')
    expect((await run('install')).stderr).toMatch(
      /^npm error code EJSONPARSE\nnpm error JSON.parse Invalid package.json: /,
    )
    await world.root.writeFile(`${app}/package.json`, project)
    world.internet.names.clear()
    expect((await run('install')).stderr).toMatch(
      /^npm error code ENOTFOUND\nnpm error syscall getaddrinfo\n/,
    )
  })
})

describe('scripts', () => {
  test('are shown and run by sh, with the local commands on the path', async () => {
    const { stdout, status } = await run('start')
    expect(stdout).toBe(
      `\n> hello-express@1.0.0 start\n> node server.js\n\nsh: node server.js (start, ${app}/node_modules/.bin)\n`,
    )
    expect(status).toBe(0)
    expect((await run('test')).status).toBe(3)
    expect((await run('run', 'build', '--', '-j', 'a b')).stdout).toContain("> make -j 'a b'\n")
    expect((await run('run', 'build')).stdout).toMatch(/prebuild[^]*> hello-express@1\.0\.0 build/)
  })

  test('get the ^C that was meant for them', async () => {
    const terminal = await openTerminal(world.machine, ['npm', 'run', 'long'], { uid: 1000, cwd: app })
    await terminal.until('sh: sleep')
    await terminal.type('\x03')
    expect(await terminal.exit).toBe(130)
  })
})

test('init -y writes what npm writes', async () => {
  await world.root.mkdir('/tmp/my-app', 0o777)
  await world.run(npm, ['npm', 'init', '-y'], { cwd: '/tmp/my-app' })
  expect(JSON.parse(await world.root.readText('/tmp/my-app/package.json'))).toMatchObject({
    name: 'my-app',
    version: '1.0.0',
    main: 'index.js',
  })
})
