/** Ranges of bits are half-open; bit 0 is the lowest bit of byte 0. */
export const testBit = (bitmap: Uint8Array, bit: number): boolean =>
  (bitmap[bit >>> 3]! & (1 << (bit & 7))) !== 0

export function setBits(bitmap: Uint8Array, from: number, to: number): void {
  for (let bit = from; bit < to; bit++) {
    if ((bit & 7) === 0 && bit + 8 <= to) {
      bitmap.fill(0xff, bit >>> 3, to >>> 3)
      bit = (to & ~7) - 1
    } else bitmap[bit >>> 3]! |= 1 << (bit & 7)
  }
}

export function clearBits(bitmap: Uint8Array, from: number, to: number): void {
  for (let bit = from; bit < to; bit++) {
    if ((bit & 7) === 0 && bit + 8 <= to) {
      bitmap.fill(0, bit >>> 3, to >>> 3)
      bit = (to & ~7) - 1
    } else bitmap[bit >>> 3]! &= ~(1 << (bit & 7))
  }
}

/** The first clear bit in [from, to), or -1. */
export function findClear(bitmap: Uint8Array, from: number, to: number): number {
  let bit = from
  while (bit < to) {
    if ((bit & 7) === 0 && bitmap[bit >>> 3] === 0xff) bit += 8
    else if (testBit(bitmap, bit)) bit++
    else return bit
  }
  return -1
}

/** How many bits are clear from `from` on, at most `most`. */
export function clearRun(bitmap: Uint8Array, from: number, to: number, most: number): number {
  const end = Math.min(to, from + most)
  let bit = from
  while (bit < end) {
    if ((bit & 7) === 0 && bit + 8 <= end && bitmap[bit >>> 3] === 0) bit += 8
    else if (testBit(bitmap, bit)) break
    else bit++
  }
  return bit - from
}

/** The first run of at least `wanted` clear bits, or else the longest there is. */
export function findRun(
  bitmap: Uint8Array,
  from: number,
  to: number,
  wanted: number,
): { start: number; count: number } {
  let best = { start: -1, count: 0 }
  for (let bit = findClear(bitmap, from, to); bit >= 0; bit = findClear(bitmap, bit, to)) {
    const count = clearRun(bitmap, bit, to, wanted)
    if (count > best.count) best = { start: bit, count }
    if (count >= wanted) break
    bit += count
  }
  return best
}
