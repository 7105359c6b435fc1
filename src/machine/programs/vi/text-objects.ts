import { after, before, isBefore, type Position } from './position.ts'
import { kindOf } from './words.ts'

/** A stretch of text; `to` is left out. */
export interface Range {
  from: Position
  to: Position
  linewise?: boolean
}

const pairs: Readonly<Record<string, readonly [string, string]>> = {
  '(': ['(', ')'],
  ')': ['(', ')'],
  b: ['(', ')'],
  '{': ['{', '}'],
  '}': ['{', '}'],
  B: ['{', '}'],
  '[': ['[', ']'],
  ']': ['[', ']'],
  '<': ['<', '>'],
  '>': ['<', '>'],
}

export const textObject = (
  lines: readonly string[],
  cursor: Position,
  key: string,
  around: boolean,
  count: number,
): Range | undefined => {
  if (key === 'w' || key === 'W') return word(lines, cursor, around, key === 'W', count)
  if ('"\'`'.includes(key)) return quotes(lines, cursor, key, around)
  if (key === 'p') return paragraph(lines, cursor, around)
  if (key === 't') return tag(lines, cursor, around)
  const pair = pairs[key]
  return pair && block(lines, cursor, pair, around, count)
}

const word = (
  lines: readonly string[],
  cursor: Position,
  around: boolean,
  big: boolean,
  count: number,
): Range => {
  const text = lines[cursor.line]!
  const kindAt = (at: number): number =>
    kindOf(at < text.length ? String.fromCodePoint(text.codePointAt(at)!) : undefined, big)
  const runEnd = (at: number): number => {
    const kind = kindAt(at)
    let end = at
    while (end < text.length && kindAt(end) === kind) end = after(text, end)
    return end
  }
  let from = cursor.at
  const kind = kindAt(cursor.at)
  while (from > 0 && kindAt(before(text, from)) === kind) from = before(text, from)
  let to = from
  for (let i = 0; i < count; i++) {
    to = runEnd(to)
    if (!around) continue
    if (kind === 0) to = runEnd(to)
    else if (to < text.length && kindAt(to) === 0) to = runEnd(to)
    else if (i === count - 1) while (from > 0 && kindAt(before(text, from)) === 0) from = before(text, from)
  }
  return { from: { line: cursor.line, at: from }, to: { line: cursor.line, at: to } }
}

const quotes = (
  lines: readonly string[],
  { line, at }: Position,
  quote: string,
  around: boolean,
): Range | undefined => {
  const text = lines[line]!
  const places: number[] = []
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === quote) places.push(i)
  }
  for (let i = 0; i + 1 < places.length; i += 2) {
    const [open, close] = [places[i]!, places[i + 1]!]
    if (at > close) continue
    if (!around) return { from: { line, at: open + 1 }, to: { line, at: close } }
    let [from, to] = [open, close + 1]
    if (/[ \t]/.test(text[to] ?? '')) while (/[ \t]/.test(text[to] ?? '')) to++
    else while (from > 0 && /[ \t]/.test(text[from - 1]!)) from--
    return { from: { line, at: from }, to: { line, at: to } }
  }
  return undefined
}

/** Where the bracket is that encloses a place, searched backwards (open) or forwards (close). */
export const enclosing = (
  lines: readonly string[],
  start: Position,
  [open, close]: readonly [string, string],
  forward: boolean,
): Position | undefined => {
  let depth = 0
  const step = forward ? 1 : -1
  let { line, at } = start
  for (; line >= 0 && line < lines.length; line += step) {
    const text = lines[line]!
    if (line !== start.line) at = forward ? 0 : text.length - 1
    for (; at >= 0 && at < text.length; at += step) {
      const char = text[at]!
      if (char === (forward ? close : open)) {
        if (depth === 0) return { line, at }
        depth--
      } else if (char === (forward ? open : close)) depth++
    }
  }
  return undefined
}

const block = (
  lines: readonly string[],
  cursor: Position,
  pair: readonly [string, string],
  around: boolean,
  count: number,
): Range | undefined => {
  let open: Position | undefined = cursor
  const char = lines[cursor.line]![cursor.at]
  if (char === pair[1]) open = { line: cursor.line, at: cursor.at - 1 }
  for (let i = 0; i < count && open; i++) {
    if (i > 0) open = { line: open.line, at: open.at - 1 }
    open = enclosing(lines, open, pair, false)
  }
  if (!open) return undefined
  const close = enclosing(lines, { line: open.line, at: open.at + 1 }, pair, true)
  if (!close) return undefined
  if (around) return { from: open, to: { line: close.line, at: close.at + 1 } }
  const from = { line: open.line, at: open.at + 1 }
  // A block over several lines gives up its lines, not the brackets' own line ends.
  if (
    close.line > open.line &&
    from.at >= lines[from.line]!.length &&
    /^\s*$/.test(lines[close.line]!.slice(0, close.at))
  ) {
    if (close.line === open.line + 1) return { from, to: from }
    return {
      from: { line: open.line + 1, at: 0 },
      to: { line: close.line - 1, at: lines[close.line - 1]!.length },
      linewise: true,
    }
  }
  return { from, to: close }
}

const paragraph = (lines: readonly string[], { line }: Position, around: boolean): Range => {
  const isBlank = (at: number): boolean => lines[at] === ''
  const run = (at: number): number => {
    let end = at
    while (end + 1 < lines.length && isBlank(end + 1) === isBlank(at)) end++
    return end
  }
  let from = line
  while (from > 0 && isBlank(from - 1) === isBlank(line)) from--
  let to = run(line)
  if (around && to + 1 < lines.length) to = run(to + 1)
  else if (around) while (from > 0 && isBlank(from - 1)) from--
  return { from: { line: from, at: 0 }, to: { line: to, at: lines[to]!.length }, linewise: true }
}

/** The innermost <tag>…</tag> around a place. */
const tag = (lines: readonly string[], cursor: Position, around: boolean): Range | undefined => {
  const open: { name: string; from: Position; to: Position }[] = []
  for (let line = 0; line < lines.length; line++)
    for (const match of lines[line]!.matchAll(/<(\/?)([A-Za-z][\w:.-]*)[^<>]*?(\/?)>/g)) {
      const [from, to] = [
        { line, at: match.index },
        { line, at: match.index + match[0].length },
      ]
      if (match[3]) continue
      if (!match[1]) {
        open.push({ name: match[2]!, from, to })
        continue
      }
      const at = open.findLastIndex(({ name }) => name === match[2])
      if (at < 0) continue
      const [begin] = open.splice(at)
      if (!isBefore(cursor, begin!.from) && isBefore(cursor, to))
        return around ? { from: begin!.from, to } : { from: begin!.to, to: from }
    }
  return undefined
}
