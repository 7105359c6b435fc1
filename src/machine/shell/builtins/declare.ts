import { assign } from '../expansion/parameters.ts'
import { attributeLetters, declaration, valueText } from '../expansion/transform.ts'
import { ExpansionFailed } from '../control-flow.ts'
import { functionText } from '../interpreter/source-text.ts'
import { assignElements } from '../interpreter/assignments.ts'
import type { Shell, ShellFunction } from '../shell.ts'
import { asIndexed, isName, type Variable } from '../variables.ts'
import { complainOf, invalidOption, type ArrayArguments, type Builtin } from './builtin.ts'

interface Attributes {
  on: Set<string>
  off: Set<string>
}

/** Splits `-x +i name…` into attributes and the rest; the position of the first name is kept for arrays. */
const readOptions = (
  args: readonly string[],
  letters: string,
): { attributes: Attributes; from: number; wrong?: string } => {
  const attributes: Attributes = { on: new Set(), off: new Set() }
  let from = 0
  for (; from < args.length; from++) {
    const arg = args[from]!
    if (arg === '--') {
      from++
      break
    }
    if (!/^[-+]./.test(arg)) break
    for (const letter of arg.slice(1)) {
      if (!letters.includes(letter)) return { attributes, from, wrong: `${arg[0]}${letter}` }
      ;(arg[0] === '-' ? attributes.on : attributes.off).add(letter)
    }
  }
  return { attributes, from }
}

export const declare: Builtin = async (shell, args, arrays) => {
  const { attributes, from, wrong } = readOptions(args, 'aAcfFgiIlnrtuxp')
  if (wrong)
    return invalidOption(
      shell,
      'declare',
      wrong,
      'declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]',
    )
  const { on } = attributes
  if (on.has('f') || on.has('F')) return showFunctions(shell, args.slice(from), on.has('F'))
  if (from >= args.length) return showAll(shell, on)
  if (on.has('p')) return showSome(shell, args.slice(from))
  return applyAll(shell, 'declare', args, from, arrays, (name) => {
    const variable =
      shell.calls.inFunction && !on.has('g') ? shell.variables.local(name) : shell.variables.declare(name)
    return [variable, attributes]
  })
}

export const local: Builtin = async (shell, args, arrays) => {
  if (!shell.calls.inFunction) return complainOf(shell, 'local', 'can only be used in a function')
  if (args.includes('-')) {
    // The options are as before when the function returns.
    shell.variables.local('-')
    if (args.length === 1) return 0
  }
  const { attributes, from, wrong } = readOptions(args, 'aAcilnrtuxp')
  if (wrong) return invalidOption(shell, 'local', wrong, 'local [option] name[=value] ...')
  if (from >= args.length) return showLocals(shell)
  return applyAll(shell, 'local', args, from, arrays, (name) => [shell.variables.local(name), attributes])
}

export const exportVariables: Builtin = async (shell, args, arrays) => {
  const { attributes, from, wrong } = readOptions(args, 'fnp')
  if (wrong) return invalidOption(shell, 'export', wrong, 'export [-fn] [name[=value] ...] or export -p')
  if (attributes.on.has('f'))
    return markFunctions(
      shell,
      'export',
      args.slice(from),
      (found) => void (found.exported = !attributes.on.has('n')),
    )
  if (from >= args.length) return showAll(shell, new Set('x'))
  const change: Attributes = attributes.on.has('n')
    ? { on: new Set(), off: new Set('x') }
    : { on: new Set('x'), off: new Set() }
  return applyAll(shell, 'export', args, from, arrays, (name) => [
    shell.variables.find(name) ?? shell.variables.declare(name),
    change,
  ])
}

export const readonlyVariables: Builtin = async (shell, args, arrays) => {
  const { attributes, from, wrong } = readOptions(args, 'aAfp')
  if (wrong)
    return invalidOption(shell, 'readonly', wrong, 'readonly [-aAf] [name[=value] ...] or readonly -p')
  if (attributes.on.has('f'))
    return markFunctions(shell, 'readonly', args.slice(from), (found) => void (found.readonly = true))
  if (from >= args.length) return showAll(shell, new Set('r'))
  attributes.on.add('r')
  return applyAll(shell, 'readonly', args, from, arrays, (name) => [
    shell.variables.declare(name),
    attributes,
  ])
}

const markFunctions = async (
  shell: Shell,
  command: string,
  names: readonly string[],
  mark: (found: ShellFunction) => void,
): Promise<number> => {
  let status = 0
  for (const name of names) {
    const found = shell.functions.get(name)
    if (found) mark(found)
    else status = await complainOf(shell, command, `${name}: not a function`)
  }
  return status
}

type Target = (name: string) => [Variable, Attributes]

