import { parse, type ParsedScript, type Statement } from 'unbash'
import { ExpansionFailed, ShellExit } from '../control-flow.ts'
import { expandAliases } from '../aliases.ts'
import { lineMap, openHereDocuments, syntaxProblem, type SyntaxProblem } from '../parse.ts'
import type { LineMap, Shell } from '../shell.ts'
import { firstExtendedGlob } from '../syntax/extended-globs.ts'

/** Runs the commands before a syntax error, then reports it, as reading line by line would. */
export const runText = async (shell: Shell, text: string, label = ''): Promise<number> => {
  const { lines, line } = shell
  // eval's lines count on from the line on which its command ends.
  const inside = label === 'eval' || label === 'trap'
  const base = label === 'eval' ? lines(shell.commandEnd) - 1 : label === 'trap' ? line - 1 : 0
  const whole = lineMap(text)
  try {
    let status = 0
    for (let offset: number | undefined = 0; offset !== undefined;) {
      const start: number = offset
      const before = base + whole(start) - 1
      const part = await runPart(shell, text.slice(start), before, label)
      status = part.status
      offset = part.next === undefined ? undefined : start + part.next
    }
    return status
  } finally {
    shell.lines = lines
    if (inside) shell.line = line
  }
}

interface Part {
  status: number
  next?: number
}

/** Runs until the end, or until an alias has changed what the lines that follow mean. */
const runPart = async (shell: Shell, text: string, before: number, label: string): Promise<Part> => {
  const source = shell.shopt.get('expand_aliases') ? expandAliases(text, shell.aliases) : text
  const script = parse(source)
  const own = lineMap(source)
  const lines: LineMap = Object.assign((position: number) => before + own(position), { text: source })
  const problem = syntaxProblem(source, script)
  const generation = shell.aliasGeneration
  const verbose = new VerboseLines(source)
  const globs = extendedGlob.test(source) ? script.commands.map(firstExtendedGlob) : []
  shell.lines = lines
  let status = 0
  /** After a mistake in an expansion the rest of its line is left out. */
  let discarded = 0
  for (const [i, statement] of script.commands.entries()) {
    if (shell.aliasGeneration !== generation) {
      const next = startOfLine(text, source, statement.pos)
      if (next !== undefined) return { status, next }
    }
    if (problem && lines(statement.end) >= before + own(problem.position)) break
    if (discarded > 0 && lines(statement.pos) <= discarded) {
      discarded = lines(statement.end)
      continue
    }
    discarded = 0
    const glob = shell.shopt.get('extglob') ? undefined : globOnLine(script.commands, globs, i, own)
    if (glob !== undefined) {
      shell.line = lines(glob)
      const problem = { message: "syntax error near unexpected token `('", line: shell.line }
      await complainOfSyntax(
        shell,
        { ...problem, position: glob, source: source.split('\n')[own(glob) - 1]! },
        label,
      )
      return { status: (shell.status = 2) }
    }
    if (shell.has('noexec') && !shell.interactive) break
    if (shell.has('verbose')) await verbose.show(shell, own(statement.end))
    else verbose.skip(own(statement.end))
    try {
      status = await shell.interpreter.list(shell, [statement])
    } catch (error) {
      if (!(error instanceof ExpansionFailed) || error.fatal || shell.subshell) throw error
      if (error.message !== '') await shell.complain(error.message)
      status = shell.status = 1
      shell.pipeStatus = [1]
      discarded = lines(statement.end)
    }
    shell.lines = lines
    const ends = i + 1 === script.commands.length || own(script.commands[i + 1]!.pos) > own(statement.end)
    if (ends && shell.has('onecmd')) throw new ShellExit(status)
  }
  if (!problem) {
    await warnOfHereDocuments(shell, script, source, lines)
    return { status }
  }
  if (shell.aliasGeneration !== generation) {
    const next = startOfLine(text, source, problem.position)
    if (next !== undefined && next > 0) return { status, next }
  }
  shell.line = before + problem.line
  await complainOfSyntax(shell, { ...problem, line: shell.line }, label)
  shell.status = problem.status ?? 2
  return { status: shell.status }
}

/** Whether it is worth to look for extended patterns. */
const extendedGlob = /[?*+@!]\(/

/** The first extended pattern in this statement and those that begin where it ends: a line is read at once. */
const globOnLine = (
  statements: readonly Statement[],
  globs: readonly (number | undefined)[],
  from: number,
  line: (position: number) => number,
): number | undefined => {
  if (globs.length === 0) return undefined
  for (let i = from; i < statements.length; i++) {
    if (i > from && line(statements[i]!.pos) > line(statements[i - 1]!.end)) return undefined
    if (globs[i] !== undefined) return globs[i]
  }
  return undefined
}

/** Where the line of a position starts in the text; undefined when something stands before it there. */
const startOfLine = (text: string, source: string, position: Statement['pos']): number | undefined => {
  const before = source.slice(0, position)
  if (before.slice(before.lastIndexOf('\n') + 1).trim() !== '') return undefined
  // Aliases have changed positions, but not lines.
  const line = before.split('\n').length - 1
  return text.split('\n').slice(0, line).join('\n').length + (line > 0 ? 1 : 0)
}

/** `set -v`: the lines as they are read. */
class VerboseLines {
  readonly #source: string
  #lines: string[] | undefined
  #shown = 0

  constructor(source: string) {
    this.#source = source
  }

  skip(line: number): void {
    this.#shown = line
  }

  async show(shell: Shell, line: number): Promise<void> {
    this.#lines ??= this.#source.split('\n')
    const fresh = this.#lines.slice(this.#shown, line)
    if (fresh.length > 0) await shell.proc.stderr.write(fresh.map((text) => `${text}\n`).join(''))
    this.#shown = Math.max(this.#shown, line)
  }
}

const warnOfHereDocuments = async (
  shell: Shell,
  script: ParsedScript,
  source: string,
  lines: LineMap,
): Promise<void> => {
  if (!source.includes('<<')) return
  for (const document of openHereDocuments(script)) {
    shell.line = lines(source.length) - (source.endsWith('\n') ? 1 : 0)
    const wanted = document.delimiter?.value ?? ''
    await shell.complain(
      `warning: here-document at line ${lines(document.pos)} delimited by end-of-file (wanted \`${wanted}')`,
    )
  }
}

const complainOfSyntax = async (shell: Shell, problem: SyntaxProblem, label: string): Promise<void> => {
  const where = label === 'eval' || label === '-c' ? `${label}: ` : ''
  const prefix = shell.interactive ? `${shell.name}: ` : `${shell.sourceName}: ${where}line ${problem.line}: `
  await shell.proc.stderr.write(`${prefix}${problem.message}\n`)
  if (problem.source !== undefined && !shell.interactive)
    await shell.proc.stderr.write(`${prefix}\`${problem.source}'\n`)
}
