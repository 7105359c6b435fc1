import { modeText } from '../../files/mode.ts'
import { formatTime } from '../../text/format-time.ts'
import { deflate, isDirectory, isSymlink, type Entry } from './format.ts'

const dateOf = (entry: Entry): string => formatTime('%F %H:%M', new Date(entry.mtime))
const files = (count: number): string => `${count} file${count === 1 ? '' : 's'}`
const sum = (entries: readonly Entry[], of: (entry: Entry) => number): number =>
  entries.reduce((total, entry) => total + of(entry), 0)

/** unzip's rounded percentage of what was saved. */
const savedShare = (size: number, compressed: number): number => {
  if (size === 0) return 0
  const saved = size - compressed
  return Math.sign(saved) * Math.floor((Math.abs(saved) * 200 + size) / (size * 2))
}

/** `unzip -l`. */
export const shortListing = (entries: readonly Entry[], quiet: boolean): string => {
  const lines = entries.map((entry) => `${String(entry.size).padStart(9)}  ${dateOf(entry)}   ${entry.name}`)
  if (quiet) return lines.map((line) => `${line}\n`).join('')
  return [
    '  Length      Date    Time    Name',
    '---------  ---------- -----   ----',
    ...lines,
    '---------                     -------',
    `${String(sum(entries, ({ size }) => size)).padStart(9)}                     ${files(entries.length)}`,
    '',
  ].join('\n')
}

/** `unzip -v`. */
export const verboseListing = (entries: readonly Entry[]): string => {
  const share = (size: number, compressed: number): string => `${savedShare(size, compressed)}%`.padStart(4)
  const lines = entries.map((entry) => {
    const method = entry.method === deflate ? 'Defl:N' : 'Stored'
    const sizes = `${String(entry.size).padStart(8)}  ${method} ${String(entry.compressedSize).padStart(8)}`
    const crc = entry.crc.toString(16).padStart(8, '0')
    return `${sizes} ${share(entry.size, entry.compressedSize)} ${dateOf(entry)} ${crc}  ${entry.name}`
  })
  const size = sum(entries, (entry) => entry.size)
  const compressed = sum(entries, (entry) => entry.compressedSize)
  const totals = `${String(size).padStart(8)}         ${String(compressed).padStart(8)} ${share(size, compressed)}`
  return [
    ' Length   Method    Size  Cmpr    Date    Time   CRC-32   Name',
    '--------  ------  ------- ---- ---------- ----- --------  ----',
    ...lines,
    '--------          -------  ---                            -------',
    `${totals}                            ${files(entries.length)}`,
    '',
  ].join('\n')
}

/** `zipinfo`. */
export const infoListing = (name: string, archiveSize: number, entries: readonly Entry[]): string => {
  const lines = entries.map((entry) => {
    const type = isDirectory(entry) ? 'directory' : isSymlink(entry) ? 'symlink' : 'file'
    const version = `${Math.floor((entry.madeBy & 255) / 10)}.${(entry.madeBy & 255) % 10}`
    const kind = `${entry.isText ? 't' : 'b'}${entry.localExtra.length + entry.extra.length > 0 ? 'x' : '-'}`
    const method = entry.method === deflate ? 'defN' : 'stor'
    const date = formatTime('%y-%b-%d %H:%M', new Date(entry.mtime))
    return `${modeText(type, entry.mode & 0o7777)}  ${version} unx ${String(entry.size).padStart(8)} ${kind} ${method} ${date} ${entry.name}`
  })
  const size = sum(entries, (entry) => entry.size)
  const compressed = sum(entries, (entry) => entry.compressedSize)
  const share = size === 0 ? 0 : ((size - compressed) / size) * 100
  return [
    `Archive:  ${name}`,
    `Zip file size: ${archiveSize} bytes, number of entries: ${entries.length}`,
    ...lines,
    `${files(entries.length)}, ${size} bytes uncompressed, ${compressed} bytes compressed:  ${share.toFixed(1)}%`,
    '',
  ].join('\n')
}
