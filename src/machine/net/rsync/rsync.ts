import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { UsageError } from '../../programs/options.ts'
import { descriptorStream } from '../byte-stream.ts'
import { Copying } from './copy.ts'
import { type RsyncOptions, parseRsync } from './options.ts'
import { RemoteSide, SideGone, serveSide } from './remote-side.ts'
import { Report } from './report.ts'
import { LocalSide, type Side } from './side.ts'

const version = '3.4.0'
const usageError = 1
const partial = 23
const protocolError = 12

/** rsync, between folders of this machine or with another one through ssh. */
export async function rsync(proc: Process): Promise<number> {
  proc.onSignal('SIGPIPE', 'ignore')
  const args = proc.argv.slice(1)
  if (args.includes('--server')) {
    await serveSide(new LocalSide(proc), descriptorStream(proc, 0, 1))
    return 0
  }
  if (args.includes('--version') || args.includes('-V')) {
    await proc.stdout.line(`rsync  version ${version}  protocol version 32`)
    return 0
  }
  try {
    const options = parseRsync(args)
    for (const path of options.excludeFrom) options.rules.push(...(await rulesOf(proc, path)))
    if (options.paths.length < 2) throw new UsageError('no destination: give a source and where it goes')
    return await synchronise(proc, options)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    await proc.stderr.write(`rsync: ${error.message}\nrsync error: syntax or usage error (code 1) at main.c(1795) [client=${version}]\n`) // prettier-ignore
    return usageError
  }
}

async function rulesOf(proc: Process, path: string): Promise<RsyncOptions['rules']> {
  try {
    const lines = (await proc.readText(path)).split('\n').map((line) => line.trim())
    return lines
      .filter((line) => line !== '' && !/^[#;]/.test(line))
      .map((pattern) => ({ include: false, pattern }))
  } catch (error) {
    if (!isErrno(error)) throw error
    throw new UsageError(`failed to open exclude file ${path}: ${error.message} (${error.errno})`)
  }
}

/** `user@host:path`; a colon behind a slash belongs to a file's name. */
function remoteOf(path: string): { host: string; path: string } | undefined {
  if (/^[^/:]+::|^rsync:\/\//.test(path))
    throw new UsageError("Sandcloud's rsync speaks to no rsync daemon, only through ssh")
  const [, host, rest] = /^([^/:]+):(.*)$/s.exec(path) ?? []
  return host === undefined ? undefined : { host, path: rest || '.' }
}

async function synchronise(proc: Process, options: RsyncOptions): Promise<number> {
  const target = options.paths.at(-1)!
  const sources = options.paths.slice(0, -1)
  const to = remoteOf(target)
  const froms = sources.map(remoteOf)
  const from = froms.find((one) => one !== undefined)
  if (to && from) throw new UsageError('The source and destination cannot both be remote.')
  if (from && froms.some((one) => one?.host !== from.host))
    throw new UsageError('All sources must be on one machine.')
  const host = (to ?? from)?.host
  if (host === undefined) return run(proc, options, new LocalSide(proc), new LocalSide(proc), sources, target)

  const far = await farSide(proc, options, host)
  try {
    const near = new LocalSide(proc)
    const paths = sources.map((source) => remoteOf(source)?.path ?? source)
    const status = await (to
      ? run(proc, options, near, far.side, sources, to.path)
      : run(proc, options, far.side, near, paths, target))
    return await far.end(status)
  } catch (error) {
    if (!(error instanceof SideGone) && !(error instanceof SyntaxError)) throw error
    const status = await far.end(protocolError)
    const role = to ? 'sender' : 'Receiver'
    const reason =
      status === 255 ? 'unexplained error (code 255)' : 'error in rsync protocol data stream (code 12)'
    await proc.stderr.line(
      `rsync: connection unexpectedly closed (${far.side.received} bytes received so far) [${role}]\nrsync error: ${reason} at io.c(232) [${role}=${version}]`,
    )
    return status === 255 ? 255 : protocolError
  }
}

async function run(
  proc: Process,
  options: RsyncOptions,
  from: Side,
  to: Side,
  sources: readonly string[],
  target: string,
): Promise<number> {
  const receives = from instanceof RemoteSide
  const report = new Report(proc, options, receives ? 'receiver' : 'sender')
  const copying = new Copying(from, to, options, report)
  if (options.verbose) await report.line(`${receives ? 'receiving' : 'sending'} incremental file list`)
  const folder = await targetFolder(options, { from, to }, target, sources, report)
  for (const source of sources) await copying.run(source, target, folder)
  const remote = [from, to].find((side) => side instanceof RemoteSide)
  // Between two folders of one machine there is no wire to count at.
  await report.summary(remote?.sent ?? report.copied, remote?.received ?? 0)
  if (!copying.failed) return 0
  await proc.stderr.line(
    `rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1338) [${receives ? 'generator' : 'sender'}=${version}]`,
  )
  return partial
}

/** Whether the target is a folder that the sources go into; it is made when it has to be one. */
async function targetFolder(
  options: RsyncOptions,
  { from, to }: { from: Side; to: Side },
  target: string,
  sources: readonly string[],
  report: Report,
): Promise<boolean> {
  const there = await to.look(`${target.replace(/(.)\/+$/, '$1')}/.`).catch((error: unknown) => {
    if (isErrno(error)) return undefined
    throw error
  })
  if (there?.type === 'directory') return true
  const mustBe = sources.length > 1 || target.endsWith('/') || sources[0]!.endsWith('/')
  // A folder that is copied as itself makes its target a folder, too; a file takes the target's name.
  if (!mustBe && (await from.look(sources[0]!).catch(() => undefined))?.type !== 'directory') return false
  const path = target.replace(/(.)\/+$/, '$1')
  if (!options.dryRun)
    await to.makeFolder(path, 0o755).catch((error: unknown) => {
      if (!isErrno(error)) throw error
      throw new UsageError(`mkdir "${report.absolute(path)}" failed: ${error.message} (${error.errno})`)
    })
  if (options.verbose) await report.line(`created directory ${path}`)
  return true
}

/** Starts the rsync of the other machine through ssh. */
async function farSide(proc: Process, options: RsyncOptions, host: string) {
  const [toFar, fromFar] = [proc.pipe(), proc.pipe()]
  const [program = 'ssh', ...words] = options.shell
  const path = program.includes('/') ? program : `/usr/bin/${program}`
  const argv = [program, ...words, host, 'rsync --server']
  const child = await proc.spawn(path, argv, {
    descriptors: new Map([
      [0, toFar.read],
      [1, fromFar.write],
      [2, 2],
    ]),
  })
  await proc.close(toFar.read)
  await proc.close(fromFar.write)
  const stream = descriptorStream(proc, fromFar.read, toFar.write)
  return {
    side: new RemoteSide(stream),
    /** Ends it, and gives the status that it ended with, if it failed. */
    end: async (status: number): Promise<number> => {
      stream.end()
      const end = await proc.wait(child)
      stream.destroy()
      return end?.exit ? end.exit : status
    },
  }
}
