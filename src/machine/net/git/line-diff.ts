/** A run of lines that are the same on both sides, or that stand on one side only. */
export interface Edit {
  kind: 'same' | 'removed' | 'added'
  line: string
}

/** Beyond this many differing lines the whole is shown as replaced: the search would be quadratic. */
const mostEdits = 2000

/** The shortest way from one text to another, line by line (Myers, 1986). */
export function diffLines(before: readonly string[], after: readonly string[]): Edit[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let [endBefore, endAfter] = [before.length, after.length]
  while (endBefore > start && endAfter > start && before[endBefore - 1] === after[endAfter - 1]) {
    endBefore--
    endAfter--
  }
  const same = (line: string): Edit => ({ kind: 'same', line })
  return [
    ...before.slice(0, start).map(same),
    ...middle(before.slice(start, endBefore), after.slice(start, endAfter)),
    ...before.slice(endBefore).map(same),
  ]
}

function middle(a: readonly string[], b: readonly string[]): Edit[] {
  const trace = search(a, b)
  if (!trace)
    return [
      ...a.map((line): Edit => ({ kind: 'removed', line })),
      ...b.map((line): Edit => ({ kind: 'added', line })),
    ]
  const edits: Edit[] = []
  let [x, y] = [a.length, b.length]
  for (let d = trace.length - 1; d >= 0; d--) {
    const reach = trace[d]!
    const k = x - y
    const down = k === -d || (k !== d && at(reach, k - 1) < at(reach, k + 1))
    const previous = down ? k + 1 : k - 1
    const fromX = d === 0 ? 0 : at(reach, previous)
    const fromY = d === 0 ? 0 : fromX - previous
    while (x > fromX && y > fromY && a[x - 1] === b[y - 1]) {
      edits.push({ kind: 'same', line: a[--x]! })
      y--
    }
    if (d === 0) break
    if (down) edits.push({ kind: 'added', line: b[--y]! })
    else edits.push({ kind: 'removed', line: a[--x]! })
  }
  return edits.reverse()
}

const at = (reach: ReadonlyMap<number, number>, k: number): number => reach.get(k) ?? -1

/** For each number of edits how far each diagonal was reached before it; undefined when there are too many. */
function search(a: readonly string[], b: readonly string[]): Map<number, number>[] | undefined {
  const trace: Map<number, number>[] = []
  let reach = new Map([[1, 0]])
  for (let d = 0; d <= Math.min(a.length + b.length, mostEdits); d++) {
    trace.push(new Map(reach))
    for (let k = -d; k <= d; k += 2) {
      let x =
        k === -d || (k !== d && at(reach, k - 1) < at(reach, k + 1)) ? at(reach, k + 1) : at(reach, k - 1) + 1
      while (x < a.length && x - k < b.length && x >= 0 && a[x] === b[x - k]) x++
      reach.set(k, x)
      if (x >= a.length && x - k >= b.length) return trace
    }
    reach = new Map(reach)
  }
  return undefined
}

export const linesOf = (text: string): string[] => {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

const context = 3

/** `@@ -1,7 +1,7 @@` and what follows. */
export function hunks(edits: readonly Edit[]): string[] {
  const lines: string[] = []
  for (const [from, to] of spans(edits)) {
    const part = edits.slice(from, to)
    const before = edits.slice(0, from)
    const count = (list: readonly Edit[], without: Edit['kind']) =>
      list.filter(({ kind }) => kind !== without).length
    const range = (without: Edit['kind']) => {
      const length = count(part, without)
      const first = count(before, without) + (length > 0 ? 1 : 0)
      return length === 1 ? String(first) : `${first},${length}`
    }
    lines.push(`@@ -${range('added')} +${range('removed')} @@`)
    for (const { kind, line } of part) lines.push(`${{ same: ' ', removed: '-', added: '+' }[kind]}${line}`)
  }
  return lines
}

function spans(edits: readonly Edit[]): [number, number][] {
  const found: [number, number][] = []
  for (const [index, { kind }] of edits.entries()) {
    if (kind === 'same') continue
    const [from, to] = [Math.max(0, index - context), Math.min(edits.length, index + 1 + context)]
    const last = found.at(-1)
    if (last && from <= last[1]) last[1] = to
    else found.push([from, to])
  }
  return found
}
