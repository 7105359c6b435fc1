import type { Process } from '../../../kernel/process.ts'
import { UsageError, parseOptions } from '../../../programs/options.ts'
import { descriptorStream } from '../../byte-stream.ts'
import { RemoteSide, SideGone } from '../../rsync/remote-side.ts'
import { progressMeter, silent } from '../scp/meter.ts'
import { type Place, commands, failureText } from './commands.ts'

const serverPath = '/usr/libexec/openssh/sftp-server'
const usage = 'usage: sftp [-46AaCfNpqrv] [-b batchfile] [-F ssh_config] [-i identity_file] [-J destination] [-o ssh_option] [-P port] destination' // prettier-ignore

/** sftp: files of another machine, looked at and copied by hand or from a batch. */
export async function sftp(proc: Process): Promise<number> {
  proc.onSignal('SIGPIPE', 'ignore')
  let given
  try {
    given = parseOptions(proc.argv.slice(1), { short: '46AaCfNpqrvb:F:i:J:o:P:c:l:' })
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    await proc.stderr.line(`${error.message}\n${usage}`)
    return 1
  }
  const [destination] = given.operands
  if (destination === undefined) {
    await proc.stderr.line(usage)
    return 1
  }
  const [, host = destination, start] = /^([^/:]+):(.*)$/.exec(destination) ?? []
  const ssh = given.options.flatMap(({ name, value }) =>
    name === 'P' ? ['-p', value!] : 'FiJo'.includes(name) ? [`-${name}`, value!] : 'Av'.includes(name) ? [`-${name}`] : [],
  ) // prettier-ignore
  const batch = given.options.findLast(({ name }) => name === 'b')?.value
  const [toFar, fromFar] = [proc.pipe(), proc.pipe()]
  const child = await proc.spawn('/usr/bin/ssh', ['ssh', '-T', ...ssh, host, serverPath], {
    descriptors: new Map([[0, toFar.read], [1, fromFar.write], [2, 2]]),
  }) // prettier-ignore
  await proc.close(toFar.read)
  await proc.close(fromFar.write)
  const stream = descriptorStream(proc, fromFar.read, toFar.write)
  try {
    const far = new RemoteSide(stream)
    const home = await far.home()
    await proc.stderr.line(`Connected to ${host.replace(/^.*@/, '')}.`)
    const quiet = given.options.some(({ name }) => name === 'q') || proc.tty(1) === undefined
    const place: Place = { proc, far, cwd: home, meter: quiet ? silent : progressMeter(proc) }
    if (start) await one(place, `cd ${start}`)
    return await converse(place, batch)
  } catch (error) {
    if (!(error instanceof SideGone)) throw error
    await proc.stderr.line('Connection closed')
    return 255
  } finally {
    stream.end()
    await proc.wait(child)
    stream.destroy()
  }
}

/** Commands from the person, or from a batch that ends with the first failure. */
async function converse(place: Place, batch: string | undefined): Promise<number> {
  const { proc } = place
  const prompt = 'sftp> '
  const lines =
    batch === undefined || batch === '-' ? proc.stdin.lines() : (await proc.readText(batch)).split('\n')
  if (batch === undefined) await proc.stdout.write(prompt)
  for await (const line of lines) {
    if (batch !== undefined && line.trim() !== '') await proc.stdout.line(`${prompt}${line}`)
    const outcome = await one(place, line.trim())
    if (outcome === 'leave') return 0
    if (outcome === 'failed' && batch !== undefined && !line.startsWith('-')) return 1
    if (batch === undefined) await proc.stdout.write(prompt)
  }
  return 0
}

async function one(place: Place, line: string): Promise<'done' | 'failed' | 'leave'> {
  const words = [...line.replace(/^-/, '').matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3]!) // prettier-ignore
  const name = words.shift()
  if (name === undefined || name.startsWith('#')) return 'done'
  if (['bye', 'exit', 'quit'].includes(name)) return 'leave'
  const run = commands[name === '?' ? 'help' : name]
  if (!run) {
    await place.proc.stderr.line('Invalid command.')
    return 'failed'
  }
  const flags = new Set(
    words.filter((word) => word.startsWith('-')).flatMap((word) => word.slice(1).split('')),
  )
  try {
    await run(place, words.filter((word) => !word.startsWith('-')), flags) // prettier-ignore
    return 'done'
  } catch (error) {
    const text = failureText(error)
    if (text === undefined) throw error
    await place.proc.stderr.line(text)
    return 'failed'
  }
}
