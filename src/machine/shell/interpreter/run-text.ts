import { parse, type Statement } from 'unbash'
import { expandAliases, lineMap, syntaxProblem, type SyntaxProblem } from '../parse.ts'
import type { LineMap, Shell } from '../shell.ts'

/** Runs the commands before a syntax error, then reports it, as reading line by line would. */
export const runText = async (shell: Shell, text: string, label = ''): Promise<number> => {
  const { lines, line } = shell
  const whole = lineMap(text)
  try {
    let status = 0
    for (let offset: number | undefined = 0; offset !== undefined;) {
      const start: number = offset
      const own: LineMap = label === 'eval' ? () => line : (position) => whole(start + position)
      const part = await runPart(shell, text.slice(start), own, label)
      status = part.status
      offset = part.next === undefined ? undefined : start + part.next
    }
    return status
  } finally {
    shell.lines = lines
  }
}

/** Runs until the end, or until an alias has changed what the lines that follow mean. */
const runPart = async (
  shell: Shell,
  text: string,
  lines: LineMap,
  label: string,
): Promise<{ status: number; next?: number }> => {
  const source = shell.shopt.get('expand_aliases') ? expandAliases(text, shell.aliases) : text
  const script = parse(source)
  const problem = syntaxProblem(source, script)
  const generation = shell.aliasGeneration
  shell.lines = lines
  let status = 0
  for (const statement of script.commands) {
    if (problem && lines(statement.end) >= lines(problem.position)) break
    if (shell.aliasGeneration !== generation) {
      const next = startOfLine(text, source, statement)
      if (next !== undefined) return { status, next }
    }
    status = await shell.interpreter.list(shell, [statement])
    shell.lines = lines
  }
  if (!problem) return { status }
  shell.line = lines(0) + problem.line - 1
  await complainOfSyntax(shell, { ...problem, line: shell.line }, label)
  shell.status = 2
  return { status: 2 }
}

/** Where the statement's line starts in the text; undefined when it shares the line with the one before. */
const startOfLine = (text: string, source: string, statement: Statement): number | undefined => {
  const before = source.slice(0, statement.pos)
  if (before.slice(before.lastIndexOf('\n') + 1).trim() !== '') return undefined
  // Aliases have changed positions, but not lines.
  const line = before.split('\n').length - 1
  return text.split('\n').slice(0, line).join('\n').length + (line > 0 ? 1 : 0)
}

const complainOfSyntax = async (shell: Shell, problem: SyntaxProblem, label: string): Promise<void> => {
  const prefix = shell.interactive
    ? `${shell.name}: `
    : `${shell.name}: ${label ? `${label}: ` : ''}line ${problem.line}: `
  await shell.proc.stderr.write(`${prefix}${problem.message}\n`)
  if (problem.source !== undefined && !shell.interactive)
    await shell.proc.stderr.write(`${prefix}\`${problem.source}'\n`)
}
