import { linesOf } from '../inputs.ts'
import { UsageError } from '../options.ts'
import { program, quoted, type Invocation } from '../program.ts'

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
  const end = invocation.has('z') ? '\0' : '\n'
  const shown = groupsOf(invocation, end)
  let current: string[] = []
  let currentKey: string | undefined
  for await (const { lines } of linesOf(invocation, fd, end)) {
    let text = ''
    for (const line of lines) {
      const lineKey = key(line)
      if (lineKey === currentKey) current.push(line)
      else {
        text += shown(current)
        current = [line]
        currentKey = lineKey
      }
    }
    await proc.write(out, text)
  }
  await proc.write(out, shown(current))
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

/** How each group of equal lines is written. */
const groupsOf = (invocation: Invocation, end: string): ((group: readonly string[]) => string) => {
  const isAll = invocation.has('D')
  const between = isAll ? separationOf(invocation, 'D', ['none', 'prepend', 'separate'], 'none') : 'none'
  let isFirst = true
  return (group) => {
    if (group.length === 0) return ''
    if (isAll) {
      if (group.length === 1) return ''
      const gap = between === 'prepend' || (between === 'separate' && !isFirst) ? end : ''
      isFirst = false
      return gap + group.map((line) => line + end).join('')
    }
    if (invocation.has('d') && group.length === 1) return ''
    if (invocation.has('u') && group.length > 1) return ''
    return `${invocation.has('c') ? `${String(group.length).padStart(7)} ` : ''}${group[0]}${end}`
  }
}

const separationOf = (
  invocation: Invocation,
  name: string,
  kinds: readonly string[],
  usual: string,
): string => {
  const wanted = invocation.value(name) ?? usual
  const kind = kinds.find((one) => one.startsWith(wanted))
  if (kind !== undefined) return kind
  const list = kinds.map((one) => `  - ‘${one}’\n`).join('')
  throw new UsageError(
    `invalid argument ${quoted(wanted)} for ‘--all-repeated’\nValid arguments are:\n${list.trimEnd()}`,
  )
}
