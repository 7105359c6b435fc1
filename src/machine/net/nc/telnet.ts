import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { readAgain } from '../byte-stream.ts'
import { text } from '../bytes.ts'
import { isAddress } from '../connect.ts'
import { askOnTerminal } from '../ssh/client/question.ts'
import { portNumber } from '../sockets/services.ts'

const escape = 0x1d

/** telnet, as people use it today: to see whether a port answers, and to speak to it by hand. */
export async function telnet(proc: Process): Promise<number> {
  const [host, service = 'telnet'] = proc.argv.slice(1).filter((word) => !word.startsWith('-'))
  if (host === undefined) {
    await proc.stderr.line('usage: telnet host [port]')
    return 1
  }
  const port = portNumber(service)
  if (port === undefined) {
    await proc.stderr.line(`telnet: ${service}: bad port`)
    return 1
  }
  const [address] = isAddress(host) ? [host] : await proc.resolve(host)
  if (address === undefined) {
    await proc.stderr.line(`telnet: ${host}: Name or service not known\n${host}: Host name lookup failure`)
    return 1
  }
  await proc.stdout.line(`Trying ${address}...`)
  let fd: number
  try {
    fd = await proc.connect({ address, port })
  } catch (error) {
    if (!isErrno(error)) throw error
    await proc.stderr.line(`telnet: connect to address ${address}: ${error.message}`)
    return 1
  }
  await proc.stdout.line(`Connected to ${host}.\nEscape character is '^]'.`)
  return converse(proc, fd)
}

async function converse(proc: Process, fd: number): Promise<number> {
  const ended = new Promise<number>((resolve, reject) => {
    const hearing = async (): Promise<void> => {
      for (let bytes; (bytes = await readAgain(proc, fd)).length > 0;) await proc.write(1, bytes)
      await proc.stdout.line('Connection closed by foreign host.')
      resolve(1)
    }
    const typing = async (): Promise<void> => {
      for (let bytes; (bytes = await readAgain(proc, 0)).length > 0;) {
        if (bytes.includes(escape)) {
          const answer = await askOnTerminal(proc, '\ntelnet> ')
          if (answer === undefined || 'quit'.startsWith(answer || 'x') || 'close'.startsWith(answer || 'x')) {
            await proc.stdout.line('Connection closed.')
            return resolve(0)
          }
          continue
        }
        // The network's end of line (RFC 854).
        await proc.write(fd, text(bytes).replaceAll(/\r?\n/g, '\r\n'))
      }
      proc.shutdown(fd)
    }
    hearing().catch(reject)
    typing().catch(reject)
  })
  try {
    return await ended
  } catch (error) {
    if (!isErrno(error, 'EPIPE', 'ECONNRESET')) throw error
    await proc.stdout.line('Connection closed by foreign host.')
    return 1
  }
}
