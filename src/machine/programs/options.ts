/** What a program's options are: getopt_long's own notation. */
export interface OptionSpec {
  /** `ab:c::`: a colon for options with an argument, two where it is optional. */
  short: string
  /** Long names → the letter they stand for, or a name of their own; a trailing `:` takes an argument, `::` may. */
  long?: Readonly<Record<string, string>>
}

/** A mistake in the use of a program: its message, behind which stands where to find help. */
export class UsageError extends Error {}

export interface Given {
  /** Options in the order in which they were given. */
  options: { name: string; value: string | undefined }[]
  operands: string[]
}

/** The name under which an operand stands among the options when `-` leads `short`. */
export const operandName = 'operand'

/**
 * getopt_long(3), with GNU's messages; operands and options may be mixed unless `+` leads `short`. With a
 * leading `-`, operands stand among the options too, for programs to which their order matters (tar's -C).
 */
export const parseOptions = (args: readonly string[], spec: OptionSpec): Given => {
  const given: Given = { options: [], operands: [] }
  const stopsAtOperand = spec.short.startsWith('+')
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    if (arg === '--') {
      const rest = args.slice(i + 1)
      given.operands.push(...rest)
      if (spec.short.startsWith('-'))
        given.options.push(...rest.map((value) => ({ name: operandName, value })))
      break
    }
    if (arg.startsWith('--')) i += longOption(args, i, spec, given)
    else if (arg.length > 1 && arg.startsWith('-')) i += shortOptions(args, i, spec, given)
    else if (stopsAtOperand) {
      given.operands.push(...args.slice(i))
      break
    } else {
      given.operands.push(arg)
      if (spec.short.startsWith('-')) given.options.push({ name: operandName, value: arg })
    }
  }
  return given
}

/** Gives how many more arguments were taken. */
const longOption = (args: readonly string[], at: number, spec: OptionSpec, given: Given): number => {
  const arg = args[at]!
  const equals = arg.indexOf('=')
  const typed = equals < 0 ? arg.slice(2) : arg.slice(2, equals)
  const names = Object.keys(spec.long ?? {})
  const exact = names.find((name) => name === typed)
  const candidates = exact === undefined ? names.filter((name) => name.startsWith(typed)) : [exact]
  if (candidates.length === 0) throw new UsageError(`unrecognized option '--${typed}'`)
  if (candidates.length > 1) {
    const list = candidates.map((name) => `'--${name}'`).join(' ')
    throw new UsageError(`option '--${typed}' is ambiguous; possibilities: ${list}`)
  }
  const meaning = spec.long![candidates[0]!]!
  const name = meaning.replace(/:+$/, '')
  let value = equals < 0 ? undefined : arg.slice(equals + 1)
  if (!meaning.endsWith(':') && value !== undefined)
    throw new UsageError(`option '--${candidates[0]}' doesn't allow an argument`)
  const needs = meaning.endsWith(':') && !meaning.endsWith('::')
  let taken = 0
  if (needs && value === undefined) {
    value = args[at + 1]
    taken = 1
    if (value === undefined) throw new UsageError(`option '--${candidates[0]}' requires an argument`)
  }
  given.options.push({ name, value })
  return taken
}

const shortOptions = (args: readonly string[], at: number, spec: OptionSpec, given: Given): number => {
  const letters = args[at]!.slice(1)
  for (let i = 0; i < letters.length; i++) {
    const letter = letters[i]!
    const where = ':+-'.includes(letter) ? -1 : spec.short.indexOf(letter)
    if (where < 0) throw new UsageError(`invalid option -- '${letter}'`)
    if (spec.short[where + 1] !== ':') {
      given.options.push({ name: letter, value: undefined })
      continue
    }
    const rest = letters.slice(i + 1)
    if (rest !== '' || spec.short[where + 2] === ':') {
      given.options.push({ name: letter, value: rest === '' ? undefined : rest })
      return 0
    }
    if (args[at + 1] === undefined) throw new UsageError(`option requires an argument -- '${letter}'`)
    given.options.push({ name: letter, value: args[at + 1]! })
    return 1
  }
  return 0
}
