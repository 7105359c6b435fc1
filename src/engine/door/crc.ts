/** A cyclic redundancy check of 32 bits, by its reversed polynomial. */
function crc32With(polynomial: number): (bytes: Uint8Array) => Uint8Array {
  let table: Uint32Array | undefined
  return (bytes) => {
    table ??= Uint32Array.from({ length: 256 }, (_, index) => {
      let value = index
      for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1
      return value
    })
    let crc = 0xffff_ffff
    for (let at = 0; at < bytes.length; at++) crc = table[(crc ^ bytes[at]!) & 255]! ^ (crc >>> 8)
    const result = new Uint8Array(4)
    new DataView(result.buffer).setUint32(0, ~crc)
    return result
  }
}

export const crc32 = crc32With(0xedb8_8320)
export const crc32c = crc32With(0x82f6_3b78)

/** In two halves: BigInt would be twenty times slower. */
interface Table64 {
  readonly high: Uint32Array
  readonly low: Uint32Array
}

let table64: Table64 | undefined

/** CRC-64/NVME, which S3 gives to objects by itself. */
export function crc64nvme(bytes: Uint8Array): Uint8Array {
  const { high: highs, low: lows } = (table64 ??= nvmeTable())
  let high = 0xffff_ffff
  let low = 0xffff_ffff
  for (let at = 0; at < bytes.length; at++) {
    const index = (low ^ bytes[at]!) & 255
    low = ((low >>> 8) | (high << 24)) ^ lows[index]!
    high = (high >>> 8) ^ highs[index]!
  }
  const result = new Uint8Array(8)
  const view = new DataView(result.buffer)
  view.setUint32(0, ~high)
  view.setUint32(4, ~low)
  return result
}

function nvmeTable(): Table64 {
  const polynomial = { high: 0x9a6c_9329, low: 0xac4b_c9b5 }
  const table = { high: new Uint32Array(256), low: new Uint32Array(256) }
  for (let index = 0; index < 256; index++) {
    let high = 0
    let low = index
    for (let bit = 0; bit < 8; bit++) {
      const carry = low & 1
      low = (low >>> 1) | (high << 31)
      high >>>= 1
      if (carry) {
        low ^= polynomial.low
        high ^= polynomial.high
      }
    }
    table.high[index] = high
    table.low[index] = low
  }
  return table
}
