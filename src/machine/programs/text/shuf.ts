import { allLines, piecesOf } from '../inputs.ts'
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

const mostItems = 10_000_000
const itemsPerTurn = 1000

export const shuf = program('shuf', spec, async (invocation) => {
  const { proc, operands } = invocation
  const delimiter = invocation.has('z') ? '\0' : '\n'
  const range = invocation.value('i')
  const countText = invocation.value('n')
  if (countText !== undefined && !/^\d+$/.test(countText))
    throw new Failure(`invalid line count: ${quoted(countText)}`)
  const bounds = range === undefined ? undefined : /^(\d+)-(\d+)$/.exec(range)
  if (range !== undefined && !bounds) throw new Failure(`invalid input range: ${quoted(range)}`)
  const lines = bounds ? [] : invocation.has('e') ? operands : await allLines(invocation, operands, delimiter)
  if (invocation.status !== 0) return invocation.status
  const size = bounds ? Math.max(0, Number(bounds[2]) - Number(bounds[1]) + 1) : lines.length
  const item = (place: number): string => (bounds ? String(Number(bounds[1]) + place) : lines[place]!)
  const random = (below: number): number => {
    const view = new DataView(proc.system.randomBytes(4).slice().buffer)
    return Math.floor((view.getUint32(0) / 2 ** 32) * below)
  }
  const count = countText === undefined ? size : Number(countText)
  if (invocation.has('r')) {
    if (size === 0) throw new Failure('no lines to repeat')
    // Without -n it goes on until nobody reads any more.
    const most = countText === undefined ? Infinity : count
    for (let i = 0; i < most; i++) await invocation.write(item(random(size)) + delimiter)
    return 0
  }
  const wanted = Math.min(count, size)
  if (wanted > mostItems) throw new Failure('memory exhausted')
  const chosen: string[] = []
  /** What has changed places with another: a range may be too long to be held. */
  const moved = new Map<number, number>()
  const at = (place: number): number => moved.get(place) ?? place
  for (let i = 0; i < wanted; i++) {
    const other = i + random(size - i)
    chosen.push(item(at(other)))
    moved.set(other, at(i))
    moved.delete(i)
    if (i % itemsPerTurn === 0) await proc.yield()
  }
  const output = invocation.value('o')
  if (output !== undefined) await proc.writeFile(output, '')
  for (const piece of piecesOf(chosen, delimiter))
    if (output === undefined) await invocation.write(piece)
    else await proc.writeFile(output, piece, { append: true })
  return 0
})
