import { allBytes, allLines, eachInput, linesIn, linesOf, piecesOf } from '../inputs.ts'
import { UsageError } from '../options.ts'
import { program, quoted } from '../program.ts'

export const tac = program(
  'tac',
  {
    short: 'brs:',
    long: { before: 'b', regex: 'r', separator: 's:' },
    lacking: { r: '-r (--regex)' },
    usage: '[OPTION]... [FILE]...',
  },
  async (invocation) => {
    const separator = invocation.value('s') || '\n'
    await eachInput(
      invocation,
      invocation.operands,
      async (fd) => {
        const before = invocation.has('b')
        const isPlain = separator === '\n' && !before
        const records = isPlain
          ? await linesIn(invocation, fd)
          : recordsOf(new TextDecoder().decode(await allBytes(invocation, fd)), separator, before)
        for (const piece of piecesOf(records.reverse(), isPlain ? '\n' : '')) await invocation.write(piece)
      },
      (name, message) => `failed to open '${name}' for reading: ${message}`,
    )
    return invocation.status
  },
)

/** The records of a text with the separators they end with; with -b, those they begin with. */
const recordsOf = (text: string, separator: string, before: boolean): string[] => {
  const parts = text.split(separator)
  if (before) return parts.map((part, i) => (i === 0 ? part : separator + part)).filter(Boolean)
  const last = parts.pop()!
  return [...parts.map((part) => part + separator), ...(last === '' ? [] : [last])]
}

export const rev = program('rev', { short: '', usage: '[options] [file ...]' }, async (invocation) => {
  await eachInput(
    invocation,
    invocation.operands,
    async (fd) => {
      for await (const { lines } of linesOf(invocation, fd))
        await invocation.write(lines.map((line) => `${[...line].reverse().join('')}\n`).join(''))
    },
    (name, message) => `cannot open ${name}: ${message}`,
  )
  return invocation.status
})

const nlSpec = {
  short: 'b:w:s:v:i:n:h:f:d:l:p',
  long: {
    'body-numbering': 'b:',
    'number-width': 'w:',
    'number-separator': 's:',
    'starting-line-number': 'v:',
    'line-increment': 'i:',
    'number-format': 'n:',
    'header-numbering': 'h:',
    'footer-numbering': 'f:',
    'section-delimiter': 'd:',
    'join-blank-lines': 'l:',
    'no-renumber': 'p',
  },
  lacking: {
    h: '-h: it knows no sections',
    f: '-f: it knows no sections',
    d: '-d: it knows no sections',
    p: '-p: it knows no sections',
    l: '-l (--join-blank-lines)',
  },
  usage: '[OPTION]... [FILE]...',
}

export const nl = program('nl', nlSpec, async (invocation) => {
  const width = Number(invocation.value('w') ?? 6)
  const separator = invocation.value('s') ?? '\t'
  const style = invocation.value('b') ?? 't'
  if (!/^[atn]$/.test(style)) throw new UsageError(`invalid body numbering style: ${quoted(style)}`)
  const format = invocation.value('n') ?? 'rn'
  if (!/^(ln|rn|rz)$/.test(format)) throw new UsageError(`invalid line numbering format: ${quoted(format)}`)
  const step = Number(invocation.value('i') ?? 1)
  if (!Number.isInteger(step))
    throw new UsageError(`invalid line number increment: ${quoted(invocation.value('i')!)}`)
  let number = Number(invocation.value('v') ?? 1)
  await eachInput(invocation, invocation.operands, async (fd) => {
    for await (const { lines } of linesOf(invocation, fd)) {
      const shown = lines.map((line) => {
        if (style === 'n' || (style === 't' && line === ''))
          return `${' '.repeat(width + separator.length)}${line}\n`
        const digits = String(number)
        number += step
        const head =
          format === 'ln' ? digits.padEnd(width) : digits.padStart(width, format === 'rz' ? '0' : ' ')
        return `${head}${separator}${line}\n`
      })
      await invocation.write(shown.join(''))
    }
  })
  return invocation.status
})

export const paste = program(
  'paste',
  {
    short: 'd:sz',
    long: { delimiters: 'd:', serial: 's', 'zero-terminated': 'z' },
    usage: '[OPTION]... [FILE]...',
  },
  async (invocation) => {
    const delimiters = [...(invocation.value('d') ?? '\t').replaceAll('\\n', '\n').replaceAll('\\t', '\t')]
    const operands = invocation.operands.length > 0 ? invocation.operands : ['-']
    const end = invocation.has('z') ? '\0' : '\n'
    const dashes = operands.filter((operand) => operand === '-').length
    // Several `-` share standard input, a line each in turn; with -s the first takes all.
    const input = dashes > 0 ? await allLines(invocation, ['-'], end) : []
    const step = invocation.has('s') ? 1 : dashes
    const columns: string[][] = []
    let taken = 0
    for (const operand of operands) {
      if (operand !== '-') columns.push(await allLines(invocation, [operand], end))
      else if (invocation.has('s') && taken > 0) columns.push([])
      else {
        const first = taken
        columns.push(input.filter((_, i) => i % step === first))
      }
      if (operand === '-') taken++
    }
    if (invocation.status !== 0) return invocation.status
    const glued = (parts: readonly string[]): string =>
      parts.map((part, i) => (i > 0 ? (delimiters[(i - 1) % delimiters.length] ?? '') : '') + part).join('')
    const rows = invocation.has('s')
      ? columns
      : Array.from({ length: Math.max(...columns.map(({ length }) => length)) }, (_, row) =>
          columns.map((column) => column[row] ?? ''),
        )
    await invocation.write(rows.map((row) => glued(row) + end).join(''))
    return 0
  },
)
