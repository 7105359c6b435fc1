import { isErrno } from '../../errno.ts'
import { probe } from '../../fs/index.ts'
import { programOf } from '../../kernel/binary-format.ts'
import type { Process } from '../../kernel/process.ts'
import { withDevice } from './device-of.ts'

/** file(1), in short: what kind of thing each file is; with -s also devices are read. */
export async function file(proc: Process): Promise<number> {
  const args = proc.argv.slice(1)
  const special = args.some((word) => /^-\w*s/.test(word) || word === '--special-files')
  const brief = args.some((word) => /^-\w*b/.test(word))
  const paths = args.filter((word) => !word.startsWith('-'))
  if (paths.length === 0) {
    await proc.stderr.line('Usage: file [-bs] file ...')
    return 1
  }
  const width = Math.max(...paths.map((path) => path.length)) + 1
  for (const path of paths) {
    const kind = await kindOf(proc, path, special)
    await proc.stdout.line(brief ? kind : `${`${path}:`.padEnd(width)} ${kind}`)
  }
  return 0
}

async function kindOf(proc: Process, path: string, special: boolean): Promise<string> {
  try {
    const stat = await proc.lstat(path)
    if (stat.type === 'symlink') return `symbolic link to ${await proc.readlink(path)}`
    if (stat.type === 'directory') return 'directory'
    if (stat.type === 'fifo') return 'fifo (named pipe)'
    if (stat.type === 'socket') return 'socket'
    const numbers = `(${Math.floor(stat.rdev / 256)}/${stat.rdev % 256})`
    if (stat.type === 'character') return `character special ${numbers}`
    if (stat.type === 'block') return special ? await deviceKind(proc, path) : `block special ${numbers}`
    return stat.size === 0 ? 'empty' : await contentKind(proc, path)
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return `cannot open \`${path}' (No such file or directory)`
    if (isErrno(error)) return `no read permission`
    throw error
  }
}

const deviceKind = (proc: Process, path: string): Promise<string> =>
  withDevice(proc, path, 'read', async (device) => {
    const found = await probe(device)
    if (found?.type === 'ext4') {
      const label = found.label === '' ? '' : `, volume name "${found.label}"`
      return `Linux rev 1.0 ext4 filesystem data, UUID=${found.uuid}${label} (extents) (large files) (huge files)`
    }
    return found ? 'DOS/MBR boot sector; partition 1 : ID=0xee, GPT partition table' : 'data'
  })

async function contentKind(proc: Process, path: string): Promise<string> {
  const fd = await proc.open(path, { read: true })
  try {
    const head = await proc.read(fd, 4096)
    if (programOf(head) !== undefined) return 'Sandcloud executable'
    const magic = String.fromCharCode(...head.subarray(0, 8))
    if (magic.startsWith('\x1f\x8b')) return 'gzip compressed data'
    if (magic.startsWith('\x89PNG')) return 'PNG image data'
    if (magic.startsWith('PK\x03\x04')) return 'Zip archive data'
    if (magic.startsWith('-----BEG')) return 'PEM certificate or key'
    return textKind(head)
  } finally {
    await proc.close(fd)
  }
}

function textKind(head: Uint8Array): string {
  if (head.some((byte) => byte < 7 || (byte > 13 && byte < 27))) return 'data'
  const ascii = head.every((byte) => byte < 128)
  const text = new TextDecoder().decode(head)
  const [, interpreter] = /^#!\s*(\S+(?:\s+\S+)?)/.exec(text) ?? []
  const encoding = ascii ? 'ASCII text' : 'UTF-8 Unicode text'
  if (interpreter === undefined) return encoding
  const name = interpreter.endsWith('bash')
    ? 'Bourne-Again shell'
    : interpreter.endsWith('sh')
      ? 'POSIX shell'
      : interpreter
  return `${name} script, ${encoding} executable`
}
