import { after, before, lastAt, type Position } from './position.ts'

/** 0 blank, 1 punctuation, 2 part of a word; with `big`, all that is no blank is one kind. */
export const kindOf = (char: string | undefined, big: boolean): number => {
  if (char === undefined || char === ' ' || char === '\t') return 0
  if (big) return 2
  return /[\p{L}\p{N}_]/u.test(char) ? 2 : 1
}

const charAt = (text: string, at: number): string | undefined =>
  at < text.length ? String.fromCodePoint(text.codePointAt(at)!) : undefined

export const nextWord = (lines: readonly string[], from: Position, big: boolean): Position | undefined => {
  let { line, at } = from
  const text = lines[line]!
  const kind = kindOf(charAt(text, at), big)
  if (kind !== 0) while (at < text.length && kindOf(charAt(text, at), big) === kind) at = after(text, at)
  for (;;) {
    const current = lines[line]!
    while (at < current.length && kindOf(charAt(current, at), big) === 0) at = after(current, at)
    if (at < current.length) return { line, at }
    if (line + 1 >= lines.length) return undefined
    line++
    at = 0
    if (lines[line] === '') return { line, at: 0 }
  }
}

export const previousWord = (
  lines: readonly string[],
  from: Position,
  big: boolean,
): Position | undefined => {
  let { line, at } = from
  for (;;) {
    const text = lines[line]!
    while (at > 0 && kindOf(charAt(text, before(text, at)), big) === 0) at = before(text, at)
    if (at > 0) {
      const kind = kindOf(charAt(text, before(text, at)), big)
      while (at > 0 && kindOf(charAt(text, before(text, at)), big) === kind) at = before(text, at)
      return { line, at }
    }
    if (line === 0) return from.line === 0 && from.at === 0 ? undefined : { line: 0, at: 0 }
    line--
    at = lines[line]!.length
    if (at === 0) return { line, at: 0 }
  }
}

export const wordEnd = (lines: readonly string[], from: Position, big: boolean): Position | undefined => {
  let { line } = from
  let at = after(lines[line]!, from.at)
  for (;;) {
    const text = lines[line]!
    while (at < text.length && kindOf(charAt(text, at), big) === 0) at = after(text, at)
    if (at < text.length) {
      const kind = kindOf(charAt(text, at), big)
      while (after(text, at) < text.length && kindOf(charAt(text, after(text, at)), big) === kind)
        at = after(text, at)
      return { line, at }
    }
    if (line + 1 >= lines.length) return undefined
    line++
    at = 0
  }
}

export const previousWordEnd = (
  lines: readonly string[],
  from: Position,
  big: boolean,
): Position | undefined => {
  let { line, at } = from
  const text = lines[line]!
  const kind = kindOf(charAt(text, at), big)
  if (kind !== 0)
    while (at >= 0 && at < text.length && kindOf(charAt(text, at), big) === kind) {
      if (at === 0) {
        at = -1
        break
      }
      at = before(text, at)
    }
  for (;;) {
    const current = lines[line]!
    while (at >= 0 && at < current.length && kindOf(charAt(current, at), big) === 0) {
      if (at === 0) {
        at = -1
        break
      }
      at = before(current, at)
    }
    if (at >= 0) return { line, at }
    if (line === 0) return undefined
    line--
    at = lastAt(lines[line]!)
    if (lines[line] === '') return { line, at: 0 }
  }
}
