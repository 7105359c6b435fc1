import type { Process } from '../../../kernel/process.ts'
import { type Told, receiveAll, sendAll } from './ends.ts'
import { ScpError, type Wire, wireOver } from './protocol.ts'

interface Call {
  recursive: boolean
  quiet: boolean
  /** For ssh, as they were given. */
  sshOptions: string[]
  paths: string[]
}

const usage = `usage: scp [-346ABCOpqRrsTv] [-c cipher] [-D sftp_server_path] [-F ssh_config]
           [-i identity_file] [-J destination] [-l limit]
           [-o ssh_option] [-P port] [-S program] source ... target`

/** scp, in its old protocol: the far end is scp too, started through ssh. */
export async function scp(proc: Process): Promise<number> {
  proc.onSignal('SIGPIPE', 'ignore')
  const words = proc.argv.slice(1)
  const silent: Told = async () => undefined
  try {
    if (words.includes('-t'))
      return status(await receiveAll(proc, wireOver(proc, 0, 1), words.at(-1)!, silent))
    if (words.includes('-f'))
      return status(await sendAll(proc, wireOver(proc, 0, 1), [words.at(-1)!], words.includes('-r'), silent))
    const call = parse(words)
    if (!call) {
      await proc.stderr.line(usage)
      return 1
    }
    return await copy(proc, call)
  } catch (error) {
    if (!(error instanceof ScpError)) throw error
    if (error.message !== '') await proc.stderr.line(error.message)
    return 1
  }
}

const status = (good: boolean): number => (good ? 0 : 1)

function parse(words: readonly string[]): Call | undefined {
  const call: Call = { recursive: false, quiet: false, sshOptions: [], paths: [] }
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    if (!word.startsWith('-') || word === '-') call.paths.push(word)
    else if (/^-[iFoJ]/.test(word))
      call.sshOptions.push(word, ...(word.length > 2 ? [] : [words[++at] ?? '']))
    else if (word.startsWith('-P')) call.sshOptions.push('-p', word.slice(2) || (words[++at] ?? ''))
    else {
      call.recursive ||= word.includes('r')
      call.quiet ||= word.includes('q')
      if (word.includes('v')) call.sshOptions.push('-v')
    }
  }
  return call.paths.length >= 2 ? call : undefined
}

/** `user@host:path`; a colon behind a slash belongs to a file's name. */
function remoteOf(path: string): { host: string; path: string } | undefined {
  const [, host, rest] = /^([^/:]+):(.*)$/s.exec(path) ?? []
  return host === undefined ? undefined : { host, path: rest || '.' }
}

const quote = (path: string): string =>
  /^[\w./~+=@%-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`

async function copy(proc: Process, call: Call): Promise<number> {
  const target = call.paths.at(-1)!
  const sources = call.paths.slice(0, -1)
  const to = remoteOf(target)
  const told: Told = async (name, size) => {
    if (!call.quiet && proc.tty(1)) await proc.stdout.line(progressLine(name, size, proc.tty(1)!.columns))
  }
  const flags = call.recursive ? '-r ' : ''
  if (to)
    return throughSsh(proc, call, to.host, `scp ${flags}-t ${quote(to.path)}`, (wire) =>
      sendAll(proc, wire, sources, call.recursive, told),
    )
  let worst = 0
  for (const source of sources) {
    const from = remoteOf(source)
    if (!from) throw new ScpError('scp: one side has to be on another machine; use cp here')
    const done = await throughSsh(proc, call, from.host, `scp ${flags}-f ${quote(from.path)}`, (wire) =>
      receiveAll(proc, wire, target, told),
    )
    worst = Math.max(worst, done)
  }
  return worst
}

async function throughSsh(
  proc: Process,
  { sshOptions }: Call,
  host: string,
  command: string,
  talk: (wire: Wire) => Promise<boolean>,
): Promise<number> {
  const [toSsh, fromSsh] = [proc.pipe(), proc.pipe()]
  const ssh = await proc.spawn('/usr/bin/ssh', ['ssh', '-T', ...sshOptions, host, command], {
    descriptors: new Map([
      [0, toSsh.read],
      [1, fromSsh.write],
      [2, 2],
    ]),
  })
  await proc.close(toSsh.read)
  await proc.close(fromSsh.write)
  let good = false
  try {
    good = await talk(wireOver(proc, fromSsh.read, toSsh.write))
  } catch (error) {
    if (!(error instanceof ScpError)) throw error
    if (error.message !== '') await proc.stderr.line(error.message)
  }
  await proc.close(toSsh.write)
  const end = await proc.wait(ssh)
  await proc.close(fromSsh.read)
  if (end?.exit === 255) await proc.stderr.line('scp: Connection closed')
  return good && end?.exit === 0 ? 0 : end?.exit || 1
}

function progressLine(name: string, size: number, width: number): string {
  const amount =
    size < 10_000
      ? `${size}`
      : size < 10_240_000
        ? `${Math.round(size / 1024)}KB`
        : `${Math.round(size / 1024 ** 2)}MB`
  const right = ` 100% ${amount.padStart(6)}     00:00    `
  return `${name.slice(0, width - right.length).padEnd(width - right.length)}${right}`
}
