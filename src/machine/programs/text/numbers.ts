import { allLines } from '../inputs.ts'
import { Failure, program, quoted, type Invocation } from '../program.ts'

export const factor = program(
  'factor',
  { short: 'h', long: { exponents: 'h' }, lacking: { h: '-h (--exponents)' }, usage: '[OPTION] [NUMBER]...' },
  async (invocation) => {
    const words =
      invocation.operands.length > 0
        ? invocation.operands
        : (await allLines(invocation, [])).flatMap((line) => line.split(/\s+/).filter(Boolean))
    for (const word of words) {
      if (!/^\+?\d+$/.test(word.trim())) {
        await invocation.complain(`${quoted(word)} is not a valid positive integer`)
        continue
      }
      const number = BigInt(word.trim())
      if (number > 2n ** 64n) {
        await invocation.complain(`${quoted(word)} is too large for Sandcloud's factor`)
        continue
      }
      const factors = await factorsOf(invocation, number)
      await invocation.write(`${number}:${factors.map((prime) => ` ${prime}`).join('')}\n`)
    }
    return invocation.status
  },
)

/** Trial division, and Pollard's rho for what is left. */
const factorsOf = async (invocation: Invocation, number: bigint): Promise<bigint[]> => {
  const found: bigint[] = []
  let rest = number
  for (let prime = 2n; prime < 1000n && prime * prime <= rest; prime += prime === 2n ? 1n : 2n)
    while (rest % prime === 0n) {
      found.push(prime)
      rest /= prime
    }
  const pending = rest > 1n ? [rest] : []
  while (pending.length > 0) {
    const next = pending.pop()!
    if (isPrime(next)) {
      found.push(next)
      continue
    }
    const divisor = await rho(invocation, next)
    pending.push(divisor, next / divisor)
  }
  return found.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

const power = (base: bigint, exponent: bigint, modulus: bigint): bigint => {
  let [result, factorOf, left] = [1n, base % modulus, exponent]
  for (; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * factorOf) % modulus
    factorOf = (factorOf * factorOf) % modulus
  }
  return result
}

/** Miller and Rabin's test, certain below 2^64 with these bases. */
const isPrime = (number: bigint): boolean => {
  if (number < 1_000_000n) {
    for (let i = 2n; i * i <= number; i++) if (number % i === 0n) return false
    return number > 1n
  }
  let [odd, twos] = [number - 1n, 0]
  while (odd % 2n === 0n) {
    odd /= 2n
    twos++
  }
  return [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n].every((base) => {
    let x = power(base, odd, number)
    if (x === 1n || x === number - 1n) return true
    for (let i = 1; i < twos; i++) {
      x = (x * x) % number
      if (x === number - 1n) return true
    }
    return false
  })
}

const divisorOf = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisorOf(b, a % b))

const rho = async (invocation: Invocation, number: bigint): Promise<bigint> => {
  for (let c = 1n; ; c++) {
    let [slow, fast, divisor, steps] = [2n, 2n, 1n, 0]
    while (divisor === 1n) {
      slow = (slow * slow + c) % number
      fast = (fast * fast + c) % number
      fast = (fast * fast + c) % number
      divisor = divisorOf(slow > fast ? slow - fast : fast - slow, number)
      if (++steps % 2000 === 0) await invocation.proc.yield()
    }
    if (divisor !== number) return divisor
  }
}

const spec = {
  short: 'd:z',
  long: { from: 'from:', to: 'to:', suffix: 'suffix:', field: 'field:', delimiter: 'd:', header: 'header::', round: 'round:', padding: 'padding:', grouping: 'grouping', format: 'format:', 'from-unit': 'from-unit:', 'to-unit': 'to-unit:', invalid: 'invalid:' },
  lacking: { 'z': "-z (--zero-terminated)", 'grouping': "--grouping" },
usage: '[OPTION]... [NUMBER]...',
  misuse: 1,
} // prettier-ignore