const applyAll = async (
  shell: Shell,
  command: string,
  args: readonly string[],
  from: number,
  arrays: ArrayArguments,
  target: Target,
): Promise<number> => {
  let status = 0
  for (let i = from; i < args.length; i++) {
    try {
      await apply(shell, command, args[i]!, arrays.get(i), target)
    } catch (error) {
      if (!(error instanceof ExpansionFailed)) throw error
      // A mistake in arithmetic ends the whole line.
      if (error.message.includes('(error token is'))
        throw new ExpansionFailed(`${command}: ${error.message}`, error.fatal)
      await shell.complain(
        `${command === 'declare' || command === 'local' ? `${command}: ` : ''}${error.message}`,
      )
      status = 1
    }
  }
  return status
}

const apply = async (
  shell: Shell,
  command: string,
  arg: string,
  elements: Parameters<typeof assignElements>[2] | undefined,
  target: Target,
): Promise<void> => {
  const match = /^([^=[+]+)(?:\[([^\]]*)\])?(\+?)(=?)([\s\S]*)$/.exec(arg)
  const name = match?.[1] ?? arg
  if (!isName(name))
    throw new ExpansionFailed(
      `${command === 'declare' || command === 'local' ? '' : `${command}: `}\`${arg}': not a valid identifier`,
    )
  const [, , index, plus, equals, text] = match as unknown as [
    string,
    string,
    string | undefined,
    string,
    string,
    string,
  ]
  const [variable, { on, off }] = target(name)
  if (variable.readonly && (equals || off.has('r'))) throw new ExpansionFailed(`${name}: readonly variable`)
  if (on.has('A') && variable.indexed)
    throw new ExpansionFailed(`${name}: cannot convert indexed to associative array`)
  if (on.has('a') && variable.associative)
    throw new ExpansionFailed(`${name}: cannot convert associative to indexed array`)
  const wasArray = variable.indexed ?? variable.associative
  if (on.has('A') && !variable.associative) {
    variable.associative = new Map()
    variable.value = undefined
  }
  if ((on.has('a') || (elements && !variable.associative)) && !variable.indexed) asIndexed(variable)
  if (on.has('i')) variable.integer = true
  if (off.has('i')) variable.integer = false
  if (!wasArray && (variable.indexed?.size === 0 || variable.associative?.size === 0))
    variable.unassigned = true
  if (elements) variable.unassigned = false
  if (on.has('c')) variable.letters = 'capital'
  if (on.has('l')) variable.letters = 'lower'
  if (on.has('u')) variable.letters = 'upper'
  if (elements) assignElements(shell, name, elements, plus === '+')
  else if (equals && on.has('n') && text === name)
    throw new ExpansionFailed(`${name}: nameref variable self references not allowed`)
  else if (equals && on.has('n')) {
    if (!/^[A-Za-z_]\w*(\[.+\])?$/.test(text))
      throw new ExpansionFailed(`\`${text}': invalid variable name for name reference`)
    variable.value = text
  } else if (equals) assign(shell, name, index, text, plus === '+')
  if (on.has('n')) variable.reference = true
  if (off.has('n')) variable.reference = false
  if (on.has('x')) variable.exported = true
  if (off.has('x')) variable.exported = false
  if (on.has('r')) variable.readonly = true
}

const showAll = async (shell: Shell, on: ReadonlySet<string>): Promise<number> => {
  const wanted = [...on].filter((letter) => letter !== 'p' && letter !== 'g')
  const lines: string[] = []
  for (const name of shell.variables.names()) {
    const variable = shell.variables.find(name)!
    const letters = attributeLetters(variable)
    if (!wanted.every((letter) => letters.includes(letter))) continue
    if (on.size === 0) {
      const value = valueText(variable)
      if (value !== undefined) lines.push(`${name}=${value}`)
    } else lines.push(declaration(name, variable))
  }
  await shell.proc.stdout.write(lines.map((line) => `${line}\n`).join(''))
  return 0
}

/** `local` alone. */
const showLocals = async (shell: Shell): Promise<number> => {
  const names = shell.variables.localNames().filter((name) => name !== '-')
  const lines = names.map((name) => `${declaration(name, shell.variables.own(name)!)}\n`)
  await shell.proc.stdout.write(lines.join(''))
  return 0
}

const showSome = async (shell: Shell, names: readonly string[]): Promise<number> => {
  let status = 0
  for (const name of names) {
    const variable = shell.variables.own(name)
    if (variable && !variable.ghost) await shell.proc.stdout.write(`${declaration(name, variable)}\n`)
    else status = await complainOf(shell, 'declare', `${name}: not found`)
  }
  return status
}

const showFunctions = async (shell: Shell, names: readonly string[], namesOnly: boolean): Promise<number> => {
  const wanted = names.length > 0 ? names : [...shell.functions.keys()].sort()
  let status = 0
  for (const name of wanted) {
    const found = shell.functions.get(name)
    if (!found) status = 1
    else if (namesOnly) await shell.proc.stdout.write(names.length > 0 ? `${name}\n` : `declare -f ${name}\n`)
    else await shell.proc.stdout.write(`${functionText(found)}\n`)
  }
  return status
}
