import type { LineBuffer } from './buffer.ts'

/** Editing keys that only change the line: readline's emacs bindings. */
export const editingCommands: Record<string, (line: LineBuffer) => void> = {
  left: (line) => void (line.cursor = Math.max(0, line.cursor - 1)),
  right: (line) => void (line.cursor = Math.min(line.chars.length, line.cursor + 1)),
  home: (line) => void (line.cursor = 0),
  end: (line) => void (line.cursor = line.chars.length),
  'ctrl-left': (line) => void (line.cursor = line.wordStart()),
  'ctrl-right': (line) => void (line.cursor = line.wordEnd()),
  backspace: (line) => void (line.cursor > 0 && line.remove(line.cursor - 1, line.cursor)),
  delete: (line) => void (line.cursor < line.chars.length && line.remove(line.cursor, line.cursor + 1)),
  'ctrl-k': (line) => line.kill(line.cursor, line.chars.length),
  'ctrl-u': (line) => line.kill(0, line.cursor),
  'ctrl-w': (line) => line.kill(line.wordStart(true), line.cursor),
  'alt-backspace': (line) => line.kill(line.wordStart(), line.cursor),
  'alt-d': (line) => line.kill(line.cursor, line.wordEnd()),
  'ctrl-y': (line) => line.yank(),
  'ctrl-t': (line) => line.transpose(),
  'alt-t': (line) => line.transposeWords(),
  'alt-\\': (line) => line.removeBlanks(),
  'alt-u': (line) => line.changeWord((word) => word.toUpperCase()),
  'alt-l': (line) => line.changeWord((word) => word.toLowerCase()),
  'alt-c': (line) =>
    line.changeWord((word) => word.toLowerCase().replace(/\p{L}/u, (letter) => letter.toUpperCase())),
}

const same: Record<string, string> = {
  'ctrl-b': 'left',
  'ctrl-f': 'right',
  'ctrl-a': 'home',
  'ctrl-e': 'end',
  'alt-b': 'ctrl-left',
  'alt-f': 'ctrl-right',
  'ctrl-p': 'up',
  'ctrl-n': 'down',
  'ctrl-h': 'backspace',
  'ctrl-delete': 'alt-d',
}

/** Several keys do the same. */
export const canonicalKey = (name: string): string => same[name] ?? name
