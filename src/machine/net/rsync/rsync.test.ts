import { beforeEach, describe, expect, test } from 'vitest'
import type { Kernel } from '../../kernel/kernel.ts'
import { runProgram, testKernel } from '../../testing/index.ts'
import { isExcluded, matchesPath } from './rules.ts'
import { rsync } from './rsync.ts'

let kernel: Kernel
beforeEach(async () => {
  kernel = await testKernel({
    files: {
      '/work/app/package.json': '{}\n',
      '/work/app/src/a.js': 'aaa\n',
      '/work/app/run.sh': { content: 'echo\n', mode: 0o755 },
      '/work/app/link': { link: 'run.sh' },
      '/work/app/node_modules/x/index.js': 'x\n',
    },
  })
  await kernel.init.process.utimes('/work/app/run.sh', 1_000_000_000_000, 1_000_000_000_000)
})

const run = (...args: string[]) => runProgram(rsync, { kernel, cwd: '/work', argv: ['rsync', ...args] })
const files = () => kernel.init.process

describe('rsync between folders', () => {
  test('-av copies what is new or changed, and tells its names', async () => {
    const first = await run('-av', '--exclude', 'node_modules', 'app', 'copy/')
    expect(first.status).toBe(0)
    expect(first.stdout.split('\n').slice(0, 8)).toEqual([
      'sending incremental file list',
      'created directory copy',
      'app/',
      'app/link -> run.sh',
      'app/package.json',
      'app/run.sh',
      'app/src/',
      'app/src/a.js',
    ])
    expect(first.stdout).toMatch(
      /\nsent \d+ bytes {2}received \d+ bytes {2}[\d,]+\.\d\d bytes\/sec\ntotal size is \d+ {2}speedup is \d+\.\d\d\n$/,
    )
    expect(await files().stat('/work/copy/app/run.sh')).toMatchObject({
      mode: 0o755,
      mtime: 1_000_000_000_000,
    })
    expect(await files().readlink('/work/copy/app/link')).toBe('run.sh')

    await files().writeFile('/work/app/src/a.js', 'changed\n')
    const second = await run('-av', '--exclude', 'node_modules', 'app', 'copy/')
    expect(second.stdout.split('\n')[1]).toBe('app/src/a.js')
    expect(await files().readText('/work/copy/app/src/a.js')).toBe('changed\n')
  })

  test('a slash behind the source means what is in it', async () => {
    expect((await run('-a', 'app/', 'site')).status).toBe(0)
    expect(await files().readText('/work/site/src/a.js')).toBe('aaa\n')
    expect((await run('-a', 'app/package.json', 'renamed.json')).status).toBe(0)
    expect(await files().readText('/work/renamed.json')).toBe('{}\n')
  })

  test('--delete takes away what the source has not, but for what is excluded', async () => {
    await run('-a', 'app/', 'site')
    await files().writeFile('/work/site/old.txt', '')
    await files().writeFile('/work/site/keep.log', '')
    const { stdout } = await run(
      '-av',
      '--delete',
      '--exclude=*.log',
      '--exclude',
      'node_modules/',
      'app/',
      'site',
    )
    expect(stdout).toContain('deleting old.txt\n')
    expect((await files().readdir('/work/site')).map(({ name }) => name).toSorted()).toEqual(
      ['keep.log', 'link', 'node_modules', 'package.json', 'run.sh', 'src'],
    ) // prettier-ignore
  })

  test('-n only tells, --progress counts', async () => {
    expect((await run('-avn', 'app', 'copy/')).stdout).toContain('(DRY RUN)')
    await expect(files().stat('/work/copy')).rejects.toThrow('No such file')
    expect((await run('-a', '--progress', 'app/package.json', 'p.json')).stdout).toMatch(/^package\.json\n {14}3 100% +[\d.]+[kM]B\/s {4}0:00:00 \(xfr#1, to-chk=0\/1\)\n$/) // prettier-ignore
  })

  test('what is missing, and what rsync does not do here', async () => {
    expect(await run('-a', 'nothing', 'x/')).toMatchObject({
      status: 23,
      stderr: expect.stringContaining('rsync: [sender] link_stat "/work/nothing" failed: No such file or directory (2)') as string,
    }) // prettier-ignore
    expect((await run('app', 'copy')).stdout).toBe('skipping directory app\n')
    expect(await run('-a', '--bwlimit=10', 'app', 'x')).toMatchObject({ status: 1, stderr: expect.stringContaining("Sandcloud's rsync has no --bwlimit") as string }) // prettier-ignore
  })
})

describe('rules', () => {
  test.each([
    ['*.log', 'a/b.log', true],
    ['*.log', 'a.log/b', false],
    ['/a.log', 'b/a.log', false],
    ['b/*.js', 'a/b/c.js', true],
    ['a/**/z', 'a/b/c/z', true],
    ['[!x]y', 'ay', true],
    ['[a-c]?', 'b/', false],
  ])('%s and %s', (pattern, path, fits) => {
    expect(isExcluded([{ include: false, pattern }], path, false)).toBe(fits)
  })

  test('the first that fits decides, and stars cannot explode', () => {
    const rules = [{ include: true, pattern: 'keep.log' }, { include: false, pattern: '*.log' }] // prettier-ignore
    expect(isExcluded(rules, 'keep.log', false)).toBe(false)
    expect(matchesPath('*a'.repeat(200), 'a'.repeat(2000) + 'b')).toBe(false)
  })
})
