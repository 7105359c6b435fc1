import { runWords } from '../files/find.ts'
import { UsageError } from '../options.ts'
import { Failure, program } from '../program.ts'

const spec = {
  short: '+0a:d:E:e::I:i::L:n:pP:rs:tx',
  long: {
    null: '0',
    'arg-file': 'a:',
    delimiter: 'd:',
    replace: 'I:',
    'max-lines': 'L:',
    'max-args': 'n:',
    'max-procs': 'P:',
    'no-run-if-empty': 'r',
    verbose: 't',
    interactive: 'p',
  },
  usage: '[OPTION]... COMMAND [INITIAL-ARGS]...',
}

/** As many bytes of arguments as one command gets. */
const lengthLimit = 100_000

export const xargs = program('xargs', spec, async (invocation) => {
  const { proc } = invocation
  const file = invocation.value('a')
  const text = file === undefined ? await proc.stdin.text() : await proc.readText(file)
  const command = invocation.operands.length > 0 ? invocation.operands : ['echo']
  const replace = invocation.value('I') ?? (invocation.has('i') ? (invocation.value('i') ?? '{}') : undefined)
  for (const option of ['n', 'L', 'P', 's'])
    if (/[^0-9]|^$/.test(invocation.value(option) ?? '0'))
      throw new UsageError(`invalid number "${invocation.value(option)}" for -${option} option`)
  if (invocation.has('p', 'x')) throw new Failure("Sandcloud's xargs has no -p and -x")
  const limit = Math.min(
    lengthLimit,
    Number(invocation.value('s') ?? Infinity) - command.join(' ').length - 1,
  )
  const lines = invocation.value('L')
  const delimiter = invocation.has('0')
    ? '\0'
    : invocation.value('d')?.replace('\\n', '\n').replace('\\t', '\t')
  const items =
    delimiter !== undefined
      ? text.split(delimiter).filter((item, i, all) => item !== '' || i < all.length - 1)
      : replace !== undefined || lines !== undefined
        ? nonBlankLines(text)
        : words(text)
  const stop = invocation.value('E') ?? invocation.value('e')
  const end = stop === undefined ? -1 : items.indexOf(stop)
  if (end >= 0) items.length = end
  const perCommand = replace !== undefined ? 1 : Number(lines ?? invocation.value('n') ?? Infinity)
  if (items.length === 0 && (invocation.has('r') || replace !== undefined)) return 0
  let status = 0
  for (let i = 0; i < Math.max(1, items.length);) {
    const batch: string[] = []
    for (let length = 0; i < items.length && batch.length < perCommand; i++) {
      // One argument goes along, however long it is.
      if (batch.length > 0 && length + items[i]!.length + 1 > limit) break
      batch.push(items[i]!)
      length += items[i]!.length + 1
    }
    const given = lines !== undefined ? batch.flatMap(words) : batch
    const call =
      replace !== undefined
        ? command.map((word) => word.replaceAll(replace, batch[0]!))
        : [...command, ...given]
    if (invocation.has('t')) await proc.stderr.write(`${call.join(' ')}\n`)
    const result = await runWords(invocation, call, (name) => name)
    if (result === 127 || result === 126) return result
    if (result === 255) throw new Failure(`${command[0]}: exited with status 255; aborting`, 124)
    if (result !== 0) status = 123
    if (items.length === 0) break
  }
  return status
})

const nonBlankLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trimStart())
    .filter((line) => line !== '')

/** Blanks separate; quotes and backslashes keep them. */
const words = (text: string): string[] => {
  const result: string[] = []
  let word: string | undefined
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!
    if (char === '\\') word = (word ?? '') + (text[++i] ?? '')
    else if (char === '"' || char === "'") {
      const end = text.indexOf(char, i + 1)
      if (end < 0 || text.slice(i, end).includes('\n'))
        throw new Failure(
          `unmatched ${char === '"' ? 'double' : 'single'} quote; by default quotes are special to xargs unless you use the -0 option`,
        )
      word = (word ?? '') + text.slice(i + 1, end)
      i = end
    } else if (/\s/.test(char)) {
      if (word !== undefined) result.push(word)
      word = undefined
    } else word = (word ?? '') + char
  }
  if (word !== undefined) result.push(word)
  return result
}
