import type { Edit } from './line-difference.ts'
import { extentOf, hunksOf, type Comparison, type Paint } from './hunks.ts'

const range = ([start, end]: [number, number]): string =>
  end - start <= 1 ? String(end) : `${start + 1},${end}`

/** diff's own form: `2c2`, with `<` and `>` before the lines. */
export function* normal({ edits, old, fresh }: Comparison, paint: Paint): Generator<string> {
  for (const { from, to } of edits) {
    const kind = from[0] === from[1] ? 'a' : to[0] === to[1] ? 'd' : 'c'
    let text = paint('hunk', `${range(from)}${kind}${range(to)}\n`)
    for (const line of old.slice(...from)) text += paint('removed', `< ${line}\n`)
    if (kind === 'c') text += '---\n'
    for (const line of fresh.slice(...to)) text += paint('added', `> ${line}\n`)
    yield text
  }
}

/** -u. */
export function* unified(comparison: Comparison, context: number, paint: Paint): Generator<string> {
  for (const hunk of hunksOf(comparison.edits, context)) yield unifiedHunk(hunk, comparison, context, paint)
}

const unifiedHunk = (
  hunk: readonly Edit[],
  comparison: Comparison,
  context: number,
  paint: Paint,
): string => {
  const { old, fresh } = comparison
  const { from, to } = extentOf(hunk, comparison, context)
  const span = ([start, end]: [number, number]): string =>
    end - start === 1 ? String(end) : `${end === start ? start : start + 1},${end - start}`
  let text = `${paint('hunk', `@@ -${span(from)} +${span(to)} @@`)}\n`
  let at = from[0]
  for (const edit of hunk) {
    for (; at < edit.from[0]; at++) text += ` ${old[at]}\n`
    for (const line of old.slice(...edit.from)) text += paint('removed', `-${line}\n`)
    for (const line of fresh.slice(...edit.to)) text += paint('added', `+${line}\n`)
    at = edit.from[1]
  }
  for (; at < from[1]; at++) text += ` ${old[at]}\n`
  return text
}

/** -c. */
export function* context(comparison: Comparison, lines: number, paint: Paint): Generator<string> {
  for (const hunk of hunksOf(comparison.edits, lines)) yield contextHunk(hunk, comparison, lines, paint)
}

const contextHunk = (hunk: readonly Edit[], comparison: Comparison, lines: number, paint: Paint): string => {
  const { old, fresh } = comparison
  const { from, to } = extentOf(hunk, comparison, lines)
  const half = (
    all: readonly string[],
    [start, end]: [number, number],
    side: 'from' | 'to',
    mark: '-' | '+',
  ): string => {
    // The lines around are as colored as those that differ, as GNU's are.
    const kind = mark === '-' ? 'removed' : 'added'
    if (hunk.every((edit) => edit[side][0] === edit[side][1])) return ''
    let [text, at] = ['', start]
    for (const edit of hunk) {
      for (; at < edit[side][0]; at++) text += paint(kind, `  ${all[at]}\n`)
      const isChange = edit.from[0] !== edit.from[1] && edit.to[0] !== edit.to[1]
      for (const line of all.slice(...edit[side])) text += paint(kind, `${isChange ? '!' : mark} ${line}\n`)
      at = edit[side][1]
    }
    for (; at < end; at++) text += paint(kind, `  ${all[at]}\n`)
    return text
  }
  return (
    `***************\n${paint('hunk', `*** ${range(from)} ****`)}\n${half(old, from, 'from', '-')}` +
    `${paint('hunk', `--- ${range(to)} ----`)}\n${half(fresh, to, 'to', '+')}`
  )
}
