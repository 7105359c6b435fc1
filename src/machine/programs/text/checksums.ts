import { chunksOf, eachInput } from '../inputs.ts'
import { program, type Invocation } from '../program.ts'

const polynomial = 0x04c11db7
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ polynomial : crc << 1
  return crc >>> 0
})

const add = (crc: number, byte: number): number => ((crc << 8) ^ table[((crc >>> 24) ^ byte) & 255]!) >>> 0

/** POSIX's CRC, which takes the length along at the end. */
const posixCrc = async (invocation: Invocation, fd: number): Promise<{ crc: number; length: number }> => {
  let crc = 0
  let length = 0
  for await (const chunk of chunksOf(invocation, fd)) {
    for (const byte of chunk) crc = add(crc, byte)
    length += chunk.length
  }
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) crc = add(crc, rest % 256)
  return { crc: ~crc >>> 0, length }
}

export const cksum = program('cksum', { short: '', usage: '[OPTION]... [FILE]...' }, async (invocation) => {
  const { operands } = invocation
  await eachInput(invocation, operands, async (fd, name) => {
    const { crc, length } = await posixCrc(invocation, fd)
    await invocation.write(`${crc} ${length}${operands.length > 0 ? ` ${name}` : ''}\n`)
  })
  return invocation.status
})

export const sum = program(
  'sum',
  { short: 'rs', long: { sysv: 's' }, usage: '[OPTION]... [FILE]...' },
  async (invocation) => {
    const { operands } = invocation
    const isSystemV = invocation.last('r', 's') === 's'
    await eachInput(invocation, operands, async (fd, name) => {
      let [sumOf, length] = [0, 0]
      for await (const chunk of chunksOf(invocation, fd)) {
        for (const byte of chunk)
          sumOf = isSystemV ? (sumOf + byte) >>> 0 : ((sumOf >> 1) + ((sumOf & 1) << 15) + byte) & 0xffff
        length += chunk.length
      }
      if (isSystemV) {
        const half = (sumOf & 0xffff) + (sumOf >>> 16)
        const folded = (half & 0xffff) + (half >>> 16)
        await invocation.write(
          `${folded} ${Math.ceil(length / 512)}${operands.length > 0 ? ` ${name}` : ''}\n`,
        )
      } else
        await invocation.write(
          `${String(sumOf).padStart(5, '0')} ${String(Math.ceil(length / 1024)).padStart(5)}${operands.length > 0 ? ` ${name}` : ''}\n`,
        )
    })
    return invocation.status
  },
)
