import { echoText } from '../../shell/builtins/echo.ts'
import { formatPrintf } from '../../shell/builtins/printf-format.ts'
import { bytesOf } from '../../shell/expansion/escapes.ts'
import { chunksOf } from '../inputs.ts'
import { program, quoted } from '../program.ts'
import { misused } from '../files/cp.ts'

export const echo = program(
  'echo',
  { short: '', usage: '[SHORT-OPTION]... [STRING]...', raw: true },
  async (invocation) => {
    const { text, newline } = echoText(invocation.operands)
    await invocation.write(bytesOf(newline ? `${text}\n` : text))
  },
)

export const printf = program(
  'printf',
  { short: '', usage: 'FORMAT [ARGUMENT]...', raw: true, least: 1 },
  async (invocation) => {
    const operands = invocation.operands[0] === '--' ? invocation.operands.slice(1) : invocation.operands
    const { text, problems } = formatPrintf(operands[0] ?? '', operands.slice(1), () =>
      invocation.proc.system.now(),
    )
    await invocation.write(bytesOf(text))
    for (const problem of problems)
      await invocation.complain(problem.replace(/^(.*): invalid number$/, '‘$1’: expected a numeric value'))
    return invocation.status
  },
)

export const tee = program(
  'tee',
  { short: 'ai', long: { append: 'a', 'ignore-interrupts': 'i' }, usage: '[OPTION]... [FILE]...' },
  async (invocation) => {
    const { proc } = invocation
    const outputs: { fd: number; name: string }[] = []
    const flags = {
      write: true,
      create: true,
      ...(invocation.has('a') ? { append: true } : { truncate: true }),
    }
    for (const name of invocation.operands) {
      const fd = await invocation.attempt(name, () => proc.open(name, flags))
      if (fd !== undefined) outputs.push({ fd, name })
    }
    for await (const chunk of chunksOf(invocation, 0)) {
      await invocation.write(chunk)
      for (const { fd, name } of outputs) await invocation.attempt(name, () => proc.write(fd, chunk))
    }
    return invocation.status
  },
)

/** Output in pieces of this size costs few system calls. */
const pieceLength = 32_768

export const yes = program('yes', { short: '', usage: '[STRING]...' }, async (invocation) => {
  const line = `${invocation.operands.length > 0 ? invocation.operands.join(' ') : 'y'}\n`
  const piece = new TextEncoder().encode(line.repeat(Math.max(1, Math.floor(pieceLength / line.length))))
  for (;;) await invocation.write(piece)
})

const seqSpec = {
  /** Negative numbers look like options and are none. */
  prepare(args: string[]): string[] {
    let at = 0
    while (/^-[^\d.]/.test(args[at] ?? '')) at += /^-[sf]$/.test(args[at]!) ? 2 : 1
    return /^-[\d.]/.test(args[at] ?? '') ? [...args.slice(0, at), '--', ...args.slice(at)] : args
  },
  short: '+f:s:w',
  long: { format: 'f:', separator: 's:', 'equal-width': 'w' },
  usage: '[OPTION]... LAST\n  or:  seq [OPTION]... FIRST LAST\n  or:  seq [OPTION]... FIRST INCREMENT LAST',
}

export const seq = program('seq', seqSpec, async (invocation) => {
  const { operands } = invocation
  if (operands.length === 0) return misused(invocation, 'missing operand')
  if (operands.length > 3) return misused(invocation, `extra operand ${quoted(operands[3]!)}`)
  for (const operand of operands)
    if (operand.trim() === '' || Number.isNaN(Number(operand)))
      return misused(invocation, `invalid floating point argument: ${quoted(operand)}`)
  const first = operands.length > 1 ? operands[0]! : '1'
  const step = operands.length > 2 ? operands[1]! : '1'
  const last = operands.at(-1)!
  if (Number(step) === 0) return misused(invocation, `invalid Zero increment value: ${quoted(step)}`)
  await writeSequence(invocation, first, step, last)
  return 0
})

type Invocation = Parameters<Parameters<typeof program>[2]>[0]

const writeSequence = async (
  invocation: Invocation,
  first: string,
  step: string,
  last: string,
): Promise<void> => {
  const digits = Math.max(...[first, step].map((text) => (text.split('.')[1] ?? '').length))
  const [from, by, to] = [Number(first), Number(step), Number(last)]
  const count = Math.floor((to - from) / by + 1e-10)
  if (count < 0) return
  const width = invocation.has('w') ? Math.max(from.toFixed(digits).length, to.toFixed(digits).length) : 0
  const format = invocation.value('f')
  const separator = invocation.value('s') ?? '\n'
  const shown = (i: number): string => {
    const value = from + i * by
    if (format !== undefined) return formatPrintf(format, [String(value)]).text
    const text = digits > 0 ? value.toFixed(digits) : String(value)
    return width > 0
      ? text.startsWith('-')
        ? `-${text.slice(1).padStart(width - 1, '0')}`
        : text.padStart(width, '0')
      : text
  }
  let piece = ''
  for (let i = 0; i <= count; i++) {
    piece += shown(i) + (i < count ? separator : '\n')
    if (piece.length < pieceLength) continue
    await invocation.write(piece)
    piece = ''
  }
  await invocation.write(piece)
}
