import type { Session } from './session.ts'

/** Moves the cursor, if the key does. */
export function move({ buffer, view }: Session, name: string): boolean {
  const page = Math.max(1, view.textRows - 2)
  const vertical: Record<string, number> = {
    up: -1,
    'ctrl-p': -1,
    down: 1,
    'ctrl-n': 1,
    'page-up': -page,
    'ctrl-y': -page,
    'page-down': page,
    'ctrl-v': page,
  }
  const by = vertical[name]
  if (by !== undefined) {
    if (Math.abs(by) > 1) view.scroll(by, buffer)
    buffer.moved(true)
    buffer.vertical(by)
    return true
  }
  switch (name) {
    case 'left':
    case 'ctrl-b':
      buffer.left()
      break
    case 'right':
    case 'ctrl-f':
      buffer.right()
      break
    case 'home':
    case 'ctrl-a':
      buffer.cursor.at = 0
      break
    case 'end':
    case 'ctrl-e':
      buffer.cursor.at = buffer.current.length
      break
    case 'ctrl-left':
    case 'alt-b':
    case 'alt- ':
      buffer.wordLeft()
      break
    case 'ctrl-right':
    case 'alt-f':
    case 'ctrl-space':
      buffer.wordRight()
      break
    case 'ctrl-home':
    case 'alt-\\':
    case 'alt-|':
      buffer.cursor = { line: 0, at: 0 }
      break
    case 'ctrl-end':
    case 'alt-/':
    case 'alt-?':
      buffer.cursor = { line: buffer.lines.length - 1, at: 0 }
      break
    default:
      return false
  }
  buffer.moved()
  return true
}
