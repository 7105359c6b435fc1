import { describe, expect, test } from 'vitest'
import { isErrno } from '../errno.ts'
import { runProgram, startProgram, testKernel } from '../testing/index.ts'
import type { Process, Program } from './process.ts'
import { ProcessGone } from './process-gone.ts'

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error: unknown) => (isErrno(error) ? error.code : String(error)),
  )

/** Waits for a signal for ever. */
const sleeper: Program = async (proc) => {
  await proc.sleep(Infinity)
  return 0
}

describe('fork and wait', () => {
  test('a child has copies: what it changes stays its own', async () => {
    const { stdout } = await runProgram(async (proc) => {
      proc.env.set('WHO', 'parent')
      const pid = await proc.fork(async (child) => {
        child.env.set('WHO', 'child')
        await child.chdir('/')
        return 3
      })
      const status = await proc.wait(pid)
      await proc.stdout.line(`${proc.env.get('WHO')} ${proc.cwd} ${JSON.stringify(status)}`)
      return 0
    })
    expect(stdout).toMatch(/^parent \/tmp \{"pid":\d+,"exit":3\}\n$/)
  })

  test('wait tells of stopped children, of those a signal ended, and that there are none', async () => {
    const { stdout } = await runProgram(async (proc) => {
      const pid = await proc.fork(sleeper)
      await proc.kill(pid, 'SIGTSTP')
      const stopped = await proc.wait(pid, { untraced: true })
      const unchanged = await proc.wait(-1, { noHang: true })
      await proc.kill(pid, 'SIGCONT')
      await proc.kill(pid, 'SIGTERM')
      const ended = await proc.wait(-1)
      await proc.stdout.line(
        [stopped?.stopped, unchanged, ended?.signal, await codeOf(proc.wait(-1))].join(' '),
      )
      return 0
    })
    expect(stdout).toBe('SIGTSTP  SIGTERM ECHILD\n')
  })

  test('orphans become children of process 1, which leaves no zombies', async () => {
    const kernel = await testKernel()
    let grandchild = 0
    await runProgram(
      async (proc) => {
        await proc.wait(
          await proc.fork(async (child) => {
            grandchild = await child.fork(sleeper)
            return 0
          }),
        )
        return 0
      },
      { kernel },
    )
    expect(kernel.tasks.get(grandchild)?.parent?.pid).toBe(1)
    await kernel.init.process.kill(grandchild, 'SIGKILL')
    expect(kernel.tasks.get(grandchild)).toBeUndefined()
  })

  test('a fork bomb is answered with EAGAIN, and root can still clean up', async () => {
    const kernel = await testKernel()
    const bomb: Program = async (proc) => {
      const code = await codeOf(
        (async () => {
          while (true) await proc.fork(sleeper)
        })(),
      )
      await proc.stdout.line(code)
      return proc.wait(-1).then(() => 0)
    }
    const bombing = await startProgram(bomb, { kernel, uid: 1000 })
    while (bombing.stdout.text === '') await kernel.init.process.yield()
    expect(bombing.stdout.text).toBe('EAGAIN\n')
    expect(kernel.tasks.all().length).toBeGreaterThan(1000)
    expect((await runProgram(async () => 0, { kernel })).status).toBe(0)
    await runProgram(
      async (proc) => {
        await proc.kill(-1, 'SIGKILL')
        return 0
      },
      { kernel },
    )
    expect(kernel.tasks.all().map(({ pid }) => pid)).toEqual([1])
  })
})

describe('exec', () => {
  const echo: Program = async (proc) => {
    await proc.stdout.line([...proc.argv, proc.env.get('X')].join(' '))
    return 5
  }
  const programs = { echo: async () => echo }

  test('becomes the program: its status is final, close-on-exec descriptors are gone', async () => {
    const { stdout, status } = await runProgram(
      async (proc) => {
        const { write } = proc.pipe()
        proc.setCloseOnExec(write, true)
        return proc.exec('/usr/bin/echo', ['echo', 'a'], new Map([['X', 'y']]))
      },
      { programs },
    )
    expect([stdout, status]).toEqual(['echo a y\n', 5])
  })

  test('scripts run by their #! line, with at most one argument', async () => {
    const files = { '/tmp/script': { content: '#!/usr/bin/echo -x y\nrest', mode: 0o755 } }
    const { stdout } = await runProgram((proc) => proc.exec('/tmp/script', ['script', 'z']), {
      programs,
      files,
    })
    expect(stdout).toBe('echo -x y /tmp/script z \n'.replace('echo', '/usr/bin/echo'))
  })

  test('refuses what it cannot run with the right errno', async () => {
    const files = {
      '/tmp/plain': 'echo hello',
      '/tmp/data': { content: 'hello', mode: 0o755 },
      '/tmp/loop': { content: '#!/tmp/loop\n', mode: 0o755 },
    }
    const { stdout } = await runProgram(
      async (proc) => {
        for (const path of ['/tmp/plain', '/tmp/data', '/tmp/loop', '/tmp', '/nowhere'])
          await proc.stdout.write(`${await codeOf(proc.exec(path, [path]))} `)
        await proc.stdout.write(await codeOf(proc.exec('/usr/bin/echo', ['echo', 'x'.repeat(200_000)])))
        return 0
      },
      { programs, files },
    )
    expect(stdout).toBe('EACCES ENOEXEC ELOOP EACCES ENOENT E2BIG')
  })

  test('a set-uid binary runs as its owner, and knows who called it', async () => {
    const whoami: Program = async (proc) => {
      await proc.stdout.line(`${proc.credentials.uid} ${proc.credentials.realUid}`)
      return 0
    }
    const kernel = await testKernel({ programs: { whoami: async () => whoami } })
    await kernel.init.process.chmod('/usr/bin/whoami', 0o4755)
    const { stdout } = await runProgram((proc) => proc.exec('/usr/bin/whoami', ['whoami']), {
      kernel,
      uid: 1000,
    })
    expect(stdout).toBe('0 1000\n')
  })
})

