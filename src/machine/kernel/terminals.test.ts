import { describe, expect, test } from 'vitest'
import { isErrno } from '../errno.ts'
import { runProgram } from '../testing/index.ts'
import type { Program } from './process.ts'

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

interface Person {
  type(keys: string): Promise<void>
  /** Waits until the screen shows it. */
  see(text: string): Promise<void>
}

/** Runs a program as the leader of a session on a terminal, with a person at it; gives the screen and the status. */
async function onTerminal(program: Program, person: (person: Person) => Promise<void>): Promise<string> {
  let screen = ''
  const { stdout } = await runProgram(async (proc) => {
    const { master, name } = await proc.openPty({ columns: 80, rows: 24 })
    const pid = await proc.fork(
      async (child) => {
        child.setSession()
        await child.open(name, { read: true, write: true })
        child.dup(0)
        child.dup(0)
        return program(child)
      },
      { descriptors: new Map() },
    )
    const reading = (async () => {
      for (;;) {
        const bytes = await proc.read(master)
        if (bytes.length === 0) return
        screen += text(bytes)
      }
    })()
    await person({
      type: (keys) => proc.write(master, keys),
      see: async (wanted) => {
        while (!screen.includes(wanted)) await proc.sleep(1)
      },
    })
    const status = await proc.wait(pid)
    await reading
    await proc.stdout.write(`${JSON.stringify(screen)} ${status?.signal ?? status?.exit}`)
    return 0
  })
  return stdout
}

const readLines: Program = async (proc) => {
  for (;;) {
    const bytes = await proc.read(0)
    if (bytes.length === 0) return 0
    await proc.stdout.write(`<${text(bytes).replace('\n', '$')}>`)
  }
}

describe('the line discipline', () => {
  test('echoes, erases letters, words and lines, and gives whole lines', async () => {
    const result = await onTerminal(readLines, async ({ type }) => {
      await type('wrong\x15ab\x7fc one two\x17ü\x7fx\r\x04')
    })
    const erased = '\\b \\b'
    expect(result).toBe(
      `"wrong${erased.repeat(5)}ab${erased}c one two${erased.repeat(3)}ü${erased}x\\r\\n<ac one x$>" 0`,
    )
  })

  test('^D gives what was typed so far, and the end of the file on an empty line', async () => {
    const result = await onTerminal(readLines, async ({ type, see }) => {
      await type('ab\x04')
      await see('<ab>')
      await type('\x04')
    })
    expect(result).toBe('"ab<ab>" 0')
  })

  test('without echo nothing is shown, in raw mode every key arrives as it is', async () => {
    const program: Program = async (proc) => {
      const terminal = proc.tty(0)!
      terminal.setMode('no-echo')
      await proc.stdout.write('?')
      await proc.stdout.write(
        text(await proc.read(0))
          .trim()
          .toUpperCase(),
      )
      terminal.setMode('raw')
      await proc.stdout.write('|')
      await proc.stdout.write(JSON.stringify(text(await proc.read(0))))
      return 0
    }
    const result = await onTerminal(program, async ({ type, see }) => {
      await see('?')
      await type('secret\r')
      await see('|')
      await type('\x03\r\x04')
    })
    expect(result).toBe(`${JSON.stringify('?SECRET|"\\u0003\\r\\u0004"')} 0`)
  })

  test('^C interrupts the foreground group only', async () => {
    const program: Program = async (proc) => {
      proc.onSignal('SIGINT', () => undefined)
      const background = await proc.fork(async (child) => child.sleep(10).then(() => 9), { group: 'new' })
      const sleeping = proc.sleep(Infinity)
      await proc.stdout.write('?')
      const code = await sleeping.catch((error: unknown) => (isErrno(error) ? error.code : 'other'))
      await proc.stdout.write(` ${String(code)} ${(await proc.wait(background))?.exit}`)
      return 0
    }
    const result = await onTerminal(program, async ({ type, see }) => {
      await see('?')
      await type('\x03')
    })
    expect(result).toBe('"?^C EINTR 9" 0')
  })
})

