import type { ChildStatus } from '../../kernel/process.ts'
import { signalNumbers } from '../../kernel/signals.ts'
import { startWords } from '../start-words.ts'
import { UsageError } from '../options.ts'
import { Failure, program, type Invocation } from '../program.ts'

const spec = {
  short: '+0a:d:E:e::I:i::L:l::n:opP:rs:tx',
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
    'max-chars': 's:',
    eof: 'e::',
    exit: 'x',
    'open-tty': 'o',
    'process-slot-var': 'slot:',
    'show-limits': 'limits',
  },
  lacking: {
    p: '-p (--interactive)',
    x: '-x (--exit)',
    o: '-o (--open-tty)',
    slot: '--process-slot-var',
    limits: '--show-limits',
    l: '-l: -L does the same',
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
  const children = new Children(invocation, command[0]!, Number(invocation.value('P') ?? 1))
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
    if (!(await children.start(call)) || items.length === 0) break
  }
  return children.finish()
})

/** More than these do not run at once, whatever -P says. */
const mostAtOnce = 256

/** The commands that run: at most as many as -P allows, and as many as there are when it says 0. */
class Children {
  #running = 0
  #status = 0

  constructor(
    private readonly invocation: Invocation,
    private readonly command: string,
    private readonly wanted: number,
  ) {}

  /** Waits for room and starts one more; false when no more shall be started. */
  async start(call: readonly string[]): Promise<boolean> {
    const most = Math.min(this.wanted || mostAtOnce, mostAtOnce)
    while (this.#running >= most) await this.#waitForOne()
    const pid = await startWords(this.invocation, call, (name) => name)
    if (pid === undefined) {
      this.#status = 127
      return false
    }
    this.#running++
    // One at a time is waited for at once: what it says decides whether the next one starts.
    if (most === 1) await this.#waitForOne()
    return this.#status !== 126 && this.#status !== 127
  }

  async finish(): Promise<number> {
    while (this.#running > 0) await this.#waitForOne()
    return this.#status
  }

  async #waitForOne(): Promise<void> {
    const ended = await this.invocation.proc.wait(-1)
    this.#running--
    await this.#judge(ended)
  }

  /** The others that run are waited for all the same. */
  async #abort(message: string, status: number): Promise<never> {
    for (; this.#running > 0; this.#running--) await this.invocation.proc.wait(-1)
    throw new Failure(message, status)
  }

  async #judge(ended: ChildStatus | undefined): Promise<void> {
    if (ended?.signal !== undefined)
      await this.#abort(`${this.command}: terminated by signal ${signalNumbers[ended.signal]}`, 125)
    if (ended?.exit === 255) await this.#abort(`${this.command}: exited with status 255; aborting`, 124)
    if (ended?.exit === 126 || ended?.exit === 127) this.#status = ended.exit
    else if (ended?.exit && this.#status === 0) this.#status = 123
  }
}

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
