import type { Process } from '../../../kernel/process.ts'
import { type ByteStream, descriptorStream } from '../../byte-stream.ts'
import type { Debug } from './login.ts'
import { type SshOptions, parseDestination } from './options.ts'

/** The connection is what a command of the learner's, or an ssh to the jump host, has as its input and output. */
export async function proxyStream(proc: Process, options: SshOptions, debug: Debug): Promise<ByteStream> {
  const argv =
    options.proxyJump === undefined ? commandArguments(options) : jumpArguments(options, options.proxyJump)
  await debug(`Executing proxy command: exec ${argv.slice(argv[0] === 'sh' ? 2 : 0).join(' ')}`)
  const [toProxy, fromProxy] = [proc.pipe(), proc.pipe()]
  const path = argv[0] === 'sh' ? '/bin/sh' : '/usr/bin/ssh'
  await proc.spawn(path, argv, {
    descriptors: new Map([
      [0, toProxy.read],
      [1, fromProxy.write],
      [2, 2],
    ]),
  })
  await proc.close(toProxy.read)
  await proc.close(fromProxy.write)
  proc.setCloseOnExec(toProxy.write, true)
  proc.setCloseOnExec(fromProxy.read, true)
  return descriptorStream(proc, fromProxy.read, toProxy.write)
}

/**
 * Options of the command line are for the destination; the jump has its own from ~/.ssh/config or the agent
 * (ssh(1), -J). Of several jumps the last one leads to the destination.
 */
function jumpArguments({ hostName, port, passedOn }: SshOptions, jump: string): string[] {
  const hops = jump.split(',')
  const last = hops.pop()!
  const { user, host, port: jumpPort } = jumpDestination(last)
  return [
    'ssh',
    ...passedOn,
    ...(user ? ['-l', user] : []),
    ...(jumpPort ? ['-p', String(jumpPort)] : []),
    ...(hops.length > 0 ? ['-J', hops.join(',')] : []),
    '-W',
    `[${hostName}]:${port}`,
    host,
  ]
}

function jumpDestination(text: string): { user?: string; host: string; port?: number } {
  if (text.startsWith('ssh://')) return parseDestination(text)
  const [, rest = text, port] = /^(.*):(\d{1,5})$/.exec(text) ?? []
  return { ...parseDestination(rest), ...(port && { port: Number(port) }) }
}

function commandArguments({ proxyCommand = '', hostName, port, user }: SshOptions): string[] {
  const values: Record<string, string> = { '%': '%', 'h': hostName, 'p': String(port), 'r': user } // prettier-ignore
  const command = proxyCommand.replace(/%([%hpr])/g, (_, letter: string) => values[letter]!)
  return ['sh', '-c', command]
}
