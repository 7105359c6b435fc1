import { type KeyboardEvent, type PointerEvent, useState } from 'react'

const smallest = 160
/** Room that the page above the dock keeps. */
const above = 160

const within = (height: number) => Math.round(Math.max(smallest, Math.min(height, innerHeight - above)))

export function ResizeHandle({ height, onResize }: { height: number; onResize: (height: number) => void }) {
  const [dragging, setDragging] = useState(false)
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    setDragging(true)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: 24, ArrowDown: -24 }[event.key]
    if (!step) return
    event.preventDefault()
    onResize(within(height + step))
  }
  return (
    <div
      role="separator"
      aria-orientation="horizontal"
      aria-label="Resize panel"
      aria-valuenow={height}
      aria-valuemin={smallest}
      tabIndex={0}
      className={dragging ? 'dock-handle dock-handle-dragging' : 'dock-handle'}
      onPointerDown={onPointerDown}
      onPointerMove={({ clientY }) => dragging && onResize(within(innerHeight - clientY))}
      onPointerUp={() => setDragging(false)}
      onPointerCancel={() => setDragging(false)}
      onKeyDown={onKeyDown}
    />
  )
}
