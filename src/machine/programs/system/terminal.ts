import { program } from '../program.ts'
import { misused } from '../files/cp.ts'

export const clear = program('clear', { short: 'T:xV', usage: '[options]' }, async (invocation) => {
  await invocation.write(`\x1b[H\x1b[2J${invocation.has('x') ? '' : '\x1b[3J'}`)
})

export const reset = program('reset', { short: 'T:', usage: '[options] [terminal]' }, async (invocation) => {
  invocation.proc.tty(0)?.setMode('cooked')
  await invocation.write('\x1bc\x1b[!p\x1b[?3;4l\x1b[4l\x1b>')
})

const capabilities: Record<string, string> = {
  clear: '\x1b[H\x1b[2J\x1b[3J',
  bold: '\x1b[1m',
  dim: '\x1b[2m',
  smul: '\x1b[4m',
  rmul: '\x1b[24m',
  rev: '\x1b[7m',
  smso: '\x1b[7m',
  rmso: '\x1b[27m',
  sgr0: '\x1b(B\x1b[m',
  civis: '\x1b[?25l',
  cnorm: '\x1b[?25h',
  home: '\x1b[H',
  el: '\x1b[K',
  ed: '\x1b[J',
  smcup: '\x1b[?1049h',
  rmcup: '\x1b[?1049l',
  bel: '\x07',
  cr: '\r',
  sc: '\x1b7',
  rc: '\x1b8',
  cuu1: '\x1b[A',
  cuf1: '\x1b[C',
  op: '\x1b[39;49m',
}

export const tput = program(
  'tput',
  { short: '+T:SV', usage: '[options] [command]', misuse: 2 },
  async (invocation) => {
    const [name, ...parameters] = invocation.operands
    const { proc } = invocation
    if (name === undefined) return misused(invocation, 'missing operand')
    const terminal = proc.tty(1) ?? proc.tty(2) ?? proc.tty(0)
    const [first = 0, second = 0] = parameters.map(Number)
    if (name === 'cols') await invocation.write(`${terminal?.columns ?? 80}\n`)
    else if (name === 'lines') await invocation.write(`${terminal?.rows ?? 24}\n`)
    else if (name === 'colors') await invocation.write('256\n')
    else if (name === 'setaf' || name === 'setab')
      await invocation.write(color(first, name === 'setaf' ? 3 : 4))
    else if (name === 'cup') await invocation.write(`\x1b[${first + 1};${second + 1}H`)
    else if (name === 'longname') await invocation.write('xterm with 256 colors')
    else if (name === 'reset' || name === 'init') await invocation.write('\x1bc')
    else if (name in capabilities) await invocation.write(capabilities[name]!)
    else {
      await proc.stderr.write(`tput: unknown terminfo capability '${name}'\n`)
      return 4
    }
    return 0
  },
)

const color = (number: number, base: number): string => {
  if (number < 8) return `\x1b[${base}${number}m`
  return number < 16 ? `\x1b[${base + 6}${number - 8}m` : `\x1b[${base}8;5;${number}m`
}

export const tty = program(
  'tty',
  { short: 's', long: { silent: 's', quiet: 's' }, usage: '[OPTION]...', misuse: 2 },
  async (invocation) => {
    const terminal = invocation.proc.tty(0)
    if (!invocation.has('s'))
      await invocation.write(
        terminal ? `${terminal.name.startsWith('/') ? '' : '/dev/'}${terminal.name}\n` : 'not a tty\n',
      )
    return terminal ? 0 : 1
  },
)
