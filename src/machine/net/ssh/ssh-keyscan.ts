import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { UsageError, parseOptions } from '../../programs/options.ts'
import { LineTooLong, socketStream } from '../byte-stream.ts'
import { connectWithin, isAddress } from '../connect.ts'
import { hostLabel } from './client/known-hosts.ts'
import { decodePublicKey, publicKeyLine } from './keys.ts'
import { Disconnected, NotSsh, Transport } from './transport.ts'
import { WireError } from './wire.ts'

/** ssh-keyscan: asks hosts for their keys, and believes what they say. */
export async function sshKeyscan(proc: Process): Promise<number> {
  let given
  try {
    given = parseOptions(proc.argv.slice(1), { short: '46cDqvp:T:t:f:' })
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    await proc.stderr.line(`${error.message}\nusage: ssh-keyscan [-46cDqv] [-p port] [-T timeout] [-t type] [host | addrlist namelist]`) // prettier-ignore
    return 1
  }
  const value = (name: string) => given.options.findLast((option) => option.name === name)?.value
  const port = Number(value('p') ?? 22)
  const types = (value('t') ?? 'ed25519,rsa').split(',')
  let found = 0
  for (const host of given.operands) {
    const line = await scan(proc, host, port, Number(value('T') ?? 5) * 1000)
    if (line === undefined) continue
    if (!given.options.some(({ name }) => name === 'q')) await proc.stderr.line(line.banner)
    if (!types.some((type) => line.key.startsWith(`ssh-${type} `))) continue
    found++
    await proc.stdout.line(`${hostLabel(host, port)} ${line.key}`)
  }
  return found > 0 ? 0 : 1
}

async function scan(
  proc: Process,
  host: string,
  port: number,
  patience: number,
): Promise<{ banner: string; key: string } | undefined> {
  const [address] = isAddress(host) ? [host] : await proc.resolve(host)
  if (address === undefined) {
    await proc.stderr.line(`getaddrinfo ${host}: Name or service not known`)
    return undefined
  }
  try {
    const fd = await connectWithin(proc, { address, port }, patience)
    const transport = new Transport(socketStream(proc, fd))
    try {
      const { version } = await transport.greet((length) => proc.system.randomBytes(length))
      const { key: blob } = await transport.expect('hostProof')
      const key = decodePublicKey(blob)
      return key && { banner: `# ${host}:${port} ${version}`, key: publicKeyLine(key) }
    } finally {
      await transport.close('bye')
      await proc.close(fd)
    }
  } catch (error) {
    const noSsh = error instanceof Disconnected || error instanceof NotSsh || error instanceof WireError || error instanceof LineTooLong // prettier-ignore
    if (!noSsh && !isErrno(error)) throw error
    if (isErrno(error)) await proc.stderr.line(`${host}: ${error.message}`)
    return undefined
  }
}
