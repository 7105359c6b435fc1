import type { Process } from '../../../kernel/process.ts'
import { type EndOptions, Sink, Source } from './ends.ts'
import { progressMeter, silent } from './meter.ts'
import { ScpError, type Wire, wireOver } from './protocol.ts'

interface Call {
  recursive: boolean
  preserve: boolean
  quiet: boolean
  /** -t and -f: this is the far end. */
  far?: 'sink' | 'source'
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
  try {
    const call = parse(proc.argv.slice(1))
    if (typeof call === 'string') {
      await proc.stderr.line(call)
      return 1
    }
    if (call.far) return status(await serveFar(proc, call))
    return await copy(proc, call)
  } catch (error) {
    if (!(error instanceof ScpError)) throw error
    if (error.message !== '') await proc.stderr.line(error.message)
    return 1
  }
}

const status = (good: boolean): number => (good ? 0 : 1)

function serveFar(proc: Process, { far, paths, recursive, preserve }: Call): Promise<boolean> {
  const wire = wireOver(proc, 0, 1)
  const options: EndOptions = { recursive, preserve, remote: true, meter: silent }
  return far === 'sink'
    ? new Sink(proc, wire, options).receiveAll(paths.at(-1) ?? '.')
    : new Source(proc, wire, options).sendAll(paths)
}

/** What the call is, or what is wrong with it. */
function parse(words: readonly string[]): Call | string {
  const call: Call = { recursive: false, preserve: false, quiet: false, sshOptions: [], paths: [] }
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    if (word === '--') {
      call.paths.push(...words.slice(at + 1))
      break
    }
    if (!word.startsWith('-') || word === '-') {
      call.paths.push(word)
      continue
    }
    for (let index = 1; index < word.length; index++) {
      const letter = word[index]!
      if ('ciFJloPSD'.includes(letter)) {
        const value = word.slice(index + 1) || words[++at]
        if (value === undefined) return `scp: option requires an argument -- ${letter}\n${usage}`
        takeValue(call, letter, value)
        break
      }
      if (!takeFlag(call, letter)) return `unknown option -- ${letter}\n${usage}`
    }
  }
  if (call.far) return call
  return call.paths.length >= 2 ? call : usage
}

function takeValue(call: Call, letter: string, value: string): void {
  if (letter === 'P') call.sshOptions.push('-p', value)
  // A limit of the rate, a cipher and a program for the other protocol change nothing here.
  else if (!'clSD'.includes(letter)) call.sshOptions.push(`-${letter}`, value)
}

function takeFlag(call: Call, letter: string): boolean {
  if (letter === 'r') call.recursive = true
  else if (letter === 'p') call.preserve = true
  else if (letter === 'q') call.quiet = true
  else if (letter === 't') call.far = 'sink'
  else if (letter === 'f') call.far = 'source'
  else if (letter === 'v' || letter === 'A') call.sshOptions.push(`-${letter}`)
  else return '346BCORsTd'.includes(letter)
  return true
}

interface Remote {
  host: string
  path: string
  port?: string
}

/** `user@host:path` or `scp://user@host:port/path`; a colon behind a slash belongs to a file's name. */
function remoteOf(path: string): Remote | undefined {
  const [, uriHost, port, uriPath] = /^scp:\/\/([^/:]+)(?::(\d+))?\/?(.*)$/.exec(path) ?? []
  if (uriHost !== undefined) return { host: uriHost, path: uriPath || '.', ...(port && { port }) }
  const [, host, rest] = /^((?:[^/:@]+@)?\[[^\]]+\]|[^/:]+):(.*)$/s.exec(path) ?? []
  return host === undefined ? undefined : { host: host.replace(/\[(.*)\]$/, '$1'), path: rest || '.' }
}

/** The far shell takes wildcards and `~`, and nothing else, for more than letters. */
const forFarShell = (path: string): string => path.replace(/[^\w./~+=@%,:*?[\]{}\u0080-\uffff-]/g, '\\$&')

async function copy(proc: Process, call: Call): Promise<number> {
  const target = call.paths.at(-1)!
  const sources = call.paths.slice(0, -1)
  const to = remoteOf(target)
  const { recursive, preserve } = call
  const meter = !call.quiet && proc.tty(1) ? progressMeter(proc) : silent
  const options: EndOptions = { recursive, preserve, remote: false, meter }
  const flags = `${recursive ? '-r ' : ''}${preserve ? '-p ' : ''}`
  const local = sources.filter((source) => !remoteOf(source))
  let worst = 0
  if (to && local.length > 0) {
    const sending = (wire: Wire) => new Source(proc, wire, options).sendAll(local)
    worst = await throughSsh(proc, call, to, `scp ${flags}-t ${forFarShell(to.path)}`, sending)
  }
  for (const source of sources) {
    const from = remoteOf(source)
    if (!from && to) continue
    if (!from) throw new ScpError('scp: one side has to be on another machine; use cp here')
    const command = `scp ${flags}-f ${forFarShell(from.path)}`
    const done = to
      ? await between(proc, call, [from, command], [to, `scp ${flags}-t ${forFarShell(to.path)}`])
      : await throughSsh(proc, call, from, command, (wire) =>
          new Sink(proc, wire, options).receiveAll(target),
        )
    worst = Math.max(worst, done)
  }
  return worst
}

const sshArguments = ({ sshOptions }: Call, { host, port }: Remote, command: string): string[] => [
  'ssh',
  '-T',
  ...sshOptions,
  ...(port ? ['-p', port] : []),
  host,
  command,
]

/** From one far machine to another, by way of this one: each end speaks to the other as it would to us. */
async function between(
  proc: Process,
  call: Call,
  [from, offer]: [Remote, string],
  [to, take]: [Remote, string],
): Promise<number> {
  const [there, back] = [proc.pipe(), proc.pipe()]
  const start = (argv: string[], input: number, output: number) =>
    proc.spawn('/usr/bin/ssh', argv, { descriptors: new Map([[0, input], [1, output], [2, 2]]) }) // prettier-ignore
  const source = await start(sshArguments(call, from, offer), back.read, there.write)
  const sink = await start(sshArguments(call, to, take), there.read, back.write)
  for (const fd of [there.read, there.write, back.read, back.write]) await proc.close(fd)
  const ends = [await proc.wait(source), await proc.wait(sink)]
  return Math.max(...ends.map((end) => end?.exit ?? 1))
}

async function throughSsh(
  proc: Process,
  call: Call,
  remote: Remote,
  command: string,
  talk: (wire: Wire) => Promise<boolean>,
): Promise<number> {
  const [toSsh, fromSsh] = [proc.pipe(), proc.pipe()]
  const ssh = await proc.spawn('/usr/bin/ssh', sshArguments(call, remote, command), {
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
