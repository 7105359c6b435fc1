import { useMemo } from 'react'
import { blockPicture } from './block-picture.ts'
import type { BlockReading } from './read-blocks.ts'

interface BlocksDrawnProps {
  volumeGib: number
  reading: BlockReading
}

/** The volume from its first block to its last, in rows: where the snapshot has data, and where that is new. */
export function BlocksDrawn({ volumeGib, reading }: BlocksDrawnProps) {
  const { columns, rows, blocksPerCell, unchanged, changed } = useMemo(
    () => blockPicture(volumeGib, reading),
    [volumeGib, reading],
  )
  return (
    <figure className="block-figure">
      <svg
        className="block-picture"
        viewBox={`0 0 ${columns} ${rows}`}
        role="img"
        aria-label={`The volume’s blocks: ${reading.written.length} are in the snapshot${
          reading.changed ? `, ${reading.changed.length} have changed` : ''
        }.`}
      >
        <path className="block-unchanged" d={unchanged} />
        <path className="block-changed" d={changed} />
      </svg>
      <figcaption className="block-legend">
        <Mark kind="empty" text="Never written" />
        <Mark kind="unchanged" text={reading.changed ? 'As in the snapshot before' : 'Written'} />
        {reading.changed && <Mark kind="changed" text="Changed since" />}
        {blocksPerCell > 1 && <span>{`Each square is ${blocksPerCell} blocks.`}</span>}
      </figcaption>
    </figure>
  )
}

function Mark({ kind, text }: { kind: string; text: string }) {
  return (
    <span>
      <span className={`block-mark block-${kind}`} />
      {text}
    </span>
  )
}