const letters = ['', 'K', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y']

const rounders: Readonly<Record<string, (value: number) => number>> = {
  up: Math.ceil,
  down: Math.floor,
  'from-zero': (value) => Math.sign(value) * Math.ceil(Math.abs(value) - 1e-9),
  'towards-zero': Math.trunc,
  nearest: (value) => Math.sign(value) * Math.floor(Math.abs(value) + 0.5),
}

export const numfmt = program('numfmt', spec, async (invocation) => {
  const fields = new Set((invocation.value('field') ?? '1').split(',').map(Number))
  const isAll = invocation.value('field') === '-'
  const delimiter = invocation.value('d')
  const lines = invocation.operands.length > 0 ? invocation.operands : await allLines(invocation, [])
  const heads = invocation.has('header') ? Number(invocation.value('header') ?? 1) : 0
  for (const [i, line] of lines.entries()) {
    if (i < heads) {
      await invocation.write(`${line}\n`)
      continue
    }
    const parts = delimiter === undefined ? (line.match(/\s*\S+/g) ?? ['']) : line.split(delimiter)
    const changed = parts.map((part, at) => {
      if (!isAll && !fields.has(at + 1)) return part
      const text = part.trim()
      const result = convert(invocation, text)
      return delimiter === undefined && at > 0 ? result.padStart(part.length).replace(/^(?=\S)/, ' ') : result
    })
    await invocation.write(`${changed.join(delimiter ?? '')}\n`)
  }
  return invocation.status
})

const convert = (invocation: Invocation, given: string): string => {
  const suffix = invocation.value('suffix') ?? ''
  const text = suffix !== '' && given.endsWith(suffix) ? given.slice(0, -suffix.length) : given
  const from = invocation.value('from') ?? 'none'
  const to = invocation.value('to') ?? 'none'
  const match = /^(-?\d+(?:\.\d+)?)([KkMGTPEZY]?)(i?)$/.exec(text)
  if (!match)
    throw new Failure(
      /^-?\d/.test(text) ? `invalid suffix in input: ${quoted(given)}` : `invalid number: ${quoted(given)}`,
      2,
    )
  if (match[2] && from === 'none')
    throw new Failure(`rejecting suffix in input: ${quoted(given)} (consider using --from)`, 2)
  const power = letters.indexOf(match[2]!.toUpperCase())
  const base = from === 'si' || (from === 'auto' && !match[3]) ? 1000 : 1024
  const value =
    (Number(match[1]) * base ** power * unitOf(invocation, 'from-unit')) / unitOf(invocation, 'to-unit')
  const round = rounders[invocation.value('round') ?? 'from-zero']
  if (!round)
    throw new Failure(`invalid argument ${quoted(invocation.value('round')!)} for ${quoted('--round')}`)
  let result: string
  if (to === 'none') {
    const decimals = match[1]!.split('.')[1]?.length ?? 0
    const shown = (round(value * 10 ** decimals) / 10 ** decimals).toFixed(power > 0 ? 0 : decimals)
    result = invocation.has('grouping') ? shown : shown
  } else result = scaled(value, to, round)
  const format = /^(.*?)%(['0-]*)(\d*)(?:\.\d+)?f(.*)$/s.exec(invocation.value('format') ?? '')
  let padded = result + suffix
  if (format) {
    const width = Number(format[3] || 0)
    padded =
      format[1]! +
      (format[2]!.includes('-')
        ? padded.padEnd(width)
        : padded.padStart(width, format[2]!.includes('0') ? '0' : ' ')) +
      format[4]!
  }
  const padding = Number(invocation.value('padding') ?? 0)
  return padding < 0 ? padded.padEnd(-padding) : padded.padStart(padding)
}

const unitOf = (invocation: Invocation, option: string): number => Number(invocation.value(option) ?? 1) || 1

const scaled = (value: number, to: string, round: (value: number) => number): string => {
  const base = to === 'si' ? 1000 : 1024
  let [rest, power] = [value, 0]
  while (Math.abs(rest) >= base && power < letters.length - 1) {
    rest /= base
    power++
  }
  const letter = power === 0 ? '' : letters[power]! + (to === 'iec-i' ? 'i' : '')
  if (power === 0) return `${round(rest)}`
  const tenths = round(rest * 10) / 10
  if (Math.abs(tenths) < 10) return `${tenths.toFixed(1)}${letter}`
  const whole = round(rest)
  return whole >= base && power < letters.length - 1
    ? `1.0${letters[power + 1]}${to === 'iec-i' ? 'i' : ''}`
    : `${whole}${letter}`
}
