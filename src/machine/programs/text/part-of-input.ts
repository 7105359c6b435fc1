import { Failure, quoted, type Invocation } from '../program.ts'
import { parseSize } from '../sizes.ts'

/** What head and tail are asked for: `-c 10`, `-n -5`, `-n +3`, `-20`. */
export const wantedPart = (
  invocation: Invocation,
): { bytes: boolean; count: number; sign: '+' | '-' | undefined } => {
  const bytes = invocation.last('c', 'n') === 'c'
  const digits = invocation.options
    .filter(({ name }) => /^\d$/.test(name))
    .map(({ name }) => name)
    .join('')
  const text = invocation.value(bytes ? 'c' : 'n') ?? (digits || '10')
  const count = parseSize(text.replace(/^[-+]/, ''))
  if (count === undefined)
    throw new Failure(`invalid number of ${bytes ? 'bytes' : 'lines'}: ${quoted(text)}`)
  return { bytes, count, sign: text.startsWith('+') ? '+' : text.startsWith('-') ? '-' : undefined }
}

/** `==> file <==` where several files are shown, whenever it is another one. */
export class Headers {
  #last: string | undefined

  constructor(private readonly invocation: Invocation) {}

  async show(name: string, always = false): Promise<void> {
    const { invocation } = this
    const wanted = !invocation.has('q') && (invocation.has('v') || invocation.operands.length > 1)
    if (!wanted || (name === this.#last && !always)) return
    await invocation.write(
      `${this.#last === undefined ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n`,
    )
    this.#last = name
  }
}
