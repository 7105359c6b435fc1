import { forEachChild, parse, type ParseError, type ParsedScript, type SyntaxNode } from 'unbash'
import type { LineMap } from './shell.ts'

/** Whether more lines are needed before this is a whole command (PS2). */
export const isIncomplete = (source: string): boolean => {
  if (/(^|[^\\])(\\\\)*\\\n?$/.test(source)) return !/#[^\n'"]*$/.test(source)
  const script = parse(source)
  if (firstMistake(script, source)) return false
  if (script.errors?.some((error) => isOpenEnded(error, source))) return true
  return source.includes('<<') && hasOpenHereDoc(script)
}

const isOpenEnded = (error: ParseError, source: string): boolean =>
  error.message.startsWith('unterminated') ||
  (error.message.startsWith('expected') && error.pos >= source.trimEnd().length)

/** The first error that more lines cannot heal; those at an opening brace only say that it is empty so far. */
const firstMistake = (script: ParsedScript, source: string): ParseError | undefined => {
  const [first] = script.errors?.filter(({ message }) => !/ in (brace group|subshell)$/.test(message)) ?? []
  return first && !isOpenEnded(first, source) ? first : undefined
}

const hasOpenHereDoc = (node: SyntaxNode): boolean => {
  let open = false
  const visit = (child: SyntaxNode): void => {
    if (child.type === 'HereDoc' && !child.closing) open = true
    else if (!open) forEachChild(child, visit)
  }
  visit(node)
  return open
}

export const lineMap = (source: string): LineMap => {
  const starts = [0]
  for (let i = source.indexOf('\n'); i >= 0; i = source.indexOf('\n', i + 1)) starts.push(i + 1)
  return (position) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= position) low = middle
      else high = middle - 1
    }
    return low + 1
  }
}

export interface SyntaxProblem {
  line: number
  message: string
  /** The offending line, which scripts show behind the message. */
  source?: string
  position: number
}

/** bash's words for what is wrong. */
export const syntaxProblem = (source: string, script: ParsedScript): SyntaxProblem | undefined => {
  if (!script.errors?.length) return undefined
  const mistake = firstMistake(script, source)
  const error = mistake ?? script.errors[0]!
  const lines = lineMap(source)
  const open = mistake ? undefined : script.errors.find((candidate) => isOpenEnded(candidate, source))
  if (open?.message.startsWith('unterminated')) {
    const closer = closers.find(([what]) => open.message.includes(what))?.[1]
    const line = lines(open.pos)
    if (closer)
      return { line, message: `unexpected EOF while looking for matching \`${closer}'`, position: open.pos }
  }
  if (open) {
    const last = lines(source.length) + (source.endsWith('\n') ? 0 : 1)
    return {
      line: last,
      message: 'syntax error: unexpected end of file',
      position: statementStart(script, error.pos),
    }
  }
  const line = lines(error.pos)
  const token = tokenAt(source, error.pos)
  return {
    line,
    message: `syntax error near unexpected token \`${token}'`,
    source: source.split('\n')[line - 1] ?? '',
    position: error.pos,
  }
}

const closers: readonly (readonly [string, string])[] = [
  ['double quote', '"'],
  ['single quote', "'"],
  ['ANSI', "'"],
  ['command substitution', ')'],
  ['backtick', '`'],
  ['parameter', '}'],
  ['arithmetic', ')'],
  ['glob', ')'],
  ['process', ')'],
]

const statementStart = (script: ParsedScript, position: number): number =>
  script.commands.findLast((statement) => statement.pos <= position)?.pos ?? 0

const tokenAt = (source: string, position: number): string => {
  const rest = source.slice(position).replace(/^[ \t]+/, '')
  if (rest === '' || rest[0] === '\n') return 'newline'
  return /^(?:;;&|;;|;&|&&|\|\||\|&|[|;&()<>]|[^\s;&|<>()]+)/.exec(rest)?.[0] ?? rest[0]!
}

/** Replaces aliases where commands begin. Works on the text, for what an alias stands for is no whole command. */
export const expandAliases = (source: string, aliases: ReadonlyMap<string, string>): string => {
  if (aliases.size === 0) return source
  let text = source
  const used = new Set<string>()
  for (let round = 0; round < 16; round++) {
    const found = findAliases(text, aliases, used)
    if (found.length === 0) break
    for (const { start, end, name } of found.reverse()) {
      text = text.slice(0, start) + aliases.get(name)! + text.slice(end)
    }
    for (const { name } of found) used.add(name)
  }
  return text
}

const findAliases = (text: string, aliases: ReadonlyMap<string, string>, used: ReadonlySet<string>) => {
  const found: { start: number; end: number; name: string }[] = []
  const consider = (word: { text: string; pos: number; end: number } | undefined): boolean => {
    if (!word || !aliases.has(word.text) || used.has(word.text)) return false
    found.push({ start: word.pos, end: word.end, name: word.text })
    // A value that ends in a blank lets the next word be an alias too (alias sudo='sudo ').
    return /\s$/.test(aliases.get(word.text)!)
  }
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Command' && consider(node.name)) {
      const next = node.args[0]
      if (next?.type === 'Word') consider(next)
    }
    if (node.type !== 'Word') forEachChild(node, visit)
  }
  visit(parse(text))
  return found
}
