import { isErrno } from '../../errno.ts'
import { linesOf } from '../inputs.ts'
import { Failure, program, quoted, type Invocation } from '../program.ts'
import { misused } from '../files/cp.ts'

/** The lines of an operand one at a time, with few awaits: a batch is used up before the next is read. */
export class LineSource {
  #lines: string[] = []
  #at = 0
  readonly #batches: AsyncGenerator<{ lines: string[] }>

  private constructor(batches: AsyncGenerator<{ lines: string[] }>) {
    this.#batches = batches
  }

  static async open(invocation: Invocation, name: string, delimiter = '\n'): Promise<LineSource> {
    try {
      const fd = name === '-' ? 0 : await invocation.proc.open(name, { read: true })
      return new LineSource(linesOf(invocation, fd, delimiter))
    } catch (error) {
      if (!isErrno(error)) throw error
      throw new Failure(`${name}: ${error.message}`)
    }
  }

  async next(): Promise<string | undefined> {
    while (this.#at >= this.#lines.length) {
      const batch = await this.#batches.next()
      if (batch.done) return undefined
      this.#lines = batch.value.lines
      this.#at = 0
    }
    return this.#lines[this.#at++]
  }
}

const spec = {
  short: '123z',
  long: { 'output-delimiter': 'output-delimiter:', total: 'total', 'check-order': 'check-order', 'nocheck-order': 'nocheck-order', 'zero-terminated': 'z' },
  usage: '[OPTION]... FILE1 FILE2',
} // prettier-ignore

export const comm = program('comm', spec, async (invocation) => {
  const { operands } = invocation
  if (operands.length === 0) return misused(invocation, 'missing operand')
  if (operands.length === 1) return misused(invocation, `missing operand after ${quoted(operands[0]!)}`)
  if (operands.length > 2) return misused(invocation, `extra operand ${quoted(operands[2]!)}`)
  const delimiter = invocation.has('z') ? '\0' : '\n'
  const [left, right] = [
    await LineSource.open(invocation, operands[0]!, delimiter),
    await LineSource.open(invocation, operands[1]!, delimiter),
  ]
  const gap = invocation.value('output-delimiter') ?? '\t'
  const counts = [0, 0, 0]
  const complained = [false, false]
  const show = async (column: number, line: string): Promise<void> => {
    counts[column]!++
    if (invocation.has(String(column + 1))) return
    const before = [0, 1].filter((other) => other < column && !invocation.has(String(other + 1))).length
    await invocation.write(gap.repeat(before) + line + delimiter)
  }
  let [a, b] = [await left.next(), await right.next()]
  const advance = async (side: 0 | 1): Promise<void> => {
    const old = side === 0 ? a : b
    const next = side === 0 ? await left.next() : await right.next()
    if (
      next !== undefined &&
      old !== undefined &&
      next < old &&
      !complained[side] &&
      !invocation.has('nocheck-order')
    ) {
      complained[side] = true
      await invocation.complain(`file ${side + 1} is not in sorted order`)
      if (invocation.has('check-order')) throw new Failure('input is not in sorted order')
    }
    if (side === 0) a = next
    else b = next
  }
  for (;;) {
    if (a === undefined && b === undefined) break
    if (b === undefined || (a !== undefined && a < b)) {
      await show(0, a!)
      await advance(0)
    } else if (a === undefined || b < a) {
      await show(1, b!)
      await advance(1)
    } else {
      await show(2, a)
      await advance(0)
      await advance(1)
    }
  }
  if (invocation.has('total')) await invocation.write(`${counts.join(gap)}${gap}total\n`)
  if (complained.some(Boolean)) await invocation.complain('input is not in sorted order')
  return invocation.status
})
