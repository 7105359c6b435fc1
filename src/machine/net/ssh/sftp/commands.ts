import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import type { Entry, Side } from '../../rsync/side.ts'
import { LocalSide } from '../../rsync/side.ts'
import type { Meter } from '../scp/meter.ts'

/** Where a person stands on both machines. */
export interface Place {
  proc: Process
  far: Side
  /** The far working directory. */
  cwd: string
  meter: Meter
}

/** A command that could not be done; the message is for the person. */
class SftpError extends Error {
  override readonly name = 'SftpError'
}

const kept = { mode: true, times: false, owner: false }

const resolve = (from: string, path: string): string => {
  const names: string[] = []
  for (const name of (path.startsWith('/') ? path : `${from}/${path}`).split('/')) {
    if (name === '..') names.pop()
    else if (name !== '' && name !== '.') names.push(name)
  }
  return `/${names.join('/')}`
}

const baseName = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) || path

async function needed(side: Side, path: string, told: string): Promise<Entry> {
  const entry = await side.look(`${path}`)
  if (!entry) throw new SftpError(told)
  return entry
}

/** Copies a file, or a folder with all in it, from one side to the other. */
async function transfer(from: Side, to: Side, entry: Entry, target: string, meter: Meter): Promise<void> {
  if (entry.type === 'directory') {
    if (!(await to.look(target))) await to.makeFolder(target, entry.mode)
    for (const child of await from.list(entry.path))
      await transfer(from, to, child, `${target}/${baseName(child.path)}`, meter)
    return
  }
  if (entry.type !== 'file') return
  meter.begin(entry.path, entry.size)
  let at = 0
  do {
    const part = await from.read(entry.path, at)
    if (part.length === 0 && at < entry.size) break
    await to.write(target, part, at === 0)
    at += part.length
    await meter.advance(part.length)
  } while (at < entry.size)
  await to.finish(target, entry, kept)
  await meter.end()
}

type Run = (place: Place, words: string[], flags: ReadonlySet<string>) => Promise<void>

async function copy(place: Place, way: 'get' | 'put', words: string[], recursive: boolean): Promise<void> {
  const { proc, far, cwd, meter } = place
  const near = new LocalSide(proc)
  const [source, target] = words
  if (source === undefined) throw new SftpError(`You must specify at least one path after a ${way} command.`)
  const [from, to] = way === 'get' ? [far, near] : [near, far]
  const [fromCwd, toCwd] = way === 'get' ? [cwd, proc.cwd] : [proc.cwd, cwd]
  const path = resolve(fromCwd, source)
  const missing = way === 'get' ? `File "${path}" not found.` : `stat ${source}: No such file or directory`
  const entry = await needed(from, path, missing)
  if (entry.type === 'directory' && !recursive)
    throw new SftpError(way === 'get' ? `download ${JSON.stringify(path)}: not a regular file` : `local ${JSON.stringify(source)} is not a regular file`) // prettier-ignore
  const into = resolve(toCwd, target ?? '.')
  const folder = (await to.look(into))?.type === 'directory'
  const end = folder ? `${into.replace(/\/$/, '')}/${baseName(path)}` : into
  await proc.stdout.line(
    way === 'get' ? `Fetching ${path} to ${target ?? baseName(path)}` : `Uploading ${source} to ${end}`,
  )
  await transfer(from, to, entry, end, meter)
}

