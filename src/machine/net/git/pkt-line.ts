import { concat, utf8 } from '../bytes.ts'

/** Git's framing: four hex digits that count themselves, then the payload (gitprotocol-common). */
export function pktLine(payload: Uint8Array | string): Uint8Array<ArrayBuffer> {
  const bytes = typeof payload === 'string' ? utf8(payload) : payload
  return concat([utf8((bytes.length + 4).toString(16).padStart(4, '0')), bytes])
}

export const flush = utf8('0000')

/** Lines without their newline; undefined stands for a flush. */
export function parsePktLines(bytes: Uint8Array): (string | undefined)[] {
  const lines: (string | undefined)[] = []
  for (let at = 0; at + 4 <= bytes.length;) {
    const head = new TextDecoder().decode(bytes.subarray(at, at + 4))
    const length = /^[0-9a-f]{4}$/.test(head) ? Number.parseInt(head, 16) : Number.NaN
    if (Number.isNaN(length) || (length > 0 && length < 4)) break
    if (length === 0) lines.push(undefined)
    else lines.push(new TextDecoder().decode(bytes.subarray(at + 4, at + length)).replace(/\n$/, ''))
    at += Math.max(4, length)
  }
  return lines
}

/** A band of side-band-64k: 1 is the pack, 2 what the remote says to people, 3 an error. */
export function* sideBand(band: 1 | 2 | 3, bytes: Uint8Array): Generator<Uint8Array> {
  const most = 65_515
  for (let at = 0; at < bytes.length; at += most)
    yield pktLine(concat([Uint8Array.of(band), bytes.subarray(at, at + most)]))
}
