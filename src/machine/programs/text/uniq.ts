import { linesOf } from '../inputs.ts'
import { program, type Invocation } from '../program.ts'

const spec = {
  short: 'cdDf:is:uw:z',
  long: {
    count: 'c',
    repeated: 'd',
    'ignore-case': 'i',
    unique: 'u',
    'skip-fields': 'f:',
    'skip-chars': 's:',
    'check-chars': 'w:',
    'zero-terminated': 'z',
    'all-repeated': 'D::',
  },
  lacking: { z: '-z (--zero-terminated)' },
  usage: '[OPTION]... [INPUT [OUTPUT]]',
}

export const uniq = program('uniq', spec, async (invocation) => {
  const { proc } = invocation
  const [input, output] = invocation.operands
  const fd =
    input === undefined || input === '-'
      ? 0
      : await invocation.attempt(input, () => proc.open(input, { read: true }))
  if (fd === undefined) return 1
  const out =
    output === undefined || output === '-'
      ? 1
      : await proc.open(output, { write: true, create: true, truncate: true })
  const key = keyOf(invocation)
  let current: string[] = []
  let currentKey: string | undefined
  for await (const { lines } of linesOf(invocation, fd)) {
    let text = ''
    for (const line of lines) {
      const lineKey = key(line)
      if (lineKey === currentKey) current.push(line)
      else {
        text += shown(invocation, current)
        current = [line]
        currentKey = lineKey
      }
    }
    await proc.write(out, text)
  }
  await proc.write(out, shown(invocation, current))
  return invocation.status
})

const keyOf = (invocation: Invocation): ((line: string) => string) => {
  const [fields, chars] = [Number(invocation.value('f') ?? 0), Number(invocation.value('s') ?? 0)]
  const width = Number(invocation.value('w') ?? Infinity)
  return (line) => {
    let text = line
    for (let i = 0; i < fields; i++) text = text.replace(/^[ \t]*[^ \t]*/, '')
    text = text.slice(chars, chars + width)
    return invocation.has('i') ? text.toLowerCase() : text
  }
}

const shown = (invocation: Invocation, group: readonly string[]): string => {
  if (group.length === 0) return ''
  if (invocation.has('D')) return group.length > 1 ? group.map((line) => `${line}\n`).join('') : ''
  if (invocation.has('d') && group.length === 1) return ''
  if (invocation.has('u') && group.length > 1) return ''
  return `${invocation.has('c') ? `${String(group.length).padStart(7)} ` : ''}${group[0]}\n`
}
