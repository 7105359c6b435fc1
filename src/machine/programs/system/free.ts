import { program } from '../program.ts'
import { humanSize } from '../sizes.ts'

const spec = {
  short: 'bkmghtw',
  long: {
    bytes: 'b',
    kibi: 'k',
    mebi: 'm',
    gibi: 'g',
    human: 'h',
    total: 't',
    wide: 'w',
    mega: 'm',
    giga: 'g',
    kilo: 'k',
  },
  usage: '[options]',
}

export const free = program('free', spec, async (invocation) => {
  const { memory, swaps } = invocation.proc.system
  const { total, used } = memory
  const swap = swaps.total
  const unit = invocation.last('b', 'k', 'm', 'g', 'h') ?? 'k'
  const divisor = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[unit] ?? 1
  const shown = (bytes: number): string => {
    if (unit !== 'h') return String(Math.floor(bytes / divisor))
    return bytes === 0 ? '0B' : humanSize(bytes).replace(/([KMGT])$/, '$1i')
  }
  const row = (label: string, values: readonly number[]): string =>
    `${label.padEnd(8)}${values.map((value, i) => shown(value).padStart(i === 0 ? 12 : 12)).join('')}\n`
  // -w: what the kernel buffers and what it caches stand apart.
  const cache = invocation.has('w') ? ['buffers', 'cache'] : ['buff/cache']
  const head = ['total', 'used', 'free', 'shared', ...cache, 'available']
    .map((name) => name.padStart(12))
    .join('')
  const rows = [
    row('Mem:', [total, used, total - used, 0, ...cache.map(() => 0), total - used]),
    row('Swap:', [swap, 0, swap]),
  ]
  if (invocation.has('t')) rows.push(row('Total:', [total + swap, used, total - used + swap]))
  await invocation.write(`${' '.repeat(8)}${head}\n${rows.join('')}`)
})
