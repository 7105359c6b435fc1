import { misused } from '../files/cp.ts'
import { program, quoted, Failure } from '../program.ts'
import { LineSource } from './comm.ts'

const spec = {
  short: 'a:e:i1:2:j:o:t:v:z',
  long: { header: 'header', 'ignore-case': 'i', 'check-order': 'check-order', 'nocheck-order': 'nocheck-order', 'zero-terminated': 'z' },
  usage: '[OPTION]... FILE1 FILE2',
} // prettier-ignore

interface Row {
  key: string
  fields: string[]
}

/** Whether each key is no less than the one before it. */
class Order {
  line = 0
  #last: string | undefined

  isBroken(key: string): boolean {
    this.line++
    const isBroken = this.#last !== undefined && key < this.#last
    this.#last = key
    return isBroken
  }

  forget(): void {
    this.#last = undefined
  }
}

export const join = program('join', spec, async (invocation) => {
  const { operands } = invocation
  if (operands.length === 0) return misused(invocation, 'missing operand')
  if (operands.length === 1) return misused(invocation, `missing operand after ${quoted(operands[0]!)}`)
  if (operands.length > 2) return misused(invocation, `extra operand ${quoted(operands[2]!)}`)
  const separator = invocation.value('t')
  if (separator !== undefined && [...separator].length > 1 && separator !== '\\0')
    throw new Failure(`multi-character tab ${quoted(separator)}`)
  const both = invocation.value('j')
  const field = (option: string): number => {
    const text = invocation.value(option) ?? both ?? '1'
    if (!/^[1-9]\d*$/.test(text)) throw new Failure(`invalid field number: ${quoted(text)}`)
    return Number(text)
  }
  const keys = [field('1'), field('2')] as const
  const end = invocation.has('z') ? '\0' : '\n'
  const fold = (text: string): string => (invocation.has('i') ? text.toLowerCase() : text)
  const split = (line: string, at: number): Row => {
    const fields =
      separator === undefined
        ? line
            .trim()
            .split(/[ \t]+/)
            .filter(Boolean)
        : line.split(separator)
    return { key: fields[at - 1] ?? '', fields }
  }
  const sources = [
    await LineSource.open(invocation, operands[0]!, end),
    await LineSource.open(invocation, operands[1]!, end),
  ] as const
  const order = [new Order(), new Order()] as const
  let hasUnpaired = false
  const read = async (side: 0 | 1): Promise<Row | undefined> => {
    const line = await sources[side].next()
    if (line === undefined) return undefined
    const row = split(line, keys[side])
    if (order[side].isBroken(fold(row.key)) && !invocation.has('nocheck-order')) {
      const message = `${operands[side]}:${order[side].line}: is not sorted: ${line}`
      if (invocation.has('check-order')) throw new Failure(message)
      unsorted[side] ??= message
    }
    return row
  }
  /** Lines that found no partner are what a wrong order costs: only then it is told of. */
  const unsorted: [string | undefined, string | undefined] = [undefined, undefined]
  const unpaired = invocation.values('a')
  const only = invocation.values('v')
  const filler = invocation.value('e') ?? ''
  const gap = separator ?? ' '
  const format = invocation.value('o')?.split(/[ ,]+/)
  const isAuto = format?.[0] === 'auto'
  let widths: [number, number] | undefined
  const line = (key: string, a: Row | undefined, b: Row | undefined): string => {
    if (format && !isAuto)
      return format
        .map((item) => {
          if (item === '0') return key
          const match = /^([12])\.(\d+)$/.exec(item)
          if (!match) throw new Failure(`invalid field specifier: ${quoted(item)}`)
          return (match[1] === '1' ? a : b)?.fields[Number(match[2]) - 1] || filler
        })
        .join(gap)
    const rest = (row: Row | undefined, side: 0 | 1): string[] => {
      const fields = row ? row.fields.filter((_, i) => i !== keys[side] - 1) : []
      if (!isAuto) return row ? fields : []
      return Array.from({ length: widths![side] - 1 }, (_, i) => fields[i] || filler)
    }
    return [key, ...rest(a, 0), ...rest(b, 1)].join(gap)
  }
  const alone = async (row: Row, side: 0 | 1): Promise<void> => {
    hasUnpaired = true
    const name = String(side + 1)
    if (!unpaired.includes(name) && !only.includes(name)) return
    await invocation.write(
      `${side === 0 ? line(row.key, row, undefined) : line(row.key, undefined, row)}${end}`,
    )
  }
  let [a, b] = [await read(0), await read(1)]
  widths = [a?.fields.length ?? 1, b?.fields.length ?? 1]
  if (invocation.has('header') && (a || b)) {
    await invocation.write(`${line(a?.key ?? b!.key, a, b)}${end}`)
    for (const one of order) one.forget()
    ;[a, b] = [await read(0), await read(1)]
  }
  while (a && b) {
    const [left, right] = [fold(a.key), fold(b.key)]
    if (left < right) {
      await alone(a, 0)
      a = await read(0)
    } else if (right < left) {
      await alone(b, 1)
      b = await read(1)
    } else {
      const group: Row[] = []
      for (; b && fold(b.key) === left; b = await read(1)) group.push(b)
      const own: Row[] = []
      for (; a && fold(a.key) === left; a = await read(0)) own.push(a)
      for (const row of only.length === 0 ? own : [])
        for (const other of group) await invocation.write(`${line(row.key, row, other)}${end}`)
    }
  }
  for (; a; a = await read(0)) await alone(a, 0)
  for (; b; b = await read(1)) await alone(b, 1)
  if (hasUnpaired && unsorted.some(Boolean)) {
    for (const message of unsorted) if (message !== undefined) await invocation.complain(message)
    await invocation.complain('input is not in sorted order')
  }
  return invocation.status
})
