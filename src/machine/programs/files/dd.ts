import { isErrno } from '../../errno.ts'
import { Failure, program, quoted, shellQuoted } from '../program.ts'
import { parseSize } from '../sizes.ts'

/** A block is held in memory whole. */
const blockLimit = 64 * 1024 * 1024

export const dd = program('dd', { short: '', usage: '[OPERAND]...', raw: true }, async (invocation) => {
  const { proc } = invocation
  const operand = readOperands(invocation.operands)
  const inputBlock = size(operand, 'ibs', size(operand, 'bs', 512))
  const count = operand.has('count') ? size(operand, 'count', 0) : Infinity
  const conversions = (operand.get('conv') ?? '').split(',')
  const [from, to] = [operand.get('if'), operand.get('of')]
  const started = proc.system.uptime()
  const truncate = !conversions.includes('notrunc')
  const input = from === undefined ? 0 : await open(from, { read: true })
  const output =
    to === undefined
      ? 1
      : await open(to, {
          write: true,
          create: !conversions.includes('nocreat'),
          truncate: truncate && !operand.has('seek'),
        })
  const seek =
    size(operand, 'seek', size(operand, 'oseek', 0)) * size(operand, 'obs', size(operand, 'bs', 512))
  if (seek > 0) await proc.seek(output, seek, 'set')
  const skip = size(operand, 'skip', size(operand, 'iseek', 0)) * inputBlock
  if (skip > 0) await skipInput(input, skip)
  let [whole, partial, bytes] = [0, 0, 0]
  try {
    while (whole + partial < count) {
      const chunk = await readBlock(input)
      if (chunk.length === 0) break
      if (chunk.length === inputBlock) whole++
      else partial++
      bytes += chunk.length
      await proc.write(output, chunk)
    }
    if (conversions.includes('fsync') || conversions.includes('fdatasync')) await proc.sync(output)
  } catch (error) {
    if (!isErrno(error)) throw error
    await invocation.complain(`error writing ${shellQuoted(to ?? 'standard output')}: ${error.message}`)
  }
  if (operand.get('status') !== 'none') await report()
  return invocation.status

  async function open(path: string, flags: Parameters<typeof proc.open>[1]): Promise<number> {
    try {
      return await proc.open(path, flags)
    } catch (error) {
      if (isErrno(error)) throw new Failure(`failed to open ${shellQuoted(path)}: ${error.message}`)
      throw error
    }
  }

  /** Reads until the block is full, as with iflag=fullblock: files give whole blocks anyway. */
  async function readBlock(fd: number): Promise<Uint8Array> {
    const first = await proc.read(fd, inputBlock)
    const full = operand.get('iflag')?.includes('fullblock') || from !== undefined
    if (!full || first.length === 0 || first.length === inputBlock) return first
    const block = new Uint8Array(inputBlock)
    block.set(first)
    let length = first.length
    while (length < inputBlock) {
      const more = await proc.read(fd, inputBlock - length)
      if (more.length === 0) break
      block.set(more, length)
      length += more.length
    }
    return block.subarray(0, length)
  }

  async function skipInput(fd: number, length: number): Promise<void> {
    try {
      await proc.seek(fd, length, 'set')
    } catch (error) {
      if (!isErrno(error, 'ESPIPE')) throw error
      for (let left = length; left > 0;) {
        const chunk = await proc.read(fd, Math.min(left, 65_536))
        if (chunk.length === 0) return
        left -= chunk.length
      }
    }
  }

  async function report(): Promise<void> {
    const records = `${whole}+${partial} records in\n${whole}+${partial} records out\n`
    if (operand.get('status') === 'noxfer') return proc.stderr.write(records)
    const seconds = Math.max(0.000_001, (proc.system.uptime() - started) / 1000)
    const unit = (value: number, base: number, suffix: string): string => {
      const power = Math.min(4, Math.max(0, Math.floor(Math.log(Math.max(1, value)) / Math.log(base))))
      const scaled = value / base ** power
      return `${scaled < 10 && power > 0 ? scaled.toFixed(1) : Math.round(scaled)} ${['', base === 1000 ? 'k' : 'K', 'M', 'G', 'T'][power]}${power > 0 ? suffix : 'B'}`
    }
    const amounts =
      bytes < 1000
        ? `${bytes} byte${bytes === 1 ? '' : 's'}`
        : `${bytes} bytes (${unit(bytes, 1000, 'B')}${bytes >= 1024 ? `, ${unit(bytes, 1024, 'iB')}` : ''})`
    await proc.stderr.write(
      `${records}${amounts} copied, ${Number(seconds.toPrecision(6))} s, ${unit(bytes / seconds, 1000, 'B')}/s\n`,
    )
  }
})

const readOperands = (operands: readonly string[]): Map<string, string> => {
  const known = new Set('if of bs ibs obs cbs count skip seek iseek oseek conv status iflag oflag'.split(' '))
  const result = new Map<string, string>()
  for (const text of operands) {
    const equals = text.indexOf('=')
    if (equals < 0 || !known.has(text.slice(0, equals)))
      throw new Failure(`unrecognized operand ${quoted(text)}\nTry 'dd --help' for more information.`)
    result.set(text.slice(0, equals), text.slice(equals + 1))
  }
  return result
}

const size = (operands: ReadonlyMap<string, string>, name: string, usual: number): number => {
  const text = operands.get(name)
  if (text === undefined) return usual
  const factors = text.split('x').map(parseSize)
  const value = factors.reduce<number | undefined>(
    (product, factor) => (product === undefined || factor === undefined ? undefined : product * factor),
    1,
  )
  if (value === undefined || (name.endsWith('bs') && value === 0))
    throw new Failure(`invalid number: ${quoted(text)}`)
  if (name.endsWith('bs') && value > blockLimit)
    throw new Failure(`memory exhausted by input buffer of size ${value} bytes`)
  return value
}
