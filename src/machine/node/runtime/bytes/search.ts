/** Where a search starts, or -1 when nothing can be found: node_buffer.cc's IndexOfOffset. */
function startOf(length: number, offset: number, needle: number, forward: boolean): number {
  if (offset < 0) {
    if (offset + length >= 0) return length + offset
    return forward || needle === 0 ? 0 : -1
  }
  if (offset + needle <= length) return offset
  if (needle === 0) return length
  return forward ? -1 : length - 1
}

/** @param step 2 when only even places count (UTF-16). */
export function indexOfBytes(
  haystack: Uint8Array,
  needle: Uint8Array,
  offset: number,
  forward: boolean,
  step = 1,
): number {
  const start = startOf(haystack.length, offset, needle.length, forward)
  if (start < 0) return -1
  if (needle.length === 0) return start
  const last = haystack.length - needle.length
  if (last < 0 || (forward && start > last)) return -1
  const first = needle[0]!
  let at = forward ? start : Math.min(start, last)
  while (at >= 0 && at <= last) {
    if (step === 1) {
      at = forward ? haystack.indexOf(first, at) : haystack.lastIndexOf(first, at)
      if (at < 0 || at > last) return -1
    }
    if (equalAt(haystack, needle, at)) return at
    at += forward ? step : -step
  }
  return -1
}

function equalAt(haystack: Uint8Array, needle: Uint8Array, at: number): boolean {
  for (let i = 0; i < needle.length; i++) if (haystack[at + i] !== needle[i]) return false
  return true
}

export function compareBytes(a: Uint8Array, b: Uint8Array): -1 | 0 | 1 {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1
  if (a.length === b.length) return 0
  return a.length < b.length ? -1 : 1
}
