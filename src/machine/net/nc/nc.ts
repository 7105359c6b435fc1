import { isErrno } from '../../errno.ts'
import type { Process, Program } from '../../kernel/process.ts'
import { UsageError, parseOptions } from '../../programs/options.ts'
import { connectWithin, isAddress } from '../connect.ts'
import { portNumber } from '../sockets/services.ts'
import { type Dialect, ncat as ncatDialect, openbsd } from './dialect.ts'
import { relay } from './relay.ts'

interface Wish {
  listen: boolean
  keep: boolean
  udp: boolean
  unix: boolean
  scan: boolean
  verbose: boolean
  /** Ends when the input ends, instead of waiting for the far side. */
  onlySend: boolean
  noInput: boolean
  /** Seconds, for the connection and for silence. */
  wait?: number
  source?: string
  sourcePort?: number
  execute?: readonly string[]
  operands: string[]
}

/** `nc`: Amazon Linux's is Ncat. */
export const nc: Program = (proc) => netcat(proc, proc.system.release.id === 'amzn' ? ncatDialect : openbsd)
export const ncat: Program = (proc) => netcat(proc, ncatDialect)

async function netcat(proc: Process, dialect: Dialect): Promise<number> {
  let wish: Wish
  try {
    wish = parse(proc.argv.slice(1))
    proc.onSignal('SIGPIPE', 'ignore')
    return await (wish.listen ? serve(proc, wish, dialect) : connect(proc, wish, dialect))
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    await proc.stderr.line(`${dialect === ncatDialect ? 'Ncat' : 'nc'}: ${error.message}`)
    return dialect === ncatDialect ? 2 : 1
  }
}

function parse(args: readonly string[]): Wish {
  const { options, operands } = parseOptions(args, {
    short: '46lkuUzvnNdw:i:s:p:e:c:q:Ct',
    long: {
      'listen': 'l', 'keep-open': 'k', 'udp': 'u', 'unixsock': 'U', 'verbose': 'v', 'nodns': 'n', 'wait': 'w:',
      'source': 's:', 'source-port': 'p:', 'exec': 'e:', 'sh-exec': 'c:', 'idle-timeout': 'i:',
      'send-only': 'send-only', 'recv-only': 'd',
    },
  }) // prettier-ignore
  const has = (name: string): boolean => options.some((option) => option.name === name)
  const value = (name: string): string | undefined =>
    options.findLast((option) => option.name === name)?.value
  const [exec, shell] = [value('e'), value('c')]
  const wait = value('w')
  const sourcePort = value('p')
  return {
    listen: has('l'),
    keep: has('k'),
    udp: has('u'),
    unix: has('U'),
    scan: has('z'),
    verbose: has('v'),
    onlySend: has('N') || has('send-only') || value('q') === '0',
    noInput: has('d'),
    ...(wait !== undefined && { wait: Number(wait.replace(/s$/, '')) }),
    ...(has('s') && { source: value('s')! }),
    ...(sourcePort !== undefined && { sourcePort: portOf(sourcePort) }),
    ...(shell !== undefined
      ? { execute: ['/bin/sh', '-c', shell] }
      : exec !== undefined && { execute: exec.split(/\s+/) }),
    operands,
  }
}

const portOf = (text: string): number => {
  const port = portNumber(text)
  if (port === undefined) throw new UsageError(`Invalid port number "${text}". QUITTING.`)
  return port
}

async function serve(proc: Process, wish: Wish, dialect: Dialect): Promise<number> {
  const say = (text: string) => (wish.verbose ? proc.stderr.write(text) : Promise.resolve())
  const [first, second] = wish.operands
  const address = second === undefined ? (wish.source ?? '0.0.0.0') : first!
  const port = wish.unix
    ? 0
    : (wish.sourcePort ?? portOf(second ?? first ?? (dialect === ncatDialect ? '31337' : '')))
  try {
    await say(dialect.banner)
    if (wish.udp) return await serveDatagrams(proc, wish, { address, port }, say, dialect)
    const listener = wish.unix
      ? await proc.listenUnix(first ?? '')
      : await proc.listen({ address, port }, wish.keep ? 10 : 1)
    await say(wish.unix ? `Ncat: Listening on ${first}\n` : dialect.listening(address, port))
    do {
      const { fd, remote } = await proc.accept(listener)
      if (!wish.unix) await say(dialect.accepted(remote.address, remote.port, port))
      if (!wish.keep) await proc.close(listener)
      await converse(proc, wish, fd)
      await proc.close(fd)
    } while (wish.keep)
    return 0
  } catch (error) {
    if (!isErrno(error)) throw error
    const where = wish.unix ? first : `${address}:${port}`
    await proc.stderr.write(
      dialect === ncatDialect
        ? `Ncat: bind to ${where}: ${error.message}. QUITTING.\n`
        : `nc: ${error.message}\n`,
    )
    return dialect === ncatDialect ? 2 : 1
  }
}

