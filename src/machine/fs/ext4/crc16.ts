/** CRC-16 (polynomial 0xA001, reflected), which group descriptors are sealed with. */
export function crc16(seed: number, bytes: Uint8Array, from: number, to: number): number {
  let crc = seed
  for (let at = from; at < to; at++) crc = (crc >>> 8) ^ table[(crc ^ bytes[at]!) & 0xff]!
  return crc
}

const table = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1
  return crc
})
