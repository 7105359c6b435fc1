import { isErrno } from '../../errno.ts'
import type { ChildStatus, Process } from '../../kernel/process.ts'
import { signalNumbers, type Signal } from '../../kernel/signals.ts'
import { signalName } from '../../shell/traps.ts'
import { misused } from '../files/cp.ts'
import { Failure, program, quoted, shellQuoted, type Invocation } from '../program.ts'
import { formatTime } from '../text/format-time.ts'
import { FullScreen, fitted } from '../terminal/full-screen.ts'
import { runCommand } from './basics.ts'

export const nohup = program(
  'nohup',
  { short: '+', usage: 'COMMAND [ARG]...', misuse: 125 },
  async (invocation) => {
    const { proc, operands } = invocation
    if (operands.length === 0) return misused(invocation, 'missing operand').then(() => 125)
    const [input, output, errors] = [0, 1, 2].map((fd) => proc.tty(fd) !== undefined)
    if (input) await replace(proc, 0, await proc.open('/dev/null', { read: true }))
    if (output) {
      const path = await openOutput(proc)
      if (path === undefined) throw new Failure("failed to open 'nohup.out': Permission denied", 125)
      await proc.stderr.write(`nohup: ${input ? 'ignoring input and ' : ''}appending output to '${path}'\n`)
    } else if (input)
      await proc.stderr.write(`nohup: ignoring input${errors ? ' and redirecting stderr to stdout' : ''}\n`)
    if (errors) proc.dup(1, 2)
    proc.onSignal('SIGHUP', 'ignore')
    return runCommand(
      invocation,
      operands,
      undefined,
      (command) => `failed to run command ${shellQuoted(command)}`,
    )
  },
)

const failedToRun = (command: string): string => `failed to run command ${quoted(command)}`

const replace = async (proc: Process, fd: number, by: number): Promise<void> => {
  proc.dup(by, fd)
  await proc.close(by)
}

const openOutput = async (proc: Process): Promise<string | undefined> => {
  for (const path of ['nohup.out', `${proc.env.get('HOME') ?? ''}/nohup.out`]) {
    try {
      await replace(proc, 1, await proc.open(path, { write: true, create: true, append: true }, 0o600))
      return path
    } catch (error) {
      if (!isErrno(error)) throw error
    }
  }
  return undefined
}

const timeoutSpec = {
  short: '+k:s:v',
  long: {
    'kill-after': 'k:',
    signal: 's:',
    'preserve-status': 'preserve-status',
    foreground: 'foreground',
    verbose: 'v',
  },
  lacking: { v: '-v (--verbose)' },
  usage: '[OPTION] DURATION COMMAND [ARG]...',
  misuse: 125,
}

const durationOf = (text: string): number | undefined => {
  const match = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text)
  return match
    ? Number(match[1]) * { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[match[2]!]!
    : undefined
}

export const timeout = program('timeout', timeoutSpec, async (invocation) => {
  const { proc, operands } = invocation
  if (operands.length < 2) return misused(invocation, 'missing operand').then(() => 125)
  const duration = durationOf(operands[0]!)
  if (duration === undefined)
    return misused(invocation, `invalid time interval ${quoted(operands[0]!)}`).then(() => 125)
  const signal: Signal = signalName(invocation.value('s') ?? 'TERM') ?? 'SIGTERM'
  const after = invocation.value('k')
  const pid = await proc.fork(async (child) =>
    runCommand(
      Object.create(invocation, { proc: { value: child } }) as Invocation,
      operands.slice(1),
      undefined,
      failedToRun,
    ),
  )
  const ended = proc.wait(pid)
  ended.catch(() => undefined)
  const first = duration === 0 ? await ended : await Promise.race([ended, proc.sleep(duration)])
  if (first) return statusOf(first)
  await proc.kill(pid, signal)
  const grace = after === undefined ? undefined : durationOf(after)
  const second = grace === undefined ? await ended : await Promise.race([ended, proc.sleep(grace)])
  if (!second) {
    await proc.kill(pid, 'SIGKILL')
    await ended
    return 137
  }
  if (signal === 'SIGKILL') return 137
  return invocation.has('preserve-status') ? statusOf(second) : 124
})

const statusOf = (status: ChildStatus): number =>
  status.signal ? 128 + signalNumbers[status.signal] : (status.exit ?? 0)

export const watch = program(
  'watch',
  {
    short: '+bcdegn:ptx',
    long: { interval: 'n:', 'no-title': 't', differences: 'd' },
    lacking: { b: '-b', c: '-c', d: '-d', e: '-e', g: '-g', p: '-p', x: '-x' },
    usage: '[options] command',
  },
  async (invocation) => {
    const { proc, operands } = invocation
    if (operands.length === 0) {
      await proc.stderr.write('Usage:\n watch [options] command\n')
      return 1
    }
    if (!proc.tty(0)) throw new Failure('standard input is not a terminal')
    const seconds = Math.max(0.1, Number(invocation.value('n') ?? 2) || 2)
    const command = operands.join(' ')
    const screen = new FullScreen(proc)
    await screen.open()
    try {
      for (;;) {
        const text = await outputOf(proc, command)
        const time = `${proc.system.hostname.split('.')[0]}: ${formatTime('%a %b %e %H:%M:%S %Y', new Date(proc.system.now()))}`
        const title = `Every ${seconds.toFixed(1)}s: ${command}`
        const gap = Math.max(1, screen.columns - title.length - time.length)
        const head = invocation.has('t') ? [] : [fitted(title + ' '.repeat(gap) + time, screen.columns), '']
        const rows = text.split('\n').map((line) => fitted(line.replaceAll('\t', '        '), screen.columns))
        await screen.draw([...head, ...rows].slice(0, screen.rows))
        const key = await screen.nextWithin(seconds * 1000)
        if (key && (key.name === 'ctrl-c' || key.text === 'q' || (key.name === 'end' && key.text === '')))
          return 0
      }
    } finally {
      await screen.close()
    }
  },
)

const outputOf = async (proc: Process, command: string): Promise<string> => {
  const { read, write } = proc.pipe()
  const pid = await proc.fork(async (child) => {
    await child.close(read)
    child.dup(write, 1)
    child.dup(write, 2)
    await child.close(write)
    return child.exec('/bin/sh', ['sh', '-c', command])
  })
  await proc.close(write)
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const chunk = await proc.read(read)
    if (chunk.length === 0) break
    if (text.length < 1_000_000) text += decoder.decode(chunk, { stream: true })
  }
  await proc.close(read)
  await proc.wait(pid)
  return text
}
