import { isErrno } from '../../errno.ts'
import { eachInput, linesOf } from '../inputs.ts'
import { Failure, program, type Invocation } from '../program.ts'
import { parseSed, SedSyntaxError, type SedCommand } from './sed-script.ts'
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
    posix: 'posix',
    unbuffered: 'u',
    debug: 'debug',
    'line-length': 'l:',
  },
  usage: '[OPTION]... {script-only-if-no-other-script} [input-file]...',
}

export const sed = program('sed', spec, async (invocation) => {
  const delimiter = delimiterOf(invocation)
  const operands = [...invocation.operands]
  const script = await readScript(invocation, operands)
  if (script === undefined) {
    await invocation.proc.stderr.write(`Usage: sed ${spec.usage}\n`)
    return 1
  }
  const commands = parse(invocation, script)
  if (invocation.has('i')) return editInPlace(invocation, operands, commands)
  const machine = new SedMachine(invocation, commands, (text) => invocation.write(text))
  await eachInput(
    invocation,
    operands,
    async (fd, name) => {
      if (machine.ended) return
      await machine.feed(linesOf(invocation, fd, delimiter), name)
      if (invocation.has('s')) await machine.finish()
    },
    readError,
  )
  const status = await machine.finish()
  if (invocation.status !== 0) return 2
  return status
})

const delimiterOf = (invocation: Invocation): string => (invocation.has('z') ? '\0' : '\n')

const readError = (name: string, message: string): string =>
  message === 'Is a directory'
    ? `couldn't edit ${name}: not a regular file`
    : `can't read ${name}: ${message}`

const readScript = async (invocation: Invocation, operands: string[]): Promise<string | undefined> => {
  const parts: string[] = []
  for (const { name, value } of invocation.options) {
    if (name === 'e') parts.push(value!)
    if (name === 'f') {
      try {
        parts.push((await invocation.proc.readText(value!)).replace(/\n$/, '').replace(/^#!.*/, ''))
      } catch (error) {
        if (!isErrno(error)) throw error
        throw new Failure(`couldn't open file ${value}: ${error.message}`)
      }
    }
  }
  return parts.length > 0 ? parts.join('\n') : operands.shift()
}

const parse = (invocation: Invocation, script: string): SedCommand[] => {
  try {
    return parseSed(script, invocation.has('E', 'r'))
  } catch (error) {
    if (!(error instanceof SedSyntaxError)) throw error
    throw new Failure(
      error.at < 0
        ? `-e expression #1, char ${script.length}: ${error.message}`
        : `-e expression #1, char ${error.at}: ${error.message}`,
    )
  }
}

const editInPlace = async (
  invocation: Invocation,
  files: readonly string[],
  commands: SedCommand[],
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
      const machine = new SedMachine(invocation, commands, async (text) => void output.push(text))
      const fd = await proc.open(file, { read: true })
      await machine.feed(linesOf(invocation, fd, delimiterOf(invocation)), file)
      await proc.close(fd)
      await machine.finish()
      const suffix = invocation.value('i')
      if (suffix) await proc.rename(file, suffix.includes('*') ? suffix.replaceAll('*', file) : file + suffix)
      await replace(invocation, file, output.join(''), stat)
    } catch (error) {
      if (!isErrno(error)) throw error
      await invocation.complain(
        error.code === 'ENOENT'
          ? `can't read ${file}: ${error.message}`
          : `couldn't open temporary file ./sed: ${error.message}`,
      )
      invocation.status = error.code === 'ENOENT' ? 1 : 4
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
