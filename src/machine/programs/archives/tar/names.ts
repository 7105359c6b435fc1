import { compilePattern } from '../../../shell/expansion/pattern.ts'

/**
 * The part of a member's name that is safe to make below the working directory, and the prefix that falls
 * away: slashes in front, and everything up to the last `..`.
 */
export const safeSuffix = (name: string): { prefix: string; rest: string } => {
  let end = /^\/*/.exec(name)![0].length
  const parts = name.split('/')
  let at = 0
  for (const part of parts) {
    at += part.length + 1
    if (part === '..') end = Math.min(at, name.length)
  }
  end += /^\/*/.exec(name.slice(end))![0].length
  const rest = name.slice(end)
  return { prefix: name.slice(0, end), rest: rest === '' ? '.' : rest }
}

export const hasDotDot = (name: string): boolean => name.split('/').includes('..')

/** Undefined when too few parts are there for `--strip-components`. */
export const stripped = (name: string, count: number): string | undefined => {
  let rest = name
  for (let i = 0; i < count; i++) {
    const slash = rest.indexOf('/')
    if (slash < 0) return undefined
    rest = rest.slice(slash).replace(/^\/+/, '')
  }
  return rest === '' ? undefined : rest
}

/** Whether a pattern means this name or a directory above it. */
const matchesLeading = (pattern: string, name: string): boolean => {
  const compiled = compilePattern(pattern)
  const trimmed = name.replace(/\/+$/, '')
  for (let at = trimmed.length; at > 0; at = trimmed.lastIndexOf('/', at - 1))
    if (compiled.matches(trimmed.slice(0, at))) return true
  return false
}

/** `--exclude`: a pattern may match from any slash on. */
export const excluder = (patterns: readonly string[]): ((name: string) => boolean) => {
  const trimmed = patterns.map((pattern) => pattern.replace(/\/+$/, ''))
  return (name) =>
    trimmed.some((pattern) => {
      if (matchesLeading(pattern, name)) return true
      for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1))
        if (matchesLeading(pattern, name.slice(at + 1))) return true
      return false
    })
}

/** Which members were asked for, and which of these names have been met. */
export class Selection {
  readonly #names: readonly { text: string; matches: (name: string) => boolean }[]
  readonly #met = new Set<string>()

  constructor(names: readonly string[], wildcards: boolean) {
    this.#names = names.map((given) => {
      const text = given.replace(/(?<=.)\/+$/, '')
      return {
        text: given,
        matches: (name) =>
          wildcards
            ? matchesLeading(text, name)
            : name.replace(/\/+$/, '') === text || name.startsWith(`${text}/`),
      }
    })
  }

  includes(name: string): boolean {
    if (this.#names.length === 0) return true
    const matching = this.#names.filter(({ matches }) => matches(name))
    for (const { text } of matching) this.#met.add(text)
    return matching.length > 0
  }

  get missing(): string[] {
    return this.#names.map(({ text }) => text).filter((text) => !this.#met.has(text))
  }
}