/** The first packet says with whom one talks. */
async function serveDatagrams(
  proc: Process,
  wish: Wish,
  local: { address: string; port: number },
  say: (text: string) => Promise<void>,
  dialect: Dialect,
): Promise<number> {
  const fd = await proc.openDatagram(local)
  await say(dialect.listening(local.address, local.port))
  const first = await proc.receiveFrom(fd)
  await say(dialect.accepted(first.from.address, first.from.port, local.port))
  await proc.write(1, first.data)
  const hearing = (async () => {
    for (;;) await proc.write(1, (await proc.receiveFrom(fd)).data)
  })()
  hearing.catch(() => undefined)
  if (!wish.noInput) for await (const bytes of proc.stdin.chunks()) await proc.sendTo(fd, bytes, first.from)
  await hearing
  return 0
}

async function converse(proc: Process, wish: Wish, fd: number): Promise<{ sent: number; received: number }> {
  if (!wish.execute) {
    const { wait, onlySend, noInput } = wish
    return relay(proc, fd, {
      onlySend,
      noInput,
      ...(wait !== undefined && !wish.listen && { idle: wait * 1000 }),
    })
  }
  const [path = '', ...rest] = wish.execute
  const child = await proc.spawn(path, [path, ...rest], { descriptors: new Map([[0, fd], [1, fd], [2, 2]]) }) // prettier-ignore
  await proc.wait(child)
  return { sent: 0, received: 0 }
}

async function connect(proc: Process, wish: Wish, dialect: Dialect): Promise<number> {
  const [host, ports] = wish.operands
  if (host === undefined || (ports === undefined && !wish.unix))
    throw new UsageError(host === undefined ? 'You must specify a host to connect to. QUITTING.' : 'missing port number') // prettier-ignore
  const say = (text: string) => (wish.verbose ? proc.stderr.write(text) : Promise.resolve())
  await say(dialect.banner)
  if (wish.unix) return talk(proc, wish, dialect, await proc.connectUnix(host), say)
  const [address] = isAddress(host) ? [host] : await proc.resolve(host)
  if (address === undefined) {
    await proc.stderr.write(dialect.unknownHost(host))
    return dialect === ncatDialect ? 2 : 1
  }
  let status = 0
  for (const port of portsOf(ports!)) {
    try {
      const fd = wish.udp
        ? await proc.openDatagram({}, { address, port })
        : await connectWithin(proc, { address, port }, wish.wait ? wish.wait * 1000 : dialect.patience)
      if (wish.udp && wish.scan) await proc.write(fd, '')
      await say(dialect.connected(host, address, port, wish.udp))
      if (wish.udp && wish.scan && dialect === ncatDialect) await say('Ncat: UDP packet sent successfully\n')
      const end = await talk(proc, wish, dialect, fd, say)
      status = Math.max(status, end)
    } catch (error) {
      if (!isErrno(error)) throw error
      const told = dialect.failed(host, address, port, error.code, wish.udp)
      // Ncat always says it; OpenBSD's nc only with -v.
      if (wish.verbose || dialect === ncatDialect) await proc.stderr.write(told)
      status = 1
    }
  }
  return status
}

/** `22`, or `20-25` for a scan. */
function portsOf(text: string): number[] {
  const [first = '', last = first] = text.split('-')
  const [low, high] = [portOf(first), portOf(last)]
  return Array.from({ length: Math.max(1, high - low + 1) }, (_, index) => low + index)
}

async function talk(
  proc: Process,
  wish: Wish,
  dialect: Dialect,
  fd: number,
  say: (text: string) => Promise<void>,
): Promise<number> {
  const began = proc.system.uptime()
  const { sent, received } = wish.scan ? { sent: 0, received: 0 } : await converse(proc, wish, fd)
  await proc.close(fd)
  await say(dialect.done(sent, received, (proc.system.uptime() - began) / 1000))
  return 0
}