/** sftp(1)'s commands. */
export const commands: Readonly<Record<string, Run>> = {
  'pwd': async ({ proc, cwd }) => proc.stdout.line(`Remote working directory: ${cwd}`),
  'lpwd': async ({ proc }) => proc.stdout.line(`Local working directory: ${proc.cwd}`),
  'cd': async (place, [path = '~']) => {
    const to = resolve(place.cwd, path)
    const entry = await place.far.look(`${to}/.`)
    if (!entry) throw new SftpError(`stat ${path}: No such file or directory`)
    place.cwd = to
  },
  'lcd': async ({ proc }, [path]) => proc.chdir(path ?? proc.env.get('HOME') ?? '/'),
  'ls': async ({ proc, far, cwd }, [path = '.'], flags) => {
    const at = resolve(cwd, path)
    const entry = await needed(far, at, `Can't ls: "${at}" not found`)
    const entries = entry.type === 'directory' ? await far.list(at) : [entry]
    const shown = entries.filter((one) => flags.has('a') || !baseName(one.path).startsWith('.'))
    for (const one of shown) await proc.stdout.line(flags.has('l') ? longLine(one) : baseName(one.path))
  },
  'mkdir': async ({ far, cwd }, [path = '']) => far.makeFolder(resolve(cwd, path), 0o755),
  'rm': async ({ proc, far, cwd }, words) => {
    for (const word of words) {
      const path = resolve(cwd, word)
      await proc.stdout.line(`Removing ${path}`)
      if ((await needed(far, path, `Couldn't delete file: No such file or directory`)).type === 'directory')
        throw new SftpError(`Couldn't delete file: Failure`)
      await far.remove(path)
    }
  },
  'rmdir': async ({ far, cwd }, [path = '']) => {
    const at = resolve(cwd, path)
    await needed(far, at, `Couldn't remove directory: No such file or directory`)
    if ((await far.list(at)).length > 0) throw new SftpError(`Couldn't remove directory: Failure`)
    await far.remove(at)
  },
  'chmod': async ({ proc, far, cwd }, [mode = '', path = '']) => {
    if (!/^[0-7]{3,4}$/.test(mode)) throw new SftpError('You must supply a numeric argument to the chmod command.')
    const at = resolve(cwd, path)
    const entry = await needed(far, at, `Can't stat: No such file or directory`)
    await proc.stdout.line(`Changing mode on ${at}`)
    await far.setAttributes(at, { ...entry, mode: Number.parseInt(mode, 8) }, kept)
  },
  'get': (place, words, flags) => copy(place, 'get', words, flags.has('r') || flags.has('R')),
  'put': (place, words, flags) => copy(place, 'put', words, flags.has('r') || flags.has('R')),
  'version': async ({ proc }) => proc.stdout.line('SFTP protocol version 3'),
  'help': async ({ proc }) =>
    proc.stdout.write(`Available commands:
bye                                Quit sftp
cd path                            Change remote directory to 'path'
chmod mode path                    Change permissions of file 'path' to 'mode'
exit                               Quit sftp
get [-r] remote [local]            Download file
lcd path                           Change local directory to 'path'
lpwd                               Print local working directory
ls [-al] [path]                    Display remote directory listing
mkdir path                         Create remote directory
put [-r] local [remote]            Upload file
pwd                                Display remote working directory
quit                               Quit sftp
rm path                            Delete remote file
rmdir path                         Remove remote directory
`),
} // prettier-ignore

const letters = (mode: number): string =>
  [6, 3, 0].map((shift) => ['r', 'w', 'x'].map((letter, bit) => ((mode >> shift) & (4 >> bit) ? letter : '-')).join('')).join('') // prettier-ignore

function longLine({ path, type, mode, uid, gid, size, mtime }: Entry): string {
  const kind = type === 'directory' ? 'd' : type === 'symlink' ? 'l' : '-'
  const [, month, day, , time] = new Date(mtime).toUTCString().replace(',', '').split(' ').map((_, at, all) => all[[0, 2, 1, 3, 4][at]!]) // prettier-ignore
  return `${kind}${letters(mode)}    1 ${String(uid).padEnd(8)} ${String(gid).padEnd(8)} ${String(size).padStart(8)} ${month} ${String(Number(day)).padStart(2)} ${time?.slice(0, 5)} ${baseName(path)}`
}

/** What a failed system call of either side is told as. */
export const failureText = (error: unknown): string | undefined =>
  error instanceof SftpError ? error.message : isErrno(error) ? error.message : undefined
