import type { Json, JsonObject } from './values.ts'

/** Text that is no JSON, in the words of jq's parser. */
export class ParseError extends Error {}

const deepest = 256

/** Values that stand one behind the other in a text. */
export class JsonReader {
  #at = 0

  constructor(private readonly text: string) {}

  get position(): number {
    return this.#at
  }

  /** Undefined at the end. Throws ParseError. */
  next(): Json | undefined {
    this.#blanks()
    if (this.#at >= this.text.length) return undefined
    const value = this.#value(0)
    const char = this.text[this.#at]
    if (
      char !== undefined &&
      /[\w.+-]/.test(char) &&
      typeof value !== 'string' &&
      !Array.isArray(value) &&
      !(value instanceof Map)
    )
      this.#fail('Invalid literal')
    return value
  }

  #blanks(): void {
    while (' \n\t\r\ufeff'.includes(this.text[this.#at] ?? 'x')) this.#at++
  }

  #fail(message: string): never {
    const before = this.text.slice(0, this.#at + 1)
    const lines = before.split('\n')
    throw new ParseError(`${message} at line ${lines.length}, column ${lines.at(-1)!.length}`)
  }

  #unfinished(): never {
    const lines = this.text.split('\n')
    throw new ParseError(
      `Unfinished JSON term at EOF at line ${lines.length}, column ${lines.at(-1)!.length}`,
    )
  }

  #value(depth: number): Json {
    if (depth > deepest) this.#fail('Exceeds depth limit for parsing')
    this.#blanks()
    const char = this.text[this.#at]
    if (char === undefined) return this.#unfinished()
    if (char === '"') return this.#string()
    if (char === '[') return this.#array(depth)
    if (char === '{') return this.#object(depth)
    const token = /[^\s[\]{}:,"]+/y
    token.lastIndex = this.#at
    const word = token.exec(this.text)?.[0]
    if (word === undefined) {
      if (char === ']' || char === '}') return this.#fail(`Unmatched '${char}'`)
      return this.#fail(char === ':' ? "':' not as part of an object" : "Expected value before ','")
    }
    this.#at += word.length
    if (word === 'null') return null
    if (word === 'true') return true
    if (word === 'false') return false
    if (word === 'nan' || word === 'NaN') return Number.NaN
    if (/^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(word)) return Number(word)
    return this.#fail(
      /^[-\d.]/.test(word)
        ? 'Invalid numeric literal'
        : /^['a-zA-Z]/.test(word)
          ? 'Invalid literal'
          : 'Invalid numeric literal',
    )
  }

  #array(depth: number): Json[] {
    this.#at++
    const items: Json[] = []
    this.#blanks()
    if (this.text[this.#at] === ']') {
      this.#at++
      return items
    }
    for (;;) {
      items.push(this.#value(depth + 1))
      this.#blanks()
      const char = this.text[this.#at++]
      if (char === ']') return items
      if (char === undefined) return this.#unfinished()
      if (char !== ',') {
        this.#at--
        this.#fail('Expected separator between values')
      }
      this.#blanks()
      if (this.text[this.#at] === ']') this.#fail('Expected another array element')
    }
  }

  #object(depth: number): JsonObject {
    this.#at++
    const object: JsonObject = new Map()
    this.#blanks()
    if (this.text[this.#at] === '}') {
      this.#at++
      return object
    }
    for (;;) {
      this.#blanks()
      if (this.text[this.#at] === undefined) return this.#unfinished()
      if (this.text[this.#at] !== '"')
        this.#fail(
          this.text[this.#at] === '}' ? 'Expected another key-value pair' : 'Object keys must be strings',
        )
      const key = this.#string()
      this.#blanks()
      if (this.text[this.#at] === undefined) return this.#unfinished()
      if (this.text[this.#at] !== ':') this.#fail('Objects must consist of key:value pairs')
      this.#at++
      object.set(key, this.#value(depth + 1))
      this.#blanks()
      const char = this.text[this.#at++]
      if (char === '}') return object
      if (char === undefined) return this.#unfinished()
      if (char !== ',') {
        this.#at--
        this.#fail('Expected separator between values')
      }
    }
  }

  #string(): string {
    const simple = /"[^"\\]*"/y
    simple.lastIndex = this.#at
    const whole = simple.exec(this.text)
    if (whole) {
      this.#at += whole[0].length
      return whole[0].slice(1, -1)
    }
    let result = ''
    for (let i = this.#at + 1; i < this.text.length; i++) {
      const char = this.text[i]!
      if (char === '"') {
        this.#at = i + 1
        return result
      }
      if (char !== '\\') {
        result += char
        continue
      }
      const escape = this.text[++i]
      const known = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '/': '/', '\\': '\\', '"': '"' }[
        escape ?? ''
      ]
      if (known !== undefined) result += known
      else if (escape === 'u' && /^[0-9a-fA-F]{4}$/.test(this.text.slice(i + 1, i + 5))) {
        result += String.fromCharCode(Number.parseInt(this.text.slice(i + 1, i + 5), 16))
        i += 4
      } else if (escape !== undefined) {
        this.#at = i
        this.#fail('Invalid escape')
      }
    }
    return this.#unfinished()
  }
}

/** One value and nothing else: fromjson, --argjson. */
export const parseJson = (text: string): Json => {
  const reader = new JsonReader(text)
  const value = reader.next()
  if (value === undefined) throw new ParseError('Expected JSON value')
  if (reader.next() !== undefined) throw new ParseError('Unexpected extra JSON values')
  return value
}
