const letters = ['', 'K', 'M', 'G', 'T', 'P', 'E']

/** `-h`: three digits at most, rounded up: 1.5K, 12M. */
export const humanSize = (bytes: number, base = 1024): string => {
  let value = bytes
  let power = 0
  while (value >= base && power < letters.length - 1) {
    value /= base
    power++
  }
  if (power === 0) return String(Math.ceil(value))
  const tenths = Math.ceil(value * 10 - 1e-9) / 10
  if (tenths < 10) return `${tenths.toFixed(1)}${letters[power]}`
  const whole = Math.ceil(value - 1e-9)
  return whole >= base && power < letters.length - 1
    ? `1.0${letters[power + 1]}`
    : `${whole}${letters[power]}`
}

/** `10`, `4K`, `1MB`, `2b`: a count with GNU's suffixes; undefined when it is none. */
export const parseSize = (text: string): number | undefined => {
  const match = /^(\d+)(b|[kKMGTPE](?:i?B)?|c|w)?$/.exec(text)
  if (!match) return undefined
  const count = Number(match[1])
  const suffix = match[2] ?? ''
  if (suffix === 'b') return count * 512
  if (suffix === 'c' || suffix === '') return count
  if (suffix === 'w') return count * 2
  const power = letters.indexOf(suffix[0]!.toUpperCase())
  return count * (suffix.endsWith('B') && !suffix.endsWith('iB') ? 1000 : 1024) ** power
}
