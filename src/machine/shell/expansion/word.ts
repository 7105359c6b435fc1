import type { ArrayValue, ArithmeticExpression, Word, WordPart } from 'unbash'
import { RE2JS } from 're2js'
import { ExpansionFailed } from '../control-flow.ts'
import type { Shell } from '../shell.ts'
import { arithmetic } from './arithmetic-scope.ts'
import { expandBraces } from './brace.ts'
import { commandOutput, processSubstitution } from './command-substitution.ts'
import { FieldBuilder, isPattern, patternOf, valueOf, type Field } from './fields.ts'
import { expandPath } from './glob.ts'
import { expandParameter, simpleParameter, type PartContext } from './parameter-expansion.ts'
import { parseTemplate, parseWord } from './parsed-text.ts'
import { tildeValue } from './tilde.ts'

/** Words as typed → arguments: braces, tildes, parameters, commands, splitting, paths, quotes. */
export const expandWords = async (shell: Shell, words: readonly Word[]): Promise<string[]> => {
  const result: string[] = []
  for (const word of words) await expandInto(shell, word, result)
  return result
}

const plain = /^[^\\~{}]*$/

const expandInto = async (shell: Shell, word: Word, result: string[]): Promise<void> => {
  if (word.parts === undefined && plain.test(word.text)) {
    result.push(word.text)
    return
  }
  if (!shell.has('braceexpand') || !word.text.includes('{')) return expandOne(shell, word, result)
  const texts = expandBraces(word.text)
  if (texts.length === 1 && texts[0] === word.text) return expandOne(shell, word, result)
  for (const text of texts) if (text !== '') await expandOne(shell, parseWord(text), result)
}

const expandOne = async (shell: Shell, word: Word, result: string[]): Promise<void> => {
  const fields = await fieldsOf(shell, word, { split: true })
  for (const field of fields) {
    if (shell.has('noglob') || !isPattern(field)) {
      result.push(valueOf(field))
      continue
    }
    const paths = await expandPath(shell, patternOf(field))
    if (paths.length > 0) for (const path of paths) result.push(path)
    else if (shell.shopt.get('failglob')) throw new ExpansionFailed(`no match: ${valueOf(field)}`)
    else if (!shell.shopt.get('nullglob')) result.push(valueOf(field))
  }
}

interface Options {
  split: boolean
  /** The right side of an assignment: tildes are expanded after colons too. */
  assignment?: boolean
  quoted?: boolean
}

const fieldsOf = async (shell: Shell, word: Word, options: Options): Promise<Field[]> => {
  const builder = new FieldBuilder(shell.variables.get('IFS'))
  const context: PartContext = {
    builder,
    quoted: options.quoted ?? false,
    split: options.split,
    expandOperand,
  }
  const parts = word.parts ?? [literal(word)]
  await expandParts(shell, parts, context, options.assignment)
  return builder.finish()
}

const literal = (word: Word): WordPart => ({
  type: 'Literal',
  pos: word.pos,
  end: word.end,
  text: word.text,
  value: word.value,
})

/** One text, not split: assignments, redirections, case subjects, here-strings. */
export const expandText = async (shell: Shell, word: Word, assignment = false): Promise<string> => {
  if (word.parts === undefined && plain.test(word.text)) return word.text
  const fields = await fieldsOf(shell, word, { split: false, assignment })
  return fields.map(valueOf).join(' ')
}

/** A word that is a pattern: case items, the right side of == in [[ ]], operands of ${x#…}. */
export const expandPattern = async (shell: Shell, word: Word): Promise<string> =>
  (await fieldsOf(shell, word, { split: false })).map(patternOf).join(' ')

/** What ${x/…/word} puts in, cut where an unquoted & stands for what was matched. */
const expandReplacement = async (shell: Shell, word: Word): Promise<string[]> => {
  const texts = ['']
  const add = (text: string): void => void (texts[texts.length - 1] += text)
  for (const { text, quoted } of (await fieldsOf(shell, word, { split: false })).flat()) {
    if (quoted) add(text)
    else
      for (const part of text.split(/(\\[\s\S]|&)/)) {
        if (part === '&') texts.push('')
        else add(/^\\[&\\]$/.test(part) ? part[1]! : part)
      }
  }
  return texts
}

