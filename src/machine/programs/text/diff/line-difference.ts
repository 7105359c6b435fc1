export interface Edit {
  /** Half-open ranges of lines in the old and the new text. */
  from: [number, number]
  to: [number, number]
}

/** How far apart two texts may be before all that is between their common ends counts as changed. */
const effortLimit = 4000

const roundsPerTurn = 50

/**
 * Which lines differ: Myers' greedy algorithm on what is left between the common ends.
 * @param turn lets others have their turn: texts that differ much take their time
 */
export const differences = async (
  a: readonly string[],
  b: readonly string[],
  turn: () => Promise<void>,
): Promise<Edit[]> => {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let [endA, endB] = [a.length, b.length]
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--
    endB--
  }
  const pairs = await commonLines(a.slice(start, endA), b.slice(start, endB), turn)
  const edits: Edit[] = []
  let [x, y] = [start, start]
  for (const [i, j] of [...pairs.map(([i, j]) => [i + start, j + start] as const), [endA, endB] as const]) {
    if (i > x || j > y) edits.push({ from: [x, i], to: [y, j] })
    x = i + 1
    y = j + 1
  }
  return edits
}

/** How far each diagonal of the edit graph has been followed after a round: `at(k)` for k between -d and d. */
class Furthest {
  /** The first round looks at a diagonal that none has reached. */
  readonly #x: Int32Array
  readonly #middle: number

  constructor(rounds: number, x = new Int32Array(2 * rounds + 3)) {
    this.#middle = rounds + 1
    this.#x = x
  }

  at(k: number): number {
    return this.#x[this.#middle + k] ?? 0
  }

  set(k: number, x: number): void {
    this.#x[this.#middle + k] = x
  }

  /** As it is after so many rounds. */
  copy(rounds: number): Furthest {
    return new Furthest(rounds, this.#x.slice(this.#middle - rounds - 1, this.#middle + rounds + 2))
  }

  /** Whether round d comes to diagonal k from the one above. */
  comesDown(k: number, d: number): boolean {
    return k === -d || (k !== d && this.at(k - 1) < this.at(k + 1))
  }
}

const commonLines = async (
  a: readonly string[],
  b: readonly string[],
  turn: () => Promise<void>,
): Promise<[number, number][]> => {
  const [n, m] = [a.length, b.length]
  const limit = Math.min(n + m, effortLimit)
  const furthest = new Furthest(limit)
  const trace: Furthest[] = []
  for (let d = 0; d <= limit; d++) {
    trace.push(furthest.copy(d))
    if (d % roundsPerTurn === 0) await turn()
    for (let k = -d; k <= d; k += 2) {
      let x = furthest.comesDown(k, d) ? furthest.at(k + 1) : furthest.at(k - 1) + 1
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

const backtrack = (trace: readonly Furthest[], n: number, m: number): [number, number][] => {
  const pairs: [number, number][] = []
  let [x, y] = [n, m]
  for (let d = trace.length - 1; d >= 0; d--) {
    const furthest = trace[d]!
    const k = x - y
    const before = furthest.comesDown(k, d) ? k + 1 : k - 1
    const startX = d === 0 ? 0 : furthest.at(before)
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
