import { library, sourceLine } from './sources.ts'
import { originOf } from './stack-traces.ts'

const unhandled = "throw er; // Unhandled 'error' event"

/**
 * `file:line`, the line and a caret, as Node prints above an uncaught exception. V8 tells its embedder
 * where the throw was; JavaScript learns only where the error was made, so a `throw` before it on the
 * same line is taken for it, and lib's one famous throw of somebody else's error is known by its mark.
 */
export function locate(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  if (
    Object.getOwnPropertySymbols(error).some(
      (symbol) => symbol.description === 'kEnhanceStackBeforeInspector',
    )
  ) {
    return throwInEvents()
  }
  // The trace, and with it the origin, is made when it is first asked for.
  void (error as { stack?: unknown }).stack
  const site = originOf(error)
  const file = site?.getFileName()
  const line = site?.getLineNumber()
  if (!site || !file || !line) return undefined
  const text = sourceLine(file, line)
  if (text === undefined) return undefined
  const column = (site.getColumnNumber() ?? 1) - 1
  const keyword = /\bthrow\b[^;{}]*$/.exec(text.slice(0, column))
  return picture(file, line, text, keyword ? keyword.index : column)
}

function throwInEvents(): string {
  const lines = library.events!.split('\n')
  const line = lines.findIndex((text) => text.includes(unhandled))
  return picture('node:events', line + 1, lines[line]!, lines[line]!.indexOf('throw'))
}

export function picture(file: string, line: number, text: string, column: number, length = 1): string {
  // Tabs stay tabs, so that the caret stands under its column.
  const indent = text.slice(0, column).replaceAll(/[^\t]/g, ' ')
  return `${file}:${line}\n${text}\n${indent}${'^'.repeat(length)}`
}
