import type { ParameterExpansionPart, ParameterOperation, Word } from 'unbash'
import { ExpansionFailed } from '../control-flow.ts'
import type { Shell } from '../shell.ts'
import { keysOf } from '../variables.ts'
import { characterCount, sliceCharacters } from './characters.ts'
import type { FieldBuilder } from './fields.ts'
import { assign, keysValue, parameterValue, requireSet, type Value } from './parameters.ts'
import { removePattern } from './pattern-removal.ts'
import { changeLetters, replacePattern } from './pattern-replacement.ts'
import { expandPromptEscapes } from '../prompt-escapes.ts'
import { doubleQuoted, singleQuoted } from '../quoting.ts'
import { declaration, transform } from './transform.ts'

/** Where the parts of a word go, and how. */
export interface PartContext {
  builder: FieldBuilder
  /** Between double quotes, or where they are implied. */
  quoted: boolean
  split: boolean
  /** Unquoted literal text is split too: in the operand of an unquoted ${x:-…}. */
  splitsLiterals?: boolean
  /** Set when a "$@" without elements was met. */
  vanished?: boolean
  expandOperand(shell: Shell, word: Word, context: PartContext): Promise<void>
}

interface Expanders {
  text(shell: Shell, word: Word): Promise<string>
  pattern(shell: Shell, word: Word): Promise<string>
  replacement(shell: Shell, word: Word): Promise<string[]>
  arithmetic(shell: Shell, text: string): Promise<bigint>
  /** As between double quotes. */
  template(shell: Shell, text: string): Promise<string>
}

/** `$x` */
export const simpleParameter = (shell: Shell, name: string, context: PartContext): void => {
  const value = parameterValue(shell, name)
  if (value.kind === 'one') requireSet(shell, name, value.text)
  addValue(shell, value, context)
}

/** `${x…}` */
export const expandParameter = async (
  shell: Shell,
  part: ParameterExpansionPart,
  context: PartContext,
  expanders: Expanders,
): Promise<void> => {
  const { operation, prefix } = part
  const turned = operation?.type === 'Unknown' && (operation.operator === '~' || operation.operator === '~~')
  if (part.parameter === '' || (operation?.type === 'Unknown' && !turned))
    throw new ExpansionFailed(`${part.text}: bad substitution`)
  if (operation?.type === 'Names') {
    const names = shell.variables.names().filter((name) => name.startsWith(part.parameter))
    return addValue(shell, { kind: 'list', items: names, star: operation.operator === '*' }, context)
  }
  let index = part.index && (await expanders.text(shell, part.index))
  let name = part.parameter
  if (prefix === '!') {
    if (index === '@' || index === '*')
      return addValue(shell, { kind: 'list', items: keysValue(shell, name), star: index === '*' }, context)
    ;[name, index] = indirect(shell, name, index)
    if (index === '!')
      return addValue(shell, { kind: 'one', text: shell.variables.own(name)?.value }, context)
  }
  const value = parameterValue(shell, name, index)
  if (prefix === '#') return addValue(shell, lengthOf(shell, part.parameter, value), context)
  const label = index === undefined || index === '@' ? name : `${name}[${index}]`
  if (operation?.type === 'Default')
    return applyDefault(shell, { name, index, label }, value, operation, context, expanders)
  if (value.kind === 'one') requireSet(shell, label, value.text)
  addValue(
    shell,
    operation ? await applied(shell, part.text, name, value, operation, expanders) : value,
    context,
  )
}