describe('job control', () => {
  test('^C for a job that has just ended is for the shell that put it in front', async () => {
    const result = await onTerminal(
      async (proc) => {
        const heard: string[] = []
        proc.onSignal('SIGINT', (signal) => heard.push(signal), { restart: true })
        const job = await proc.fork(async () => 0, { group: 'new' })
        proc.tty(0)!.foreground = job
        await proc.wait(job)
        await proc.stdout.write('ended')
        while (heard.length === 0) await proc.sleep(1)
        await proc.stdout.write(` heard ${heard.join()}`)
        return 0
      },
      async ({ type, see }) => {
        await see('ended')
        await type('\x03')
      },
    )
    expect(result).toContain('heard SIGINT')
  })

  test('^Z stops the foreground, a background reader is stopped until it is brought forward', async () => {
    const program: Program = async (proc) => {
      proc.onSignal('SIGTSTP', 'ignore')
      const terminal = proc.tty(0)!
      const job = await proc.fork(
        async (child) => {
          child.onSignal('SIGTSTP', 'default')
          await child.stdout.write(`[${text(await child.read(0)).trim()}]`)
          return 0
        },
        { group: 'new' },
      )
      const states = [(await proc.wait(job, { untraced: true }))?.stopped]
      terminal.foreground = job
      await proc.kill(-job, 'SIGCONT')
      await proc.stdout.write('1')
      states.push((await proc.wait(job, { untraced: true }))?.stopped)
      await proc.kill(-job, 'SIGCONT')
      await proc.stdout.write('2')
      const last = await proc.wait(job, { untraced: true })
      terminal.foreground = proc.pgid
      await proc.stdout.write([...states, last?.exit].join(' '))
      return 0
    }
    const result = await onTerminal(program, async ({ type, see }) => {
      await see('1')
      await type('\x1a')
      await see('2')
      await type('line\r')
    })
    expect(result).toBe('"1^Z2line\\r\\n[line]SIGTTIN SIGTSTP 0" 0')
  })

  test('a new size is told by SIGWINCH', async () => {
    const { stdout } = await runProgram(async (proc) => {
      const { master, name, resize } = await proc.openPty({ columns: 80, rows: 24 })
      await proc.fork(async (child) => {
        child.setSession()
        const fd = await child.open(name, { read: true, write: true })
        child.onSignal('SIGWINCH', () => undefined)
        await child.sleep(Infinity).catch(() => undefined)
        const terminal = child.tty(fd)!
        await child.write(fd, `${terminal.columns}x${terminal.rows}`)
        return 0
      })
      await proc.sleep(2)
      resize(100, 30)
      await proc.stdout.write(await proc.read(master))
      return 0
    })
    expect(stdout).toBe('100x30')
  })

  test('closing the near end hangs the session up; who ignores that lives on without a terminal', async () => {
    const { stdout } = await runProgram(async (proc) => {
      const { master, name } = await proc.openPty({ columns: 80, rows: 24 })
      const report = proc.pipe()
      const survive: Program = async (child) => {
        child.setSession()
        const fd = await child.open(name, { read: true, write: true })
        await child.fork(async (survivor) => {
          survivor.onSignal('SIGHUP', 'ignore')
          await survivor.write(report.write, 'ready')
          const end = await survivor.read(fd)
          const code = await survivor
            .write(fd, 'x')
            .catch((error: unknown) => (isErrno(error) ? error.code : 'other'))
          await survivor.write(report.write, `${end.length} ${String(code)}`)
          return 0
        })
        return child.sleep(Infinity).then(() => 0)
      }
      const leader = await proc.fork(survive, { descriptors: new Map([[report.write, report.write]]) })
      await proc.read(report.read)
      await proc.close(master)
      const status = await proc.wait(leader)
      await proc.stdout.write(`${status?.signal} ${text(await proc.read(report.read))}`)
      return 0
    })
    expect(stdout).toBe('SIGHUP 0 EIO')
  })
})
