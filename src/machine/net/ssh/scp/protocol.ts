import type { Process } from '../../../kernel/process.ts'
import { ByteReader, readAgain } from '../../byte-stream.ts'
import { concat, utf8 } from '../../bytes.ts'

/** The two ends of scp talk over a pair of descriptors: standard input and output, or pipes to an ssh. */
export interface Wire {
  reader: ByteReader
  send(bytes: Uint8Array | string): Promise<void>
}

export function wireOver(proc: Process, input: number, output: number): Wire {
  const read = async () => {
    const bytes = await readAgain(proc, input)
    return bytes.length > 0 ? bytes : undefined
  }
  return { reader: new ByteReader({ read }), send: (bytes) => proc.write(output, bytes) }
}

/** The other side said that something went wrong, or went away. */
export class ScpError extends Error {
  override readonly name = 'ScpError'
}

const longestLine = 8192

/** Every step is answered: 0 for well, 1 or 2 with a text for not. */
export async function expectWell({ reader }: Wire): Promise<void> {
  const answer = await reader.exactly(1)
  if (!answer) throw new ScpError('')
  if (answer[0] !== 0) throw new ScpError((await reader.line(longestLine)) ?? 'lost connection')
}

export const well = (wire: Wire): Promise<void> => wire.send(Uint8Array.of(0))

export const complain = (wire: Wire, text: string): Promise<void> =>
  wire.send(concat([Uint8Array.of(1), utf8(`scp: ${text}\n`)]))

/** In milliseconds: `-p` sends them ahead of the file or folder. */
export interface Times {
  atime: number
  mtime: number
}

export type Step =
  | { kind: 'file'; mode: number; size: number; name: string; times?: Times }
  | { kind: 'folder'; mode: number; name: string; times?: Times }
  | { kind: 'up' }

/** The sender's next announcement; undefined at the end. Throws ScpError for what makes no sense. */
export async function nextStep(wire: Wire): Promise<Step | undefined> {
  const { reader } = wire
  let times: { times: Times } | undefined
  for (;;) {
    const line = await reader.line(longestLine)
    if (line === undefined) return undefined
    if (line.startsWith('\x01') || line.startsWith('\x02')) throw new ScpError(line.slice(1))
    const [, mtime, atime] = /^T(\d{1,12}) \d{1,6} (\d{1,12}) \d{1,6}$/.exec(line) ?? []
    if (mtime !== undefined) {
      times = { times: { mtime: Number(mtime) * 1000, atime: Number(atime) * 1000 } }
      await well(wire)
      continue
    }
    if (line === 'E') return { kind: 'up' }
    const [, letter, mode = '', size = '', encoded = ''] =
      /^([CD])([0-7]{4}) (\d{1,15}) (.+)$/.exec(line) ?? []
    const name = new TextDecoder().decode(Uint8Array.from(encoded, (character) => character.charCodeAt(0)))
    // A name is a name: a stranger's path must not choose where a file goes.
    if (!letter || name.includes('/') || name === '.' || name === '..')
      throw new ScpError('protocol error: unexpected record')
    if (letter === 'D') return { kind: 'folder', mode: Number.parseInt(mode, 8), name, ...times }
    return { kind: 'file', mode: Number.parseInt(mode, 8), size: Number(size), name, ...times }
  }
}
