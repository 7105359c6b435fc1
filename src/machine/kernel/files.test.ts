import { describe, expect, test } from 'vitest'
import { isErrno } from '../errno.ts'
import { runProgram, testKernel } from '../testing/index.ts'
import type { Process } from './process.ts'

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error: unknown) => (isErrno(error) ? error.code : String(error)),
  )

/** Runs as ec2-user and gives what came of each call. */
async function asUser(
  files: Record<string, string | { content?: string; mode?: number; uid?: number; link?: string }>,
  ...calls: ((proc: Process) => Promise<unknown>)[]
): Promise<string[]> {
  const codes: string[] = []
  await runProgram(
    async (proc) => {
      for (const call of calls) codes.push(await codeOf(call(proc)))
      return 0
    },
    { files, uid: 1000, kernel: await testKernel({ files }) },
  )
  return codes
}

describe('permissions', () => {
  test('owner, group and others are asked one after the other, and only one of them counts', async () => {
    const codes = await asUser(
      { '/tmp/own': { uid: 1000, mode: 0o077 }, '/tmp/other': { mode: 0o604 }, '/tmp/dir/': { mode: 0o700 } },
      (proc) => proc.readText('/tmp/own'),
      (proc) => proc.readText('/tmp/other'),
      (proc) => proc.writeFile('/tmp/other', 'x'),
      (proc) => proc.stat('/tmp/dir/x'),
      (proc) => proc.readdir('/tmp/dir'),
      (proc) => proc.chmod('/tmp/other', 0o777),
      (proc) => proc.chown('/tmp/own', 0, 0),
      (proc) => proc.chmod('/tmp/own', 0o600),
      (proc) => proc.mount('x', '/tmp', { type: 'tmpfs' }),
    )
    expect(codes).toEqual(['EACCES', 'ok', 'EACCES', 'EACCES', 'EACCES', 'EPERM', 'EPERM', 'ok', 'EPERM'])
  })

  test('in a sticky directory nobody removes what others made', async () => {
    const codes = await asUser(
      { '/tmp/theirs': { uid: 1001, mode: 0o666 }, '/tmp/mine': { uid: 1000 } },
      (proc) => proc.unlink('/tmp/theirs'),
      (proc) => proc.rename('/tmp/theirs', '/tmp/x'),
      (proc) => proc.rename('/tmp/mine', '/tmp/theirs'),
      (proc) => proc.unlink('/tmp/mine'),
    )
    expect(codes).toEqual(['EPERM', 'EPERM', 'EPERM', 'ok'])
  })

  test('umask takes bits away, and whoever creates a file may write it even if the mode says no', async () => {
    const { stdout } = await runProgram(
      async (proc) => {
        proc.umask(0o027)
        const fd = await proc.open('/tmp/a', { write: true, create: true }, 0o444)
        await proc.write(fd, 'text')
        await proc.mkdir('/tmp/d')
        const modes = [await proc.fstat(fd), await proc.stat('/tmp/d')].map(({ mode }) => mode.toString(8))
        await proc.stdout.write(modes.join(' '))
        return 0
      },
      { uid: 1000 },
    )
    expect(stdout).toBe('440 750')
  })
})

