import type { FileStat } from '../../../kernel/process.ts'
import { formatTime } from '../../text/format-time.ts'
import type { nameTables } from '../../users.ts'
import { modeText } from '../mode.ts'
import { baseName, directoryName } from '../paths.ts'
import type { Found } from './expression.ts'
import { typeLetters } from './file-types.ts'

type Names = Awaited<ReturnType<typeof nameTables>>

/** What -printf makes of a file. */
export const printFormat = (format: string, { path, stat, depth }: Found, names: Names): string => {
  return format.replace(
    /\\([\\nt0])|%([-0]*)(\d*)(T.|A.|C.|[a-zA-Z%])/g,
    (_, escape: string | undefined, flags: string, width: string, letter: string) => {
      if (escape) return { '\\': '\\', n: '\n', t: '\t', 0: '\0' }[escape]!
      const text = field(letter, path, stat, depth, names)
      return flags.includes('-') ? text.padEnd(Number(width)) : text.padStart(Number(width))
    },
  )
}

const field = (letter: string, path: string, stat: FileStat, depth: number, names: Names): string => {
  if (letter.length === 2) {
    const time = letter[0] === 'T' ? stat.mtime : letter[0] === 'A' ? stat.atime : stat.ctime
    return letter[1] === '@' ? (time / 1000).toFixed(10) : formatTime(`%${letter[1]}`, new Date(time))
  }
  switch (letter) {
    case 'p':
      return path
    case 'f':
      return baseName(path)
    case 'h':
      return directoryName(path)
    case 'P':
      return depth === 0 ? '' : path.split('/').slice(-depth).join('/')
    case 's':
      return String(stat.size)
    case 'k':
      return String(Math.ceil(stat.blocks / 2))
    case 'b':
      return String(stat.blocks)
    case 'd':
      return String(depth)
    case 'i':
      return String(stat.ino)
    case 'n':
      return String(stat.nlink)
    case 'm':
      return stat.mode.toString(8)
    case 'M':
      return modeText(stat.type, stat.mode)
    case 'u':
      return names.user(stat.uid)
    case 'U':
      return String(stat.uid)
    case 'g':
      return names.group(stat.gid)
    case 'G':
      return String(stat.gid)
    case 'y':
      return Object.entries(typeLetters).find(([, type]) => type === stat.type)?.[0] ?? 'U'
    case 't':
      return formatTime('%a %b %e %H:%M:%S.%N0 %Y', new Date(stat.mtime))
    case '%':
      return '%'
    default:
      return `%${letter}`
  }
}