/** The right side of =~: what is quoted matches itself. */
export const expandRegularExpression = async (shell: Shell, word: Word): Promise<string> => {
  const fields = await fieldsOf(shell, word, { split: false })
  const source = (field: Field): string =>
    field.map(({ text, quoted }) => (quoted ? RE2JS.quote(text) : text)).join('')
  return fields.map(source).join(' ')
}

/** Text in which only $, ` and \ mean something: here-documents, arithmetic, prompts. */
export const expandTemplate = async (shell: Shell, parts: readonly WordPart[]): Promise<string> => {
  const builder = new FieldBuilder('')
  await expandParts(shell, parts, { builder, quoted: true, split: false, expandOperand })
  return builder.finish().map(valueOf).join(' ')
}

/** `$((…))`, `((…))`, subscripts: expansion as between double quotes, then evaluation. */
export const expandArithmetic = async (shell: Shell, text: string): Promise<bigint> => {
  const expression = /[$`\\]/.test(text) ? await expandTemplate(shell, parseTemplate(text)) : text
  return arithmetic(shell, expression)
}

/** The values of `(a b [3]=c)` as keys (undefined: the next free one) and texts. */
export const expandArray = async (
  shell: Shell,
  array: ArrayValue,
): Promise<{ key: string | undefined; text: string; append?: boolean }[]> => {
  const result: { key: string | undefined; text: string; append?: boolean }[] = []
  for (const element of array.elements) {
    const keyed = /^\[((?:[^\]\\'"]|\\.|'[^']*'|"[^"]*")*)\](\+?)=/.exec(element.text)
    if (keyed) {
      const typed = keyed[1]!
      const quotes = typed === '' || (/\s/.test(typed) && !/["'\\]/.test(typed))
      const key = await expandText(shell, parseWord(quotes ? `"${typed}"` : typed))
      const rest = element.text.slice(keyed[0].length)
      const text = rest === '' ? '' : await expandText(shell, parseWord(rest), true)
      result.push({ key, text, append: keyed[2] === '+' })
    } else for (const text of await expandWords(shell, [element])) result.push({ key: undefined, text })
  }
  return result
}

/** An operand such as `word` in ${x:-word}: it takes over the quoting around it. */
const expandOperand = async (shell: Shell, word: Word, context: PartContext): Promise<void> =>
  shell.nested('expansion', () =>
    expandParts(shell, word.parts ?? [literal(word)], {
      ...context,
      splitsLiterals: context.split && !context.quoted,
    }),
  )

const expandParts = async (
  shell: Shell,
  parts: readonly WordPart[],
  context: PartContext,
  assignment = false,
): Promise<void> => {
  for (const [i, part] of parts.entries()) {
    if (part.type === 'Literal' && !context.quoted)
      await addLiteral(shell, part.text, i === 0, i === parts.length - 1, context, assignment)
    else await expandPart(shell, part, context)
  }
}

const expandPart = async (shell: Shell, part: WordPart, context: PartContext): Promise<void> => {
  const { builder, quoted } = context
  switch (part.type) {
    case 'Literal':
      return builder.add(part.value, true)
    case 'SingleQuoted':
      return quoted ? builder.add(part.text, true) : builder.add(part.value, true)
    case 'AnsiCQuoted':
      return builder.add(part.value, true)
    case 'DoubleQuoted':
    case 'LocaleString':
      return expandQuoted(shell, part.parts, context)
    case 'SimpleExpansion':
      return simpleParameter(shell, part.text.slice(1), context)
    case 'ParameterExpansion':
      return expandParameter(shell, part, context, {
        text: expandText,
        pattern: expandPattern,
        replacement: expandReplacement,
        arithmetic: expandArithmetic,
        template: (inner, text) => expandTemplate(inner, parseTemplate(text)),
      })
    case 'CommandExpansion':
      return addResult(await commandOutput(shell, part.script), context)
    case 'ArithmeticExpansion': {
      const inner = part.text.startsWith('$((') ? part.text.slice(3, -2) : part.text.slice(2, -1)
      return addResult(String(await expandArithmetic(shell, inner)), context)
    }
    case 'ProcessSubstitution':
      return builder.add(
        quoted ? part.text : await processSubstitution(shell, part.operator, part.script),
        true,
      )
    case 'Glob':
      if (part.kind !== 'bracket') return builder.add(part.text, quoted)
      builder.add('[', quoted)
      await expandParts(shell, part.parts, { ...context, split: false })
      return builder.add(']', quoted)
    case 'ExtendedGlob':
      builder.add(`${part.operator}(`, quoted)
      if (part.parts) await expandParts(shell, part.parts, { ...context, split: false })
      else builder.add(part.pattern, quoted)
      return builder.add(')', quoted)
    case 'BraceExpansion':
      if (!part.parts) return builder.add(part.text, quoted)
      builder.add('{', quoted)
      await expandParts(shell, part.parts, context)
      return builder.add('}', quoted)
  }
}

const expandQuoted = async (
  shell: Shell,
  parts: readonly WordPart[],
  context: PartContext,
): Promise<void> => {
  const inner: PartContext = { ...context, quoted: true, vanished: false }
  const before = context.builder.mark
  await expandParts(shell, parts, inner)
  // "$@" without parameters makes no argument at all, but "" does.
  if (context.builder.mark === before && !inner.vanished) context.builder.add('', true)
}

const addResult = (text: string, { builder, quoted, split }: PartContext): void => {
  if (quoted || !split) builder.add(text, quoted)
  else builder.addSplit(text)
}

const addLiteral = async (
  shell: Shell,
  text: string,
  first: boolean,
  last: boolean,
  { builder, splitsLiterals }: PartContext,
  assignment: boolean,
): Promise<void> => {
  let start = 0
  // x=~ is expanded in any word that looks like an assignment.
  const equals = first ? /^[A-Za-z_]\w*=/.exec(text)?.[0].length : undefined
  const assigns = assignment || equals !== undefined
  const atTilde = (i: number): boolean =>
    text[i] === '~' && ((i === 0 && first) || i === equals || (assigns && text[i - 1] === ':'))
  const add = (part: string): void => (splitsLiterals ? builder.addSplit(part) : builder.add(part, false))
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') {
      if (i > start) add(text.slice(start, i))
      i++
      if (i < text.length && text[i] !== '\n') builder.add(text[i]!, true)
      start = i + 1
    } else if (atTilde(i)) {
      const name = /^~([A-Za-z0-9_.+-]*)/.exec(text.slice(i))![1]!
      const end = i + 1 + name.length
      const ends = end === text.length ? last : text[end] === '/' || (assigns && text[end] === ':')
      const value = ends ? await tildeValue(shell, name) : undefined
      if (value === undefined) continue
      if (i > start) add(text.slice(start, i))
      builder.add(value, true)
      start = end
      i = end - 1
    }
  }
  if (start < text.length) add(text.slice(start))
}

/** An arithmetic expression of the syntax tree as text again, for `for ((…))`. */
export const arithmeticText = (expression: ArithmeticExpression | undefined): string => {
  if (!expression) return ''
  switch (expression.type) {
    case 'ArithmeticBinary':
      return `${arithmeticText(expression.left)} ${expression.operator} ${arithmeticText(expression.right)}`
    case 'ArithmeticUnary':
      return expression.prefix
        ? `${expression.operator} ${arithmeticText(expression.operand)}`
        : `${arithmeticText(expression.operand)}${expression.operator}`
    case 'ArithmeticTernary':
      return `${arithmeticText(expression.test)} ? ${arithmeticText(expression.consequent)} : ${arithmeticText(expression.alternate)}`
    case 'ArithmeticGroup':
      return `(${arithmeticText(expression.expression)})`
    case 'ArithmeticWord':
      return expression.value
    case 'ArithmeticCommandExpansion':
      return expression.text
  }
}
