import { isErrno } from '../../errno.ts'
import { allBytes } from '../inputs.ts'
import { program, type Invocation } from '../program.ts'
import { FullScreen } from '../terminal/full-screen.ts'
import { Pager } from './pager.ts'

const spec = {
  short: 'aceEfFiIgGmMnNqQrRsSuUwWXx:j:p:P:',
  long: {
    'LINE-NUMBERS': 'N',
    'quit-if-one-screen': 'F',
    'chop-long-lines': 'S',
    'ignore-case': 'i',
    'RAW-CONTROL-CHARS': 'R',
    'no-init': 'X',
  },
  usage: '[options] [file]...',
}

const run = async (invocation: Invocation): Promise<number> => {
  const { proc } = invocation
  const operands = invocation.operands.filter((operand) => !operand.startsWith('+'))
  if (operands.length === 0 && proc.tty(0)) {
    await proc.stderr.write('Missing filename ("less --help" for help)\n')
    return 1
  }
  const texts: { name: string; text: string }[] = []
  for (const name of operands.length > 0 ? operands : ['-']) {
    const text = await load(invocation, name)
    if (text !== undefined) texts.push({ name, text })
  }
  if (texts.length === 0) return 1
  const terminal = proc.tty(1)
  if (!terminal) {
    for (const { text } of texts) await invocation.write(text)
    return invocation.status
  }
  const lines = texts.reduce((sum, { text }) => sum + text.split('\n').length, 0)
  if (invocation.has('F') && lines <= terminal.rows) {
    for (const { text } of texts) await invocation.write(text)
    return invocation.status
  }
  // With standard input in a pipe, the keys come from the terminal itself.
  const fd = proc.tty(0) ? 0 : await proc.open('/dev/tty', { read: true, write: true })
  const screen = new FullScreen(proc, fd)
  await screen.open()
  try {
    await new Pager(proc, screen, texts, {
      numbers: invocation.has('N'),
      chop: invocation.has('S'),
      ignoreCase: invocation.has('i', 'I'),
      raw: invocation.has('R', 'r'),
      follow: invocation.operands.includes('+F'),
      atEnd: invocation.operands.includes('+G'),
    }).run()
  } finally {
    await screen.close()
  }
  return invocation.status
}

export const less = program('less', spec, run)
export const more = program('more', { ...spec, short: `${spec.short}dlp` }, run)

const load = async (invocation: Invocation, name: string): Promise<string | undefined> => {
  const { proc } = invocation
  try {
    if (name === '-') return new TextDecoder().decode(await allBytes(invocation, 0))
    if ((await proc.stat(name)).type === 'directory') {
      await proc.stderr.write(`${name} is a directory\n`)
      invocation.status = 1
      return undefined
    }
    return new TextDecoder().decode(await proc.readFile(name))
  } catch (error) {
    if (!isErrno(error)) throw error
    await proc.stderr.write(`${name}: ${error.message}\n`)
    invocation.status = 1
    return undefined
  }
}
