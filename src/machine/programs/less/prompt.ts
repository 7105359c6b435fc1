import { reversed } from '../terminal/full-screen.ts'
import type { Settings } from './settings.ts'

/** What the last row can tell. */
export interface Position {
  /** None for standard input. */
  name: string | undefined
  /** manual pages have a prompt of their own. */
  title: string | undefined
  file: number
  files: readonly string[]
  /** The first prompt for this file. */
  isFirst: boolean
  /** From 1; 0 where nothing is shown. */
  firstLine: number
  lastLine: number
  lines: number
  bytes: number
  size: number
  atEnd: boolean
}

const percentOf = ({ bytes, size }: Position): number => (size === 0 ? 100 : Math.floor((bytes * 100) / size))

const place = (position: Position, uncounted: boolean): string =>
  uncounted
    ? `byte ${position.bytes}/${position.size}`
    : `lines ${position.firstLine}-${position.lastLine}/${position.lines}`

const ordinal = ({ file, files }: Position): string | undefined =>
  files.length > 1 ? `(file ${file + 1} of ${files.length})` : undefined

const joined = (...words: (string | false | undefined)[]): string => words.filter(Boolean).join(' ')

/** The last row when nothing else is to be said; only a colon where there is nothing to tell. */
export const promptFor = (position: Position, { prompt, uncounted }: Settings): string => {
  const { name, title, file, files, isFirst, atEnd } = position
  const percent = `${percentOf(position)}%`
  if (prompt === 'more' || prompt === 'more-help') {
    const more = atEnd ? '--More--(END)' : `--More--(${percent})`
    return reversed(prompt === 'more' ? more : `${more}[Press space to continue, 'q' to quit.]`)
  }
  if (title !== undefined) {
    const line = `line ${position.firstLine}${atEnd ? `/${position.lines} (END)` : ''}`
    return reversed(` Manual page ${title} ${line} (press h for help or q to quit)`)
  }
  const next = files[file + 1]
  const end = atEnd && joined('(END)', next !== undefined && `- Next: ${next}`)
  const head = isFirst || prompt === 'long' ? joined(name, isFirst && ordinal(position)) : ''
  const words = {
    short: joined(head, end),
    medium: joined(head, end || percent),
    long: joined(head, place(position, uncounted), end || percent),
  }[prompt]
  return words === '' ? ':' : reversed(words)
}

/** The answer to `=`. */
export const positionLine = (position: Position, { uncounted }: Settings): string =>
  joined(
    position.name,
    ordinal(position),
    !uncounted && place(position, false),
    `byte ${position.bytes}/${position.size}`,
    position.atEnd ? '(END)' : `${percentOf(position)}%`,
  )

export const helpPrompt = (atEnd: boolean): string =>
  reversed(
    atEnd
      ? 'HELP -- END -- Press g to see it again, or q when done'
      : 'HELP -- Press RETURN for more, or q when done',
  )
