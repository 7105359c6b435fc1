import type { Edit } from './line-difference.ts'

/** What is compared: both texts' lines, and where they differ. */
export interface Comparison {
  edits: readonly Edit[]
  old: readonly string[]
  fresh: readonly string[]
}

/** Writes a piece of the output in the color of its kind. */
export type Paint = (kind: 'header' | 'hunk' | 'removed' | 'added', text: string) => string

export const plain: Paint = (_, text) => text

const colors = { header: '1', hunk: '36', removed: '31', added: '32' }

/** GNU's colors; line ends stay outside. */
export const painted: Paint = (kind, text) =>
  text.replaceAll(/[^\n]+/g, (line) => `\x1b[${colors[kind]}m${line}\x1b[0m`)

/** Differences that stand so near that their context touches. */
export const hunksOf = (edits: readonly Edit[], context: number): Edit[][] => {
  const hunks: Edit[][] = []
  for (const edit of edits) {
    const last = hunks.at(-1)?.at(-1)
    if (last && edit.from[0] - last.from[1] <= 2 * context) hunks.at(-1)!.push(edit)
    else hunks.push([edit])
  }
  return hunks
}

/** From where to where a hunk goes in both texts. */
export const extentOf = (
  hunk: readonly Edit[],
  { old }: Comparison,
  context: number,
): { from: [number, number]; to: [number, number] } => {
  const [first, last] = [hunk[0]!, hunk.at(-1)!]
  const before = Math.min(context, first.from[0])
  const after = Math.min(context, old.length - last.from[1])
  return {
    from: [first.from[0] - before, last.from[1] + after],
    to: [first.to[0] - before, last.to[1] + after],
  }
}
