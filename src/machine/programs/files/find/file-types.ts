import type { FileStat } from '../../../kernel/process.ts'

/** As -type and %y name them. */
export const typeLetters: Readonly<Record<string, FileStat['type']>> = {
  f: 'file',
  d: 'directory',
  l: 'symlink',
  p: 'fifo',
  s: 'socket',
  b: 'block',
  c: 'character',
}
