/** A decimal number as bc keeps it: value × 10^-scale. */
export interface Decimal {
  value: bigint
  scale: number
}

export class BcError extends Error {}

export const zero: Decimal = { value: 0n, scale: 0 }
export const one: Decimal = { value: 1n, scale: 0 }

const ten = (power: number): bigint => 10n ** BigInt(power)

/** Digits are cut off, not rounded. */
export const withScale = ({ value, scale }: Decimal, to: number): Decimal =>
  to >= scale ? { value: value * ten(to - scale), scale: to } : { value: value / ten(scale - to), scale: to }

export const fromInteger = (value: number | bigint): Decimal => ({ value: BigInt(value), scale: 0 })

export const add = (a: Decimal, b: Decimal): Decimal => {
  const scale = Math.max(a.scale, b.scale)
  return { value: withScale(a, scale).value + withScale(b, scale).value, scale }
}

export const negate = ({ value, scale }: Decimal): Decimal => ({ value: -value, scale })
export const subtract = (a: Decimal, b: Decimal): Decimal => add(a, negate(b))

export const compare = (a: Decimal, b: Decimal): number => {
  const { value } = subtract(a, b)
  return value < 0n ? -1 : value > 0n ? 1 : 0
}

export const multiply = (a: Decimal, b: Decimal, scale: number): Decimal => {
  const full = { value: a.value * b.value, scale: a.scale + b.scale }
  return withScale(full, Math.min(full.scale, Math.max(scale, a.scale, b.scale)))
}

export const divide = (a: Decimal, b: Decimal, scale: number): Decimal => {
  if (b.value === 0n) throw new BcError('Divide by zero')
  return { value: (a.value * ten(scale + b.scale)) / (b.value * ten(a.scale)), scale }
}

export const remainder = (a: Decimal, b: Decimal, scale: number): Decimal => {
  const quotient = divide(a, b, scale)
  const left = Math.max(a.scale, b.scale + scale)
  const product = { value: quotient.value * b.value, scale: quotient.scale + b.scale }
  return withScale(subtract(a, product), left)
}

const largestPower = 100_000n

export const power = (a: Decimal, b: Decimal, scale: number): Decimal => {
  const exponent = withScale(b, 0).value
  const size = exponent < 0n ? -exponent : exponent
  if (size > largestPower && a.value !== 0n && a.value !== 1n)
    throw new BcError('exponent too large in raise')
  const full = { value: a.value ** size, scale: a.scale * Number(size) }
  if (exponent < 0n) return divide(one, full, scale)
  return withScale(full, Math.min(full.scale, Math.max(scale, a.scale)))
}

export const squareRoot = (a: Decimal, scale: number): Decimal => {
  if (a.value < 0n) throw new BcError('Square root of a negative number')
  const to = Math.max(scale, a.scale)
  const value = withScale(a, to * 2).value
  if (value === 0n) return { value: 0n, scale: to }
  let root = BigInt(Math.floor(Math.sqrt(Number(value)))) || 1n
  if (!Number.isFinite(Number(value))) root = 1n << BigInt(Math.ceil(value.toString(2).length / 2))
  for (;;) {
    const next = (root + value / root) / 2n
    if (next === root || next === root + 1n || next === root - 1n) {
      let best = next
      while (best * best > value) best--
      while ((best + 1n) * (best + 1n) <= value) best++
      return { value: best, scale: to }
    }
    root = next
  }
}

/** As bc prints it: no zero before the point, lines of at most 69 digits. */
export const shown = (number: Decimal, base: number, lineLength = 70): string => {
  const negative = number.value < 0n
  const size = negative ? -number.value : number.value
  const digits = base === 10 ? decimalDigits(size, number.scale) : digitsIn(size, number.scale, base)
  const text = `${negative ? '-' : ''}${digits}`
  if (lineLength === 0 || text.length < lineLength) return text
  const lines: string[] = []
  for (let at = 0; at < text.length; at += lineLength - 2) lines.push(text.slice(at, at + lineLength - 2))
  return lines.join('\\\n')
}

const decimalDigits = (size: bigint, scale: number): string => {
  if (scale === 0) return size.toString()
  const text = size.toString().padStart(scale + 1, '0')
  const whole = text.slice(0, -scale).replace(/^0+/, '')
  if (size === 0n) return '0'
  return `${whole}.${text.slice(-scale)}`
}

const digitsIn = (size: bigint, scale: number, base: number): string => {
  const unit = ten(scale)
  let whole = size / unit
  let rest = size % unit
  const big = BigInt(base)
  const digit = (value: bigint): string =>
    base <= 16
      ? value.toString(base).toUpperCase()
      : ` ${String(value).padStart(String(base - 1).length, '0')}`
  let text = whole === 0n && scale === 0 ? digit(0n) : ''
  for (; whole > 0n; whole /= big) text = digit(whole % big) + text
  if (scale === 0) return text
  text += '.'
  for (let reached = 1n; reached < unit; reached *= big) {
    rest *= big
    text += digit(rest / unit)
    rest %= unit
  }
  return text
}

/** `ibase` counts for what is read. */
export const parseNumber = (text: string, base: number): Decimal => {
  const [whole = '', fraction = ''] = text.split('.')
  if (base === 10 && /^[\d.]*$/.test(text))
    return { value: BigInt(whole + fraction || '0'), scale: fraction.length }
  const single = whole.length + fraction.length === 1
  const value = (char: string): bigint => {
    const digit = Number.parseInt(char, 36)
    return BigInt(single ? digit : Math.min(digit, base - 1))
  }
  let number = 0n
  for (const char of whole) number = number * BigInt(base) + value(char)
  let [part, unit] = [0n, 1n]
  for (const char of fraction) {
    part = part * BigInt(base) + value(char)
    unit *= BigInt(base)
  }
  return {
    value: number * ten(fraction.length) + (part * ten(fraction.length)) / unit,
    scale: fraction.length,
  }
}