const indirect = (shell: Shell, name: string, index: string | undefined): [string, string | undefined] => {
  const reference = shell.variables.own(name)
  // ${!ref} is the name that a nameref stands for.
  if (reference?.reference) return [name, '!']
  const target = parameterValue(shell, name, index)
  const text = target.kind === 'one' ? target.text : target.items.join(' ')
  if (!text) throw new ExpansionFailed(`${name}: invalid indirect expansion`)
  const element = /^(\w+)\[(.+)\]$/.exec(text)
  if (element) return [element[1]!, element[2]]
  if (!/^(\w+|[@*#?$!-])$/.test(text)) throw new ExpansionFailed(`${text}: invalid variable name`)
  return [text, undefined]
}

const lengthOf = (shell: Shell, name: string, value: Value): Value => {
  if (value.kind === 'list') return { kind: 'one', text: String(value.items.length) }
  if (value.text === undefined && shell.has('nounset')) requireSet(shell, name, value.text)
  return { kind: 'one', text: String(characterCount(value.text ?? '')) }
}

const applyDefault = async (
  shell: Shell,
  target: { name: string; index: string | undefined; label: string },
  value: Value,
  operation: Extract<ParameterOperation, { type: 'Default' }>,
  context: PartContext,
  expanders: Expanders,
): Promise<void> => {
  const colon = operation.operator.startsWith(':')
  const isSet = value.kind === 'one' ? value.text !== undefined : value.items.length > 0
  const isEmpty = value.kind === 'one' ? value.text === '' : value.items.join('') === ''
  const usable = isSet && !(colon && isEmpty)
  switch (operation.operator.at(-1)) {
    case '-':
      return usable
        ? addValue(shell, value, context)
        : context.expandOperand(shell, operation.operand, context)
    case '+':
      if (usable) return context.expandOperand(shell, operation.operand, context)
      if (value.kind === 'list' && context.quoted) {
        context.vanished = true
        return undefined
      }
      return addValue(shell, { kind: 'one', text: '' }, context)
    case '=': {
      if (usable) return addValue(shell, value, context)
      if (!/^[A-Za-z_]/.test(target.name))
        throw new ExpansionFailed(`$${target.name}: cannot assign in this way`)
      const text = await expanders.text(shell, operation.operand)
      assign(shell, target.name, target.index, text)
      return addValue(shell, { kind: 'one', text }, context)
    }
    default: {
      if (usable) return addValue(shell, value, context)
      const message = await expanders.text(shell, operation.operand)
      const usual = colon ? 'parameter null or not set' : 'parameter not set'
      throw new ExpansionFailed(`${target.label}: ${message || usual}`, true)
    }
  }
}

const applied = async (
  shell: Shell,
  /** The whole expansion, for messages. */
  text: string,
  name: string,
  value: Value,
  operation: ParameterOperation,
  expanders: Expanders,
): Promise<Value> => {
  switch (operation.type) {
    case 'Remove': {
      const pattern = await expanders.pattern(shell, operation.operand)
      return mapped(shell, value, (text) => removePattern(text, pattern, operation.operator))
    }
    case 'Replace': {
      const pattern = await expanders.pattern(shell, operation.pattern)
      const replacement = shell.shopt.get('patsub_replacement')
        ? await expanders.replacement(shell, operation.replacement)
        : [await expanders.text(shell, operation.replacement)]
      return mapped(shell, value, (text) =>
        replacePattern(shell, text, pattern, replacement, operation.operator),
      )
    }
    case 'CaseModification': {
      const pattern = operation.operand && (await expanders.pattern(shell, operation.operand))
      return mapped(shell, value, (text) => changeLetters(shell, text, pattern, operation.operator))
    }
    case 'Transform': {
      const operator = operation.operand.value
      if (!/^[UuLQEPAKak]$/.test(operator)) {
        if (value.kind === 'one' && value.text === undefined) return value
        throw new ExpansionFailed(`${text}: bad substitution`)
      }
      if (operator === 'P') return prompted(shell, value, expanders)
      if (operator === 'A' && value.kind === 'list') return declarations(shell, name, value)
      if (operator === 'a' && value.kind === 'one')
        return { kind: 'one', text: transform(shell, name, '', 'a') }
      if (operator.toLowerCase() === 'k') return pairs(shell, name, value, operator)
      if (value.kind === 'one' && value.text === undefined) return value
      return mapped(shell, value, (each) => transform(shell, name, each, operator))
    }
    case 'Slice': {
      if (operation.offset.text === '' && !operation.length)
        throw new ExpansionFailed(`${text}: bad substitution`)
      const offset = Number(await expanders.arithmetic(shell, operation.offset.text))
      const length = operation.length && Number(await expanders.arithmetic(shell, operation.length.text))
      return sliced(shell, name, value, offset, length)
    }
    case 'Unknown': {
      // ${x~} and ${x~~}: bash has them, but its manual does not.
      const operator = operation.operator === '~' ? '~' : '~~'
      return mapped(shell, value, (each) => changeLetters(shell, each, undefined, operator))
    }
    default:
      return value
  }
}

/** `${x@P}` */
const prompted = async (shell: Shell, value: Value, expanders: Expanders): Promise<Value> => {
  const one = async (text: string): Promise<string> => {
    const escaped = expandPromptEscapes(shell, text)
    return /[$`\\]/.test(escaped) ? expanders.template(shell, escaped) : escaped
  }
  if (value.kind === 'one') return { kind: 'one', text: value.text && (await one(value.text)) }
  const items: string[] = []
  for (const item of value.items) items.push(await one(item))
  return { ...value, items }
}

/** `${a[@]@A}` and `${@@A}`: the command that makes them again. */
const declarations = (shell: Shell, name: string, value: Value & { kind: 'list' }): Value => {
  if (name === '@' || name === '*')
    return { kind: 'one', text: `set -- ${value.items.map(singleQuoted).join(' ')}` }
  const variable = shell.variables.find(name)
  return { kind: 'one', text: variable ? declaration(name, variable) : '' }
}

/** `${a[@]@K}` in one word, `${a[@]@k}` as words. */
const pairs = async (shell: Shell, name: string, value: Value, operator: string): Promise<Value> => {
  const variable = shell.variables.find(name)
  if (value.kind === 'one' || !variable) return mapped(shell, value, singleQuoted)
  const keys = keysOf(variable)
  if (operator === 'k') return { ...value, items: value.items.flatMap((item, i) => [String(keys[i]), item]) }
  const text = value.items.map((item, i) => `${keys[i]} ${doubleQuoted(item)}`).join(' ')
  return { kind: 'one', text: variable.associative && text ? `${text} ` : text }
}

const itemsPerStep = 500

const mapped = async (
  shell: Shell,
  value: Value,
  change: (text: string) => string | Promise<string>,
): Promise<Value> => {
  if (value.kind === 'one')
    return { kind: 'one', text: value.text === undefined ? undefined : await change(value.text) }
  const items: string[] = []
  for (const item of value.items) {
    items.push(await change(item))
    if (items.length % itemsPerStep === 0) await shell.step()
  }
  return { ...value, items }
}

const sliced = (
  shell: Shell,
  name: string,
  value: Value,
  offset: number,
  length: number | undefined,
): Value => {
  if (value.kind === 'list') {
    // ${@:0} begins with $0.
    const items = name === '@' || name === '*' ? [shell.name, ...value.items] : value.items
    const keys = arrayKeys(shell, name)
    if (length !== undefined && length < 0) throw new ExpansionFailed(`${length}: substring expression < 0`)
    if (keys) return slicedArray(value, keys, offset, length)
    const start = offset < 0 ? items.length + offset : offset
    const taken = start < 0 ? [] : items.slice(start, length === undefined ? undefined : start + length)
    return { ...value, items: taken }
  }
  const { text = '' } = value
  const count = characterCount(text)
  const start = offset < 0 ? count + offset : offset
  if (start < 0 || start > count) return { kind: 'one', text: '' }
  const end = length === undefined ? count : length < 0 ? count + length : start + length
  if (end < start) throw new ExpansionFailed(`${length}: substring expression < 0`)
  return { kind: 'one', text: sliceCharacters(text, start, end) }
}

/** An array's own subscripts count, not the positions of its elements. */
const slicedArray = (
  value: Value & { kind: 'list' },
  keys: number[],
  offset: number,
  length: number | undefined,
): Value => {
  const from = offset < 0 ? (keys.at(-1) ?? -1) + 1 + offset : offset
  const first = from < 0 ? keys.length : keys.findIndex((key) => key >= from)
  if (first < 0) return { ...value, items: [] }
  return { ...value, items: value.items.slice(first, length === undefined ? undefined : first + length) }
}

const arrayKeys = (shell: Shell, name: string): number[] | undefined => {
  const variable = shell.variables.find(name)
  return variable?.indexed && (keysOf(variable) as number[])
}

const addValue = (shell: Shell, value: Value, context: PartContext): void => {
  const { builder, quoted, split } = context
  if (value.kind === 'one') {
    const text = value.text ?? ''
    if (quoted || !split) builder.add(text, quoted)
    else builder.addSplit(text)
    return
  }
  if ((quoted && value.star) || !split) {
    const ifs = shell.variables.get('IFS')
    const glue = value.star && ifs !== undefined ? ifs.charAt(0) : ' '
    builder.add(value.items.join(glue), quoted)
    return
  }
  if (value.items.length === 0 && quoted) context.vanished = true
  for (const [i, item] of value.items.entries()) {
    if (i > 0) builder.break()
    if (quoted) builder.add(item, true)
    else builder.addSplit(item)
  }
}
