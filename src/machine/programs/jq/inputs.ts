import type { JqOptions } from './options.ts'
import { JsonReader } from './read-json.ts'
import { streamOf } from './stream.ts'
import type { Json } from './values.ts'

/** Everything that jq reads, value by value. */
export class Inputs {
  #files: { name: string; text: string }[]
  #reader: JsonReader | undefined
  #current: { name: string; text: string } | undefined
  #pending: Json[] = []

  constructor(
    files: { name: string; text: string }[],
    private readonly options: JqOptions,
  ) {
    this.#files =
      options.slurp || options.raw
        ? [{ name: files.at(-1)?.name ?? '<stdin>', text: files.map(({ text }) => text).join('') }]
        : [...files]
  }

  get name(): string {
    return this.#current?.name ?? '<unknown>'
  }

  /** `<stdin>:3`: how many lines have been read. */
  get place(): string {
    if (!this.#current) return '<unknown>'
    const { text } = this.#current
    const at = this.#reader?.position ?? text.length
    const lineEnd = text.indexOf('\n', Math.max(0, at - (text[at - 1] === '\n' ? 1 : 0)))
    const read = lineEnd < 0 ? text : text.slice(0, lineEnd + 1)
    return `${this.#current.name}:${read.split('\n').length - 1}`
  }

  next(): Json | undefined {
    const { options } = this
    if (options.raw) {
      const whole = this.#files.shift()
      if (whole) {
        this.#current = whole
        if (options.slurp) return whole.text
        this.#pending = whole.text.split('\n')
        if (this.#pending.at(-1) === '') this.#pending.pop()
      }
      return this.#pending.shift()
    }
    if (options.slurp) {
      if (this.#files.length === 0) return undefined
      const all: Json[] = []
      for (let value = this.#value(); value !== undefined; value = this.#value()) all.push(value)
      return all
    }
    if (!options.stream) return this.#value()
    while (this.#pending.length === 0) {
      const value = this.#value()
      if (value === undefined) return undefined
      this.#pending = streamOf(value)
    }
    return this.#pending.shift()
  }

  #value(): Json | undefined {
    for (;;) {
      if (!this.#reader) {
        const next = this.#files.shift()
        if (!next) return undefined
        this.#current = next
        this.#reader = new JsonReader(next.text)
      }
      const value = this.#reader.next()
      if (value !== undefined) return value
      this.#reader = undefined
    }
  }
}
