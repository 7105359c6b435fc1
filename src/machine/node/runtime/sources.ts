import { library } from 'virtual:node-library'
import { host } from './host.ts'

export { library }

/** Text of what was compiled, by the file name that stack traces show; for the report of an exception. */
const compiled = new Map<string, { source: string; shift: number }>()

/**
 * Compiles a script that stack traces call `file`. `before` stands on the first line with the source's
 * own, so that lines keep their numbers; columns of that line are shifted back when a trace is shown.
 */
export function compileScript(source: string, file: string, before = '', after = ''): unknown {
  // A comment at the very end must not swallow what follows, nor another sourceURL win.
  const text = `${before}${source}\n${after}\n//# sourceURL=${file.replaceAll('\n', '%0A')}`
  const result: unknown = host.evaluate(text)
  return result
}

export function remember(file: string, source: string, shift: number): void {
  compiled.set(file, { source, shift })
}

export const shiftOf = (file: string): number => compiled.get(file)?.shift ?? 0

export function sourceLine(file: string, line: number): string | undefined {
  const builtin = file.startsWith('node:') ? library[file.slice(5)] : undefined
  return (builtin ?? compiled.get(file)?.source)?.split('\n')[line - 1]
}
