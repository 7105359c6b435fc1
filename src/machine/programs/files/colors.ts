import type { FileStat } from '../../kernel/process.ts'

const archives = /\.(tar|tgz|gz|bz2|xz|zip|zst|rpm|deb|jar|7z)$/i
const pictures = /\.(jpe?g|png|gif|bmp|svg|webp|mp4|mkv|webm|mov)$/i

/** dircolors' defaults. `broken`: a symlink that leads nowhere. */
export const colorOf = (
  name: string,
  { type, mode }: Pick<FileStat, 'type' | 'mode'>,
  broken = false,
): string => {
  switch (type) {
    case 'directory':
      if (mode & 0o1000) return mode & 0o002 ? '30;42' : '37;44'
      return mode & 0o002 ? '34;42' : '01;34'
    case 'symlink':
      return broken ? '40;31;01' : '01;36'
    case 'fifo':
      return '40;33'
    case 'socket':
      return '01;35'
    case 'block':
    case 'character':
      return '40;33;01'
  }
  if (mode & 0o4000) return '37;41'
  if (mode & 0o2000) return '30;43'
  if (mode & 0o111) return '01;32'
  if (archives.test(name)) return '01;31'
  return pictures.test(name) ? '01;35' : ''
}

export const colored = (text: string, color: string): string =>
  color ? `\x1b[0m\x1b[${color}m${text}\x1b[0m` : text
