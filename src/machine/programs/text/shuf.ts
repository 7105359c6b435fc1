import { allLines } from '../inputs.ts'
import { Failure, program, quoted } from '../program.ts'

const spec = {
  short: 'ei:n:o:rz',
  long: {
    echo: 'e',
    'input-range': 'i:',
    'head-count': 'n:',
    output: 'o:',
    repeat: 'r',
    'zero-terminated': 'z',
  },
  usage: '[OPTION]... [FILE]',
}

export const shuf = program('shuf', spec, async (invocation) => {
  const { proc, operands } = invocation
  const delimiter = invocation.has('z') ? '\0' : '\n'
  const range = invocation.value('i')
  const countText = invocation.value('n')
  if (countText !== undefined && !/^\d+$/.test(countText))
    throw new Failure(`invalid line count: ${quoted(countText)}`)
  const bounds = range === undefined ? undefined : /^(\d+)-(\d+)$/.exec(range)
  if (range !== undefined && !bounds) throw new Failure(`invalid input range: ${quoted(range)}`)
  const items = bounds
    ? Array.from({ length: Math.max(0, Number(bounds[2]) - Number(bounds[1]) + 1) }, (_, i) =>
        String(Number(bounds[1]) + i),
      )
    : invocation.has('e')
      ? [...operands]
      : await allLines(invocation, operands, delimiter)
  if (invocation.status !== 0) return invocation.status
  const random = (below: number): number => {
    const view = new DataView(proc.system.randomBytes(4).slice().buffer)
    return Math.floor((view.getUint32(0) / 2 ** 32) * below)
  }
  const count = countText === undefined ? items.length : Number(countText)
  let chosen: string[]
  if (invocation.has('r')) {
    if (items.length === 0) throw new Failure('no lines to repeat')
    // Without -n it goes on until nobody reads any more.
    const most = countText === undefined ? Infinity : count
    for (let i = 0; i < most; i++) await invocation.write(items[random(items.length)]! + delimiter)
    return 0
  } else {
    for (let i = 0; i < Math.min(count, items.length); i++) {
      const other = i + random(items.length - i)
      ;[items[i], items[other]] = [items[other]!, items[i]!]
    }
    chosen = items.slice(0, count)
  }
  const text = chosen.map((item) => item + delimiter).join('')
  const output = invocation.value('o')
  if (output === undefined) await invocation.write(text)
  else await proc.writeFile(output, text)
  return 0
})
