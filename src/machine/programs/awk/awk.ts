import { isErrno } from '../../errno.ts'
import { Failure, program, type Invocation } from '../program.ts'
import { PatternError } from '../text/regular-expression.ts'
import { AwkError } from './awk-error.ts'
import { AwkInterpreter } from './interpreter.ts'
import { AwkMachine } from './machine.ts'
import { parseAwk } from './parser.ts'
import { Session } from './session.ts'
import { AwkSyntaxError, unescape } from './tokens.ts'
import { InputText, toNumber } from './values.ts'

const spec = {
  short: '+F:f:v:e:',
  long: { 'field-separator': 'F:', file: 'f:', assign: 'v:', source: 'e:' },
  usage:
    "[POSIX or GNU style options] -f progfile [--] file ...\nUsage: awk [POSIX or GNU style options] [--] 'program' file ...",
  failure: 2,
  misuse: 1,
}

/** The text of a program and what messages call it. */
interface Source {
  text: string
  name: string
}

const run = async (invocation: Invocation): Promise<number> => {
  const operands = [...invocation.operands]
  const source = await readProgram(invocation, operands)
  if (source === undefined) {
    await invocation.proc.stderr.write(`Usage: ${invocation.name} ${spec.usage}\n`)
    return 1
  }
  const machine = new AwkMachine(invocation.proc)
  for (const assignment of invocation.values('v')) assignOption(machine, assignment)
  const separator = invocation.value('F')
  if (separator !== undefined) machine.globals.set('FS', unescape(separator))
  const names = ['awk', ...operands]
  machine.globals.set('ARGC', names.length)
  machine.globals.set('ARGV', new Map(names.map((name, i) => [String(i), new InputText(name)])))
  try {
    const interpreter = new AwkInterpreter(parseAwk(source.text), machine)
    await new Session(invocation, machine, interpreter).run()
    return interpreter.exitStatus || invocation.status
  } catch (error) {
    await machine.streams.flush()
    if (error instanceof AwkSyntaxError) throw syntaxFailure(invocation, source, error)
    if (error instanceof AwkError || error instanceof PatternError || error instanceof RangeError)
      throw new Failure(`${placeOf(machine, source)}fatal: ${error.message}`, 2)
    throw error
  }
}

export const awk = program('awk', spec, run)
export const gawk = program('gawk', spec, run)

const readProgram = async (invocation: Invocation, operands: string[]): Promise<Source | undefined> => {
  const parts: Source[] = []
  for (const { name, value } of invocation.options) {
    if (name === 'e') parts.push({ text: value!, name: 'cmd. line' })
    if (name !== 'f') continue
    try {
      parts.push({ text: await invocation.proc.readText(value!), name: value! })
    } catch (error) {
      if (isErrno(error))
        throw new Failure(`fatal: cannot open source file \`${value}' for reading: ${error.message}`, 2)
      throw error
    }
  }
  if (parts.length > 0) return { text: parts.map(({ text }) => text).join('\n'), name: parts[0]!.name }
  const text = operands.shift()
  return text === undefined ? undefined : { text, name: 'cmd. line' }
}

const assignOption = (machine: AwkMachine, text: string): void => {
  const [, name, value] = /^([^=]*)=(.*)$/s.exec(text) ?? []
  if (name === undefined) throw new Failure(`\`${text}' argument to \`-v' not in \`var=value' form`, 1)
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new Failure(`fatal: \`${name}' is not a legal variable name`, 2)
  machine.set(name, new InputText(unescape(value!)))
}

/** Where the program and its input are when something goes wrong. */
const placeOf = (machine: AwkMachine, { name }: Source): string => {
  const line = machine.line > 0 ? `${name}:${machine.line}: ` : ''
  const record = toNumber(machine.get('FNR'))
  return record > 0 ? `${line}(FILENAME=${machine.textOf('FILENAME') || '-'} FNR=${record}) ` : line
}

/** The line with the mistake, and below it a caret. */
const syntaxFailure = (
  invocation: Invocation,
  { text, name }: Source,
  { message, line, at, status }: AwkSyntaxError,
): Failure => {
  const place = `${name}:${line}: `
  if (at === undefined) return new Failure(place + message, status)
  const start = text.lastIndexOf('\n', at - 1) + 1
  const end = text.indexOf('\n', at)
  const shown = text.slice(start, end < 0 ? undefined : end)
  const caret = ' '.repeat(Array.from(text.slice(start, at)).length)
  return new Failure(`${place}${shown}\n${invocation.name}: ${place}${caret}^ ${message}`, status)
}
