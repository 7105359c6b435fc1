import type { FileStat } from '../../kernel/process.ts'
import { program, shellQuoted, type Invocation } from '../program.ts'
import { isErrno } from '../../errno.ts'
import { formatTime } from '../text/format-time.ts'
import { nameTables } from '../users.ts'
import { modeText } from './mode.ts'

const spec = {
  short: 'Lfc:t',
  long: { dereference: 'L', 'file-system': 'f', format: 'c:', printf: 'printf:', terse: 't' },
  usage: '[OPTION]... FILE...',
  least: 1,
}

export const stat = program('stat', spec, async (invocation) => {
  const names = await nameTables(invocation.proc)
  for (const path of invocation.operands) await show(invocation, path, names)
  return invocation.status
})

const typeNames: Record<FileStat['type'], string> = {
  file: 'regular file',
  directory: 'directory',
  symlink: 'symbolic link',
  fifo: 'fifo',
  socket: 'socket',
  block: 'block special file',
  character: 'character special file',
}

const typeOf = (stat: FileStat): string =>
  stat.type === 'file' && stat.size === 0 ? 'regular empty file' : typeNames[stat.type]

const show = async (
  invocation: Invocation,
  path: string,
  names: Awaited<ReturnType<typeof nameTables>>,
): Promise<void> => {
  const { proc } = invocation
  try {
    if (invocation.has('f')) return await showFileSystem(invocation, path)
    const found = invocation.has('L') ? await proc.stat(path) : await proc.lstat(path)
    const target = found.type === 'symlink' ? await proc.readlink(path) : undefined
    const format = invocation.value('c') ?? invocation.value('printf')
    if (format === undefined) return await invocation.write(inFull(path, found, target, names))
    const text = format.replace(
      /%([-#0 +]*)(\d*)(?:\.\d+)?([a-zA-Z%])/g,
      (_, flags: string, width: string, letter: string) => {
        const value = field(letter, path, found, target, names)
        return flags.includes('-')
          ? value.padEnd(Number(width))
          : value.padStart(Number(width), flags.includes('0') ? '0' : ' ')
      },
    )
    await invocation.write(
      invocation.has('printf') ? text.replaceAll('\\n', '\n').replaceAll('\\t', '\t') : `${text}\n`,
    )
  } catch (error) {
    if (!isErrno(error)) throw error
    await invocation.complain(`cannot statx ${shellQuoted(path)}: ${error.message}`)
  }
}

const fullTime = (time: number): string => formatTime('%Y-%m-%d %H:%M:%S.%N %z', new Date(time))
const deviceNumber = ({ dev }: FileStat): string => `${Math.floor(dev / 256)},${dev % 256}`

const inFull = (
  path: string,
  stat: FileStat,
  target: string | undefined,
  names: Awaited<ReturnType<typeof nameTables>>,
): string => {
  const octal = stat.mode.toString(8).padStart(4, '0')
  const special = stat.type === 'block' || stat.type === 'character'
  return `  File: ${path}${target === undefined ? '' : ` -> ${target}`}
  Size: ${String(stat.size).padEnd(10)}\tBlocks: ${String(stat.blocks).padEnd(10)} IO Block: ${String(4096).padEnd(6)} ${typeOf(stat)}
Device: ${deviceNumber(stat)}\tInode: ${String(stat.ino).padEnd(11)} Links: ${special ? `${String(stat.nlink).padEnd(5)} Device type: ${stat.rdev >> 8},${stat.rdev & 255}` : stat.nlink}
Access: (${octal}/${modeText(stat.type, stat.mode)})  Uid: (${String(stat.uid).padStart(5)}/${names.user(stat.uid).padStart(8)})   Gid: (${String(stat.gid).padStart(5)}/${names.group(stat.gid).padStart(8)})
Access: ${fullTime(stat.atime)}
Modify: ${fullTime(stat.mtime)}
Change: ${fullTime(stat.ctime)}
 Birth: ${fullTime(stat.birthtime)}
`
}

const seconds = (time: number): string => String(Math.floor(time / 1000))

const typeBits: Record<FileStat['type'], number> = {
  file: 0o100000,
  directory: 0o40000,
  symlink: 0o120000,
  fifo: 0o10000,
  socket: 0o140000,
  block: 0o60000,
  character: 0o20000,
}

const field = (
  letter: string,
  path: string,
  stat: FileStat,
  target: string | undefined,
  names: Awaited<ReturnType<typeof nameTables>>,
): string => {
  switch (letter) {
    case 'a':
      return stat.mode.toString(8)
    case 'A':
      return modeText(stat.type, stat.mode)
    case 'b':
      return String(stat.blocks)
    case 'B':
      return '512'
    case 'd':
      return String(stat.dev)
    case 'f':
      return (typeBits[stat.type] | stat.mode).toString(16)
    case 'F':
      return typeOf(stat)
    case 'g':
      return String(stat.gid)
    case 'G':
      return names.group(stat.gid)
    case 'h':
      return String(stat.nlink)
    case 'i':
      return String(stat.ino)
    case 'n':
      return path
    case 'N':
      return target === undefined ? shellQuoted(path) : `${shellQuoted(path)} -> ${shellQuoted(target)}`
    case 'o':
      return '4096'
    case 's':
      return String(stat.size)
    case 't':
      return (stat.rdev >> 8).toString(16)
    case 'T':
      return (stat.rdev & 255).toString(16)
    case 'u':
      return String(stat.uid)
    case 'U':
      return names.user(stat.uid)
    case 'w':
      return fullTime(stat.birthtime)
    case 'W':
      return seconds(stat.birthtime)
    case 'x':
      return fullTime(stat.atime)
    case 'X':
      return seconds(stat.atime)
    case 'y':
      return fullTime(stat.mtime)
    case 'Y':
      return seconds(stat.mtime)
    case 'z':
      return fullTime(stat.ctime)
    case 'Z':
      return seconds(stat.ctime)
    case '%':
      return '%'
    default:
      return '?'
  }
}

const showFileSystem = async (invocation: Invocation, path: string): Promise<void> => {
  const fs = await invocation.proc.statfs(path)
  await invocation.write(`  File: "${path}"
    ID: 0        Namelen: 255     Type: ${fs.type === 'ext4' ? 'ext2/ext3' : fs.type}
Block size: ${String(fs.blockSize).padEnd(10)} Fundamental block size: ${fs.blockSize}
Blocks: Total: ${String(fs.blocks).padEnd(10)} Free: ${String(fs.free).padEnd(10)} Available: ${fs.available}
Inodes: Total: ${String(fs.files).padEnd(10)} Free: ${fs.filesFree}
`)
}
