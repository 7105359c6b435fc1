import type { Key } from '../terminal/keys.ts'
import type { Session } from './session.ts'

/** What changes the text, and keys that mean nothing. */
export function edit(session: Session, key: Key, cutting: boolean): void {
  const { buffer } = session
  if (session.readOnly && key.name !== 'escape') {
    session.message = 'Key is invalid in view mode'
    return
  }
  switch (key.name) {
    case 'char':
      return buffer.change('typing', () => buffer.insert(key.text))
    case 'paste':
      return buffer.change('', () => buffer.insert(key.text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')))
    case 'tab':
      return buffer.change('typing', () => buffer.insert('\t'))
    case 'enter':
      return buffer.change('', () => buffer.insert('\n'))
    case 'backspace':
    case 'ctrl-h':
      return buffer.change('erasing', () => {
        if (buffer.left()) buffer.deleteForward()
      })
    case 'delete':
    case 'ctrl-d':
      return buffer.change('deleting', () => void buffer.deleteForward())
    case 'ctrl-k':
      return cut(session, cutting)
    case 'ctrl-u':
      if (buffer.clipboard.length === 0) {
        session.message = 'Cutbuffer is empty'
        return
      }
      return buffer.change('', () => buffer.insert(buffer.clipboard.join('')))
    case 'escape':
    case 'unknown':
    case 'resize':
      return
    default:
      session.message = `Unbound key: ${shownKey(key.name)}`
  }
}

/** ^K again and again collects the lines. */
function cut(session: Session, cutting: boolean): void {
  const { buffer } = session
  if (buffer.mark) {
    buffer.change('', () => (buffer.clipboard = [buffer.takeMarked(true)]))
    return
  }
  const { line } = buffer.cursor
  if (line === buffer.lines.length - 1 && buffer.current === '') return
  buffer.change('cutting', () => {
    const [taken] = buffer.lines.splice(line, 1)
    if (buffer.lines.length === 0) buffer.lines.push('')
    buffer.clipboard = [...(cutting ? buffer.clipboard : []), `${taken}\n`]
    buffer.cursor = { line: Math.min(line, buffer.lines.length - 1), at: 0 }
  })
  session.cutting = true
}

export function copy(session: Session): void {
  const { buffer } = session
  if (buffer.mark) buffer.clipboard = [buffer.takeMarked(false)]
  else {
    buffer.clipboard = [`${buffer.current}\n`]
    buffer.vertical(1)
  }
}

const shownKey = (name: string): string =>
  name.startsWith('ctrl-')
    ? `^${name.slice(5).toUpperCase()}`
    : name.startsWith('alt-')
      ? `M-${name.slice(4).toUpperCase()}`
      : name
