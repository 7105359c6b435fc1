export interface Edit {
  /** Half-open ranges of lines in the old and the new text. */
  from: [number, number]
  to: [number, number]
}

/** How far apart two texts may be before all that is between their common ends counts as changed. */
const effortLimit = 4000

/** Which lines differ: Myers' greedy algorithm on what is left between the common ends. */
export const differences = (a: readonly string[], b: readonly string[]): Edit[] => {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let [endA, endB] = [a.length, b.length]
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--
    endB--
  }
  const pairs = commonLines(a.slice(start, endA), b.slice(start, endB))
  const edits: Edit[] = []
  let [x, y] = [start, start]
  for (const [i, j] of [...pairs.map(([i, j]) => [i + start, j + start] as const), [endA, endB] as const]) {
    if (i > x || j > y) edits.push({ from: [x, i], to: [y, j] })
    x = i + 1
    y = j + 1
  }
  return edits
}

const commonLines = (a: readonly string[], b: readonly string[]): [number, number][] => {
  const [n, m] = [a.length, b.length]
  const furthest = new Map<number, number>([[1, 0]])
  const trace: Map<number, number>[] = []
  const limit = Math.min(n + m, effortLimit)
  for (let d = 0; d <= limit; d++) {
    trace.push(new Map(furthest))
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1))
      let x = down ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1
      let y = x - k
      while (x < n && y < m && a[x] === b[y]) {
        x++
        y++
      }
      furthest.set(k, x)
      if (x >= n && y >= m) return backtrack(trace, n, m)
    }
  }
  return []
}

const backtrack = (trace: readonly Map<number, number>[], n: number, m: number): [number, number][] => {
  const pairs: [number, number][] = []
  let [x, y] = [n, m]
  for (let d = trace.length - 1; d >= 0; d--) {
    const furthest = trace[d]!
    const k = x - y
    const down = k === -d || (k !== d && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1))
    const before = down ? k + 1 : k - 1
    const startX = d === 0 ? 0 : (furthest.get(before) ?? 0)
    const startY = d === 0 ? 0 : startX - before
    while (x > startX && y > startY && x > 0 && y > 0) {
      x--
      y--
      pairs.push([x, y])
    }
    x = startX
    y = startY
  }
  return pairs.reverse()
}
