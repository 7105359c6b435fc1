import { isErrno } from '../../errno.ts'
import { linesOf } from '../inputs.ts'
import { Failure, program, type Invocation } from '../program.ts'
import { parseSed, SedSyntaxError, type SedCommand } from './sed-script.ts'
import { SedInput, type SedBatch } from './sed-input.ts'
import { SedMachine } from './sed-machine.ts'

const spec = {
  short: 'bnzsErue:f:i::l:',
  long: {
    quiet: 'n',
    silent: 'n',
    expression: 'e:',
    file: 'f:',
    'regexp-extended': 'E',
    'in-place': 'i::',
    separate: 's',
    'null-data': 'z',
    unbuffered: 'u',
    'line-length': 'l:',
  },
  lacking: { debug: '--debug' },
  usage: '[OPTION]... {script-only-if-no-other-script} [input-file]...',
}

export const sed = program('sed', spec, async (invocation) => {
  const operands = [...invocation.operands]
  const parts = await readScript(invocation, operands)
  if (parts.length === 0) {
    await invocation.proc.stderr.write(`Usage: sed ${spec.usage}\n`)
    return 1
  }
  // A script that begins with a line `#n` is quiet, as with -n.
  const quiet = invocation.has('n') || /^#n(\n|$)/.test(parts[0]!.text)
  const machine = new SedMachine(invocation, parse(invocation, parts), quiet)
  await machine.openFiles()
  if (invocation.has('i')) return editInPlace(invocation, operands, machine)
  const write = (text: string): Promise<void> => invocation.write(text)
  const inputs = invocation.has('s') ? operands.map((operand) => [operand]) : [operands]
  for (const names of inputs.length > 0 ? inputs : [[]]) {
    const status = await machine.run(new SedInput(batches(invocation, names)), write, invocation.has('s'))
    if (status !== undefined) return status || invocation.status
  }
  return invocation.status
})

const delimiterOf = (invocation: Invocation): string => (invocation.has('z') ? '\0' : '\n')

/** The lines of the operands, or of standard input. What cannot be read is told of and left out. */
async function* batches(invocation: Invocation, operands: readonly string[]): AsyncGenerator<SedBatch> {
  const { proc } = invocation
  for (const name of operands.length > 0 ? operands : ['-']) {
    let fd = 0
    try {
      if (name !== '-') fd = await proc.open(name, { read: true })
      for await (const batch of linesOf(invocation, fd, delimiterOf(invocation))) yield { ...batch, name }
    } catch (error) {
      if (!isErrno(error) || error.code === 'EPIPE' || error.code === 'EINTR') throw error
      await invocation.complain(readError(name, error.message))
      invocation.status = error.code === 'EISDIR' ? 4 : 2
    } finally {
      if (fd > 0) await proc.close(fd)
    }
  }
}

const readError = (name: string, message: string): string =>
  message === 'Is a directory' ? `read error on ${name}: Is a directory` : `can't read ${name}: ${message}`

/** A part of the script: an argument, or a file by its name. */
interface Part {
  text: string
  file?: string
}

const readScript = async (invocation: Invocation, operands: string[]): Promise<Part[]> => {
  const parts: Part[] = []
  for (const { name, value } of invocation.options) {
    if (name === 'e') parts.push({ text: value! })
    if (name !== 'f') continue
    try {
      const text = value === '-' ? await invocation.proc.stdin.text() : await invocation.proc.readText(value!)
      parts.push({ text: text.replace(/\n$/, ''), file: value! })
    } catch (error) {
      if (!isErrno(error)) throw error
      throw new Failure(`couldn't open file ${value}: ${error.message}`)
    }
  }
  const operand = parts.length === 0 ? operands.shift() : undefined
  return operand === undefined ? parts : [{ text: operand }]
}

const parse = (invocation: Invocation, parts: readonly Part[]): SedCommand[] => {
  try {
    return parseSed(parts.map(({ text }) => text).join('\n'), invocation.has('E', 'r'))
  } catch (error) {
    if (!(error instanceof SedSyntaxError)) throw error
    throw new Failure(error.at < 0 ? error.message : `${placeOf(parts, error.at)}: ${error.message}`)
  }
}

/** `-e expression #2, char 1`, `file script.sed line 3`. */
const placeOf = (parts: readonly Part[], at: number): string => {
  let start = 0
  let expressions = 0
  for (const [i, { text, file }] of parts.entries()) {
    if (file === undefined) expressions++
    if (at <= start + text.length || i === parts.length - 1) {
      if (file === undefined) return `-e expression #${expressions}, char ${Math.max(0, at - start)}`
      return `file ${file} line ${text.slice(0, Math.max(0, at - start)).split('\n').length}`
    }
    start += text.length + 1
  }
  return ''
}

const editInPlace = async (
  invocation: Invocation,
  files: readonly string[],
  machine: SedMachine,
): Promise<number> => {
  const { proc } = invocation
  for (const file of files) {
    try {
      const stat = await proc.stat(file)
      if (stat.type !== 'file') {
        await proc.stderr.write(`sed: couldn't edit ${file}: not a regular file\n`)
        invocation.status = 4
        continue
      }
      const output: string[] = []
      const input = new SedInput(batches(invocation, [file]))
      const status = await machine.run(input, async (text) => void output.push(text), true)
      const suffix = invocation.value('i')
      if (suffix) await proc.rename(file, suffix.includes('*') ? suffix.replaceAll('*', file) : file + suffix)
      await replace(invocation, file, output.join(''), stat)
      if (status !== undefined) return status
    } catch (error) {
      if (!isErrno(error)) throw error
      await invocation.complain(
        error.code === 'ENOENT'
          ? `can't read ${file}: ${error.message}`
          : `couldn't open temporary file ./sed: ${error.message}`,
      )
      invocation.status = error.code === 'ENOENT' ? 2 : 4
    }
  }
  return invocation.status
}

/** A new file takes the old one's place, as sed -i does it: who reads the old one sees it whole. */
const replace = async (
  { proc }: Invocation,
  file: string,
  text: string,
  stat: { mode: number; uid: number; gid: number },
): Promise<void> => {
  const real = await proc.realpath(file).catch(() => file)
  const slash = real.lastIndexOf('/') + 1
  const temporary = `${real.slice(0, slash)}sed${Date.now().toString(36)}`
  await proc.writeFile(temporary, text, { mode: stat.mode })
  await proc.chmod(temporary, stat.mode)
  if (proc.credentials.uid === 0) await proc.chown(temporary, stat.uid, stat.gid)
  await proc.rename(temporary, real)
}