describe('signals', () => {
  test('a handler runs and the blocked call fails with EINTR, or goes on when it shall restart', async () => {
    const reader =
      (restart: boolean): Program =>
      async (proc) => {
        const { read, write } = proc.pipe()
        proc.onSignal('SIGUSR1', () => undefined, { restart })
        const parent = proc.pid
        await proc.fork(async (child) => {
          await child.sleep(1)
          await child.kill(parent, 'SIGUSR1')
          await child.write(write, 'late')
          return 0
        })
        const result = await proc.read(read).then(
          (bytes) => new TextDecoder().decode(bytes),
          (error: unknown) => (isErrno(error) ? error.code : 'other'),
        )
        await proc.stdout.write(result)
        return 0
      }
    expect((await runProgram(reader(false))).stdout).toBe('EINTR')
    expect((await runProgram(reader(true))).stdout).toBe('late')
  })

  test('a killed process ends at once, and its program unwinds whatever it does', async () => {
    let unwound: unknown
    const { task, result } = await startProgram(async (proc) => {
      try {
        while (true) await proc.yield()
      } catch (error) {
        unwound = error
        throw error
      }
    })
    await task.kernel.init.process.sleep(1)
    await task.kernel.init.process.kill(task.pid, 'SIGKILL')
    expect(await result).toMatchObject({ status: 137, signal: 'SIGKILL' })
    await task.kernel.init.process.sleep(1)
    expect(unwound).toBeInstanceOf(ProcessGone)
  })

  test('others may not signal what is not theirs', async () => {
    const kernel = await testKernel()
    const victim = await startProgram(sleeper, { kernel, uid: 0 })
    const { stdout } = await runProgram(
      async (proc) => {
        await proc.stdout.write(
          `${await codeOf(proc.kill(victim.task.pid, 'SIGTERM'))} ${await codeOf(proc.kill(99_999, 0))}`,
        )
        return 0
      },
      { kernel, uid: 1000 },
    )
    expect(stdout).toBe('EPERM ESRCH')
  })

  test('what is ignored stays ignored over fork and exec', async () => {
    const suicide: Program = async (proc) => {
      await proc.kill(proc.pid, 'SIGHUP')
      return 4
    }
    const { status } = await runProgram(
      async (proc) => {
        proc.onSignal('SIGHUP', 'ignore')
        return (await proc.wait(await proc.spawn('/usr/bin/suicide', ['suicide'])))!.exit!
      },
      { programs: { suicide: async () => suicide } },
    )
    expect(status).toBe(4)
  })
})

describe('pipes', () => {
  const transfer = async (proc: Process, bytes: number): Promise<number> => {
    const { read, write } = proc.pipe()
    await proc.fork(async (child) => {
      await child.close(read)
      for (let left = bytes; left > 0; left -= 10_000)
        await child.write(write, new Uint8Array(Math.min(left, 10_000)))
      return 0
    })
    await proc.close(write)
    let received = 0
    for (;;) {
      const chunk = await proc.read(read)
      if (chunk.length === 0) return received
      received += chunk.length
    }
  }

  test('carry everything in order, and hold writers back at 64 KiB', async () => {
    const { stdout } = await runProgram(async (proc) => {
      const { read, write } = proc.pipe()
      let written = 0
      const pid = await proc.fork(async (child) => {
        for (; ; written += 4096) await child.write(write, new Uint8Array(4096))
      })
      await proc.sleep(5)
      await proc.stdout.write(`${written} `)
      await proc.kill(pid, 'SIGKILL')
      await proc.close(read)
      await proc.stdout.write(`${await transfer(proc, 1_000_000)}`)
      return 0
    })
    expect(stdout).toBe('65536 1000000')
  })

  test('a writer without a reader dies of SIGPIPE, or gets EPIPE when it ignores that', async () => {
    const { stdout } = await runProgram(async (proc) => {
      const ends: string[] = []
      for (const ignore of [false, true]) {
        const { read, write } = proc.pipe()
        await proc.close(read)
        const pid = await proc.fork(async (child) => {
          if (ignore) child.onSignal('SIGPIPE', 'ignore')
          return (await codeOf(child.write(write, 'x'))) === 'EPIPE' ? 7 : 8
        })
        const status = await proc.wait(pid)
        ends.push(status?.signal ?? String(status?.exit))
      }
      await proc.stdout.write(ends.join(' '))
      return 0
    })
    expect(stdout).toBe('SIGPIPE 7')
  })
})

test('an endless loop of system calls lets timers and other processes in', async () => {
  const kernel = await testKernel()
  const endless = await startProgram(
    async (proc) => {
      const fd = await proc.open('/dev/null', { write: true })
      while (true) await proc.write(fd, 'y\n')
    },
    { kernel },
  )
  const before = performance.now()
  await new Promise((resolve) => {
    setTimeout(resolve, 20)
  })
  await runProgram(async () => 0, { kernel })
  expect(performance.now() - before).toBeLessThan(500)
  await kernel.init.process.kill(endless.task.pid, 'SIGINT')
  expect((await endless.result).signal).toBe('SIGINT')
})

test('a crash of a program is told on its stderr and is no crash of the machine', async () => {
  const { status, stderr } = await runProgram(async () => {
    throw new TypeError('no such thing')
  })
  expect([status, stderr]).toEqual([1, 'program: no such thing\n'])
})
