import { isErrno } from '../../errno.ts'
import type { Process, Program } from '../../kernel/process.ts'
import { misused } from '../files/cp.ts'
import { Failure, program, quoted, type Invocation } from '../program.ts'
import { runCommand } from './basics.ts'

const failedToRun =
  (invocation: Invocation) =>
  (command: string): string =>
    invocation.name === 'nice' || invocation.name === 'stdbuf' ? quoted(command) : command

/** Every process of these machines has the same share of the processor: a niceness is kept and shown (ps -o ni). */
export const nice = program(
  'nice',
  {
    short: '+n:',
    long: { adjustment: 'n:' },
    usage: '[OPTION] [COMMAND [ARG]...]',
    misuse: 125,
    prepare: (args) =>
      args.flatMap((arg, i) => (i === 0 && /^-[-+]?\d+$/.test(arg) ? ['-n', arg.slice(1)] : [arg])),
  },
  async (invocation) => {
    const text = invocation.value('n')
    if (text !== undefined && !/^[-+]?\d+$/.test(text))
      throw new Failure(`invalid adjustment ${quoted(text)}`, 125)
    if (invocation.operands.length === 0) {
      if (text !== undefined)
        return misused(invocation, 'a command must be given with an adjustment').then(() => 125)
      await invocation.write(`${invocation.proc.niceness()}\n`)
      return 0
    }
    try {
      invocation.proc.niceness(invocation.proc.niceness() + Number(text ?? 10))
    } catch (error) {
      if (!isErrno(error, 'EACCES')) throw error
      await invocation.proc.stderr.write('nice: cannot set niceness: Permission denied\n')
    }
    return runCommand(invocation, invocation.operands, undefined, failedToRun(invocation))
  },
)

export const stdbuf = program(
  'stdbuf',
  {
    short: '+i:o:e:',
    long: { input: 'i:', output: 'o:', error: 'e:' },
    usage: 'OPTION... COMMAND',
    misuse: 125,
  },
  async (invocation) => {
    if (invocation.operands.length === 0) return misused(invocation, 'missing operand').then(() => 125)
    if (invocation.options.length === 0)
      return misused(invocation, 'you must specify a buffering mode option').then(() => 125)
    for (const { value = '' } of invocation.options)
      if (!/^(L|0|\d+[kKMG]?B?)$/.test(value)) throw new Failure(`invalid mode ${quoted(value)}`, 125)
    // Programs here write at once, whatever is asked for.
    return runCommand(invocation, invocation.operands, undefined, failedToRun(invocation))
  },
)

const timeSpec = {
  short: '+ao:f:pqv',
  long: { append: 'a', output: 'o:', format: 'f:', portability: 'p', quiet: 'q', verbose: 'v' },
  lacking: { v: '-v (--verbose)' },
  usage: '[-apvV] [-f format] [-o file] COMMAND [ARG]...',
  misuse: 125,
}

const usualFormat =
  '%Uuser %Ssystem %Eelapsed %PCPU (%Xavgtext+%Davgdata %Mmaxresident)k\n%Iinputs+%Ooutputs (%Fmajor+%Rminor)pagefaults %Wswaps'

/** GNU time: what a command took. What these machines do not measure is 0. */
export const time = program('time', timeSpec, async (invocation) => {
  const { proc, operands } = invocation
  if (operands.length === 0) return misused(invocation, 'missing program to run').then(() => 125)
  const began = proc.system.uptime()
  let cpu = 0
  const pid = await proc.fork((child) =>
    runCommand(
      Object.create(invocation, { proc: { value: child } }) as Invocation,
      operands,
      undefined,
      (command) => `cannot run ${command}`,
    ),
  )
  const watched = (): void => {
    cpu = proc.system.processes().find((process) => process.pid === pid)?.cpu ?? cpu
  }
  watched()
  const ended = await proc.wait(pid)
  const elapsed = (proc.system.uptime() - began) / 1000
  const status = ended?.exit ?? 128
  const format = invocation.has('p')
    ? 'real %e\nuser %U\nsys %S'
    : (invocation.value('f') ?? proc.env.get('TIME') ?? usualFormat)
  let text = ''
  if (status !== 0 && !invocation.has('q'))
    text += ended?.signal
      ? `Command terminated by signal ${ended.signal}\n`
      : `Command exited with non-zero status ${status}\n`
  text += `${expand(format, { elapsed, user: cpu / 1000, status, command: operands.join(' ') })}\n`
  const output = invocation.value('o')
  if (output === undefined) await proc.stderr.write(text)
  else await proc.writeFile(output, text, { append: invocation.has('a') })
  return status
})

const expand = (
  format: string,
  facts: { elapsed: number; user: number; status: number; command: string },
): string =>
  format.replace(/%([a-zA-Z%])|\\([nt\\])/g, (_, letter: string | undefined, escape: string | undefined) => {
    if (escape) return escape === 'n' ? '\n' : escape === 't' ? '\t' : '\\'
    const { elapsed, user } = facts
    switch (letter) {
      case 'e':
        return elapsed.toFixed(2)
      case 'E': {
        const minutes = Math.floor(elapsed / 60)
        return minutes < 60
          ? `${minutes}:${(elapsed % 60).toFixed(2).padStart(5, '0')}`
          : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${String(Math.floor(elapsed % 60)).padStart(2, '0')}`
      }
      case 'U':
        return user.toFixed(2)
      case 'S':
        return '0.00'
      case 'P':
        return `${elapsed > 0 ? Math.round((user / elapsed) * 100) : 0}%`
      case 'x':
        return String(facts.status)
      case 'C':
        return facts.command
      case '%':
        return '%'
      case 'Z':
        return '4096'
      default:
        return '0'
    }
  })

/** What Sandcloud's machines have no counterpart for: said plainly, with what does the job here. */
const lacking =
  (name: string, sentence: string): Program =>
  async (proc: Process) => {
    await proc.stderr.write(`${name}: ${sentence}\n`)
    return 1
  }

export const screen = lacking(
  'screen',
  'Sandcloud has no screen; open another terminal tab, or use nohup or a systemd unit for what shall go on',
)
export const tmux = lacking(
  'tmux',
  'Sandcloud has no tmux; open another terminal tab, or use nohup or a systemd unit for what shall go on',
)
export const chroot = lacking('chroot', "Sandcloud's machines cannot change their root directory")
export const lsmod = lacking('lsmod', "Sandcloud's kernel has no modules")
export const iostat = lacking('iostat', 'Sandcloud does not count the input and output of its devices')
export const ionice = lacking('ionice', 'Sandcloud gives all processes the same share of the disks')
export const renice = lacking('renice', "Sandcloud's processes keep the niceness that they start with")
export const patch = lacking(
  'patch',
  'Sandcloud has no patch; git apply is not there either, so edit the files by hand',
)
export const csplit = lacking('csplit', 'Sandcloud has no csplit; split and awk are there')
export const dc = lacking('dc', 'Sandcloud has no dc; bc is there')
export const script = lacking('script', 'Sandcloud has no script; use tee to keep what a command says')