describe('paths', () => {
  test('symlinks lead on, dot-dot leads back from where they led, and loops end', async () => {
    const { stdout } = await runProgram(
      async (proc) => {
        const lines = [
          await proc.realpath('/tmp/link/../x'),
          await proc.realpath('link/file'),
          await codeOf(proc.stat('/tmp/loop')),
          await proc.readlink('/tmp/loop'),
          await codeOf(proc.stat('/tmp/dangling')),
          await codeOf(proc.writeFile('/tmp/dangling', 'made')),
          await proc.readText('/tmp/new'),
          await codeOf(proc.stat(`/tmp/${'n'.repeat(256)}`)),
          await codeOf(proc.stat('/tmp/x/')),
          await codeOf(proc.stat('')),
        ]
        await proc.stdout.write(lines.join('\n'))
        return 0
      },
      {
        files: {
          '/srv/deep/file': 'f',
          '/srv/x': 'x',
          '/tmp/x': 'not this',
          '/tmp/link': { link: '/srv/deep' },
          '/tmp/loop': { link: 'loop' },
          '/tmp/dangling': { link: 'new' },
        },
      },
    )
    expect(stdout.split('\n')).toEqual([
      '/srv/x',
      '/srv/deep/file',
      'ELOOP',
      'loop',
      'ENOENT',
      'ok',
      'made',
      'ENAMETOOLONG',
      'ENOTDIR',
      'ENOENT',
    ])
  })

  test('a mount covers a directory, is busy while it is used, and uncovers it again', async () => {
    const { stdout } = await runProgram(
      async (proc) => {
        await proc.mount('tmpfs', '/tmp/m', { type: 'tmpfs' })
        await proc.writeFile('/tmp/m/above', '')
        await proc.chdir('/tmp/m')
        const busy = await codeOf(proc.umount('/tmp/m'))
        const crossing = await codeOf(proc.rename('/tmp/m/above', '/tmp/above'))
        const up = (await proc.readdir('..')).map(({ name }) => name)
        await proc.chdir('/')
        await proc.umount('/tmp/m')
        const below = (await proc.readdir('/tmp/m')).map(({ name }) => name)
        await proc.stdout.write([busy, crossing, up, below].join(' '))
        return 0
      },
      { files: { '/tmp/m/below': '' } },
    )
    expect(stdout).toBe('EBUSY EXDEV m below')
  })

  test('removing and replacing has its rules', async () => {
    const { stdout } = await runProgram(
      async (proc) => {
        const codes = [
          await codeOf(proc.rmdir('/tmp/full')),
          await codeOf(proc.unlink('/tmp/full')),
          await codeOf(proc.rmdir('/tmp/full/file')),
          await codeOf(proc.rename('/tmp/full', '/tmp/full/inside')),
          await codeOf(proc.rename('/tmp/full/file', '/tmp/empty')),
          await codeOf(proc.rename('/tmp/full', '/tmp/empty')),
          await codeOf(proc.rmdir('/')),
          await codeOf(proc.mkdir('/tmp/empty')),
          await codeOf(proc.link('/tmp/empty', '/tmp/x')),
        ]
        await proc.stdout.write(codes.join(' '))
        return 0
      },
      { files: { '/tmp/full/file': '', '/tmp/empty/': '' } },
    )
    expect(stdout).toBe(
      'ENOTEMPTY EISDIR ENOTDIR EINVAL EISDIR ok EISDIR EEXIST EPERM'.replace(
        'EISDIR EEXIST',
        'EINVAL EEXIST',
      ),
    )
  })
})

describe('open files', () => {
  test('dup and fork share one position, append always writes at the end', async () => {
    const { readText } = await runProgram(async (proc) => {
      const fd = await proc.open('/tmp/a', { write: true, create: true })
      await proc.write(fd, 'one ')
      await proc.wait(
        await proc.fork(async (child) => {
          await child.write(fd, 'two ')
          return 0
        }),
      )
      await proc.write(proc.dup(fd), 'three')
      const append = await proc.open('/tmp/a', { write: true, append: true })
      await proc.write(append, ' end')
      return 0
    })
    expect(await readText('/tmp/a')).toBe('one two three end')
  })

  test('a removed file lives as long as it is open', async () => {
    const { stdout } = await runProgram(async (proc) => {
      await proc.writeFile('/tmp/a', 'still here')
      const fd = await proc.open('/tmp/a', { read: true })
      await proc.unlink('/tmp/a')
      await proc.stdout.write(await proc.read(fd))
      await proc.stdout.write(` ${(await proc.fstat(fd)).nlink}`)
      return 0
    })
    expect(stdout).toBe('still here 0')
  })

  test('descriptors run out', async () => {
    const { stdout } = await runProgram(async (proc) => {
      const code = await codeOf(
        (async () => {
          while (true) await proc.open('/dev/null', { read: true })
        })(),
      )
      await proc.stdout.write(`${code} ${proc.descriptors().length}`)
      return 0
    })
    expect(stdout).toBe('EMFILE 1024')
  })

  test('/dev/stdin and /proc/self/fd lead to what is open', async () => {
    const { stdout } = await runProgram(
      async (proc) => {
        await proc.stdout.write(await proc.readText('/dev/stdin'))
        await proc.writeFile('/dev/stdout', ' out')
        await proc.stdout.write(` ${await proc.readlink('/proc/self/fd/0')}`)
        return 0
      },
      { stdin: 'in' },
    )
    expect(stdout).toBe('in out pipe:[2]')
  })
})

test('/proc tells of processes, and forgets them', async () => {
  const { stdout } = await runProgram(
    async (proc) => {
      const pid = await proc.fork(async (child) => child.sleep(Infinity).then(() => 0), { name: 'sleeper' })
      const comm = await proc.readText(`/proc/${pid}/comm`)
      const cmdline = (await proc.readText('/proc/self/cmdline')).replaceAll('\0', '|')
      const status = await proc.readText(`/proc/${pid}/status`)
      await proc.kill(pid, 'SIGKILL')
      await proc.wait(pid)
      await proc.stdout.write(
        [comm.trim(), cmdline, /State:\t(.)/.exec(status)?.[1], await codeOf(proc.stat(`/proc/${pid}`))].join(
          ' ',
        ),
      )
      return 0
    },
    { argv: ['test', 'a b'] },
  )
  expect(stdout).toMatch(/^sleeper test\|a b\| [RS] ENOENT$/)
})
