import { type BlockReading, blockSize } from './read-blocks.ts'

/** A square of the picture: one block, or several of a large volume. */
export type Cell = 'empty' | 'unchanged' | 'changed'

export interface Picture {
  columns: number
  rows: number
  blocksPerCell: number
  /** SVG paths of all cells of a kind, one unit each. */
  unchanged: string
  changed: string
}

/** More squares would be too small to look at: these are eight pixels wide on a usual screen. */
const mostCells = 4096

/** Four times as wide as high, whatever the volume's size. */
export const blockPicture = (volumeGib: number, { written, changed }: BlockReading): Picture => {
  const total = Math.ceil((volumeGib * 2 ** 30) / blockSize)
  const blocksPerCell = Math.ceil(total / mostCells)
  const count = Math.ceil(total / blocksPerCell)
  const columns = 2 ** Math.ceil(Math.log2(Math.sqrt(count * 4)))
  const cells: Cell[] = Array.from({ length: count }, () => 'empty')
  const mark = (indexes: readonly number[], cell: Cell) => {
    for (const index of indexes) {
      const at = Math.floor(index / blocksPerCell)
      if (at < count) cells[at] = cell
    }
  }
  mark(written, 'unchanged')
  mark(changed ?? [], 'changed')
  return {
    columns,
    rows: Math.ceil(count / columns),
    blocksPerCell,
    unchanged: pathOf(cells, columns, 'unchanged'),
    changed: pathOf(cells, columns, 'changed'),
  }
}

/** Cells side by side are one rectangle: a path of a full disk stays short. */
const pathOf = (cells: readonly Cell[], columns: number, kind: Cell): string => {
  const parts: string[] = []
  for (let at = 0; at < cells.length; at++) {
    if (cells[at] !== kind) continue
    const start = at
    const endOfRow = start - (start % columns) + columns
    while (at + 1 < Math.min(endOfRow, cells.length) && cells[at + 1] === kind) at++
    const length = at - start + 1
    parts.push(`M${start % columns} ${Math.floor(start / columns)}h${length}v1h-${length}z`)
  }
  return parts.join('')
}
