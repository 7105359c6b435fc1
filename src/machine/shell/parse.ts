import {
  forEachChild,
  parse,
  type HereDoc,
  type ParseError,
  type ParsedScript,
  type SyntaxNode,
} from 'unbash'
import type { LineMap } from './shell.ts'
import { findMistake } from './syntax/checker.ts'

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

const hasOpenHereDoc = (node: SyntaxNode): boolean => openHereDocuments(node).length > 0

/** Here-documents whose end has not come. */
export const openHereDocuments = (node: SyntaxNode): HereDoc[] => {
  const open: HereDoc[] = []
  const visit = (child: SyntaxNode): void => {
    if (child.type === 'HereDoc' && !child.closing) open.push(child)
    else forEachChild(child, visit)
  }
  visit(node)
  return open
}

/** The line of each position, counted from 1. */
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
  status?: number
}

/** bash's words for what is wrong. */
export const syntaxProblem = (source: string, script: ParsedScript): SyntaxProblem | undefined => {
  if (!script.errors?.length) return undefined
  const mistake = findMistake(source)
  // What the parser alone objects to.
  if (!mistake) return unnamedProblem(source, script.errors[0]!)
  const lines = lineMap(source)
  const { message, position, atEnd, status } = mistake
  const atVeryEnd = position >= source.length
  const line = lines(position) + (atEnd && atVeryEnd && !source.endsWith('\n') ? 1 : 0)
  return {
    line,
    message,
    // Whatever began and did not end does not run.
    position: atVeryEnd ? statementStart(script, script.errors[0]!.pos) : position,
    status,
    ...(!atEnd && { source: source.split('\n')[line - 1] ?? '' }),
  }
}

const unnamedProblem = (source: string, error: ParseError): SyntaxProblem => {
  const line = lineMap(source)(error.pos)
  return {
    line,
    message: `syntax error near unexpected token \`${tokenAt(source, error.pos)}'`,
    source: source.split('\n')[line - 1] ?? '',
    position: error.pos,
  }
}

const statementStart = (script: ParsedScript, position: number): number =>
  script.commands.findLast((statement) => statement.pos <= position)?.pos ?? 0

const tokenAt = (source: string, position: number): string => {
  const rest = source.slice(position).replace(/^[ \t]+/, '')
  if (rest === '' || rest[0] === '\n') return 'newline'
  return /^(?:;;&|;;|;&|&&|\|\||\|&|[|;&()<>]|[^\s;&|<>()]+)/.exec(rest)?.[0] ?? rest[0]!
}
