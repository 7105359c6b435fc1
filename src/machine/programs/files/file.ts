import { isErrno } from '../../errno.ts'
import { program, type Invocation } from '../program.ts'
import { describeContent } from './file-types.ts'

const spec = {
  short: '+bihLsz0m:N',
  long: {
    brief: 'b',
    mime: 'i',
    'mime-type': 'mime-type',
    dereference: 'L',
    'no-dereference': 'h',
    'special-files': 's',
  },
  lacking: { z: '-z', '0': '-0', m: '-m', N: '-N' },
  usage: '[OPTION...] [FILE...]',
  least: 1,
}

export const file = program('file', spec, async (invocation) => {
  const width = Math.max(...invocation.operands.map((name) => name.length)) + 1
  for (const name of invocation.operands) {
    const text = await describe(invocation, name)
    await invocation.write(invocation.has('b') ? `${text}\n` : `${`${name}:`.padEnd(width)} ${text}\n`)
  }
  return 0
})

/** Enough for tar's magic at 257 and ext4's superblock at 1024. */
const headLength = 65_536

const describe = async (invocation: Invocation, name: string): Promise<string> => {
  const { proc } = invocation
  const mime = invocation.has('i', 'mime-type')
  try {
    const stat = invocation.has('L') ? await proc.stat(name) : await proc.lstat(name)
    if (stat.type === 'directory')
      return mime ? 'inode/directory' : `${stat.mode & 0o1000 ? 'sticky, ' : ''}directory`
    if (stat.type === 'symlink') {
      const target = await proc.readlink(name)
      const broken = await proc.stat(name).then(
        () => false,
        () => true,
      )
      return mime ? 'inode/symlink' : `${broken ? 'broken ' : ''}symbolic link to ${target}`
    }
    if (stat.type === 'fifo') return 'fifo (named pipe)'
    if (stat.type === 'socket') return 'socket'
    const special = stat.type === 'block' || stat.type === 'character'
    if (special && !invocation.has('s')) return `${stat.type} special (${stat.rdev >> 8}/${stat.rdev & 255})`
    if (!special && stat.size === 0) return mime ? 'inode/x-empty' : 'empty'
    const fd = await proc.open(name, { read: true })
    const head = await proc.read(fd, headLength)
    await proc.close(fd)
    const { text, type } = describeContent(head)
    return mime ? type : text
  } catch (error) {
    if (!isErrno(error)) throw error
    return error.code === 'ENOENT'
      ? `cannot open \`${name}' (No such file or directory)`
      : `${error.code === 'EACCES' ? 'regular file, no read permission' : `cannot open \`${name}' (${error.message})`}`
  }
}
