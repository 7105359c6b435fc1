import { HTTPParser as Base } from 'http-parser-js'
import { dataOf, facts } from '../facts.ts'
import { host } from '../host.ts'

const data = dataOf('http_parser') as { methods: string[]; allMethods: string[] }

const constants = facts.httpParser
const { kOnMessageBegin, kOnHeadersComplete, kOnMessageComplete } = constants as Record<
  'kOnMessageBegin' | 'kOnHeadersComplete' | 'kOnMessageComplete',
  number
>
const defaultHeaderSize = 16 * 1024

Base.encoding = 'latin1'
// Reading this tells the parser that its callbacks take arguments, not an object.
void Base.kOnExecute

type Callback = (...args: unknown[]) => unknown

interface Failure extends Error {
  code?: string
  reason?: string
  bytesParsed?: number
}

/** llhttp's place in Node, taken by http-parser-js. */
class HTTPParser extends Base {
  #list?: ConnectionsList
  #isServer = false
  /** When the message began, 0 between messages: what server.closeIdleConnections() looks at. */
  messageStart = 0
  headersComplete = false
  #complete?: Callback
  #messageComplete?: Callback

  constructor() {
    super()
    const callbacks = this as unknown as Record<number, Callback>
    // The parser calls by number what lib has set under that number: in between stands our own bookkeeping.
    Object.defineProperties(this, {
      [kOnHeadersComplete]: {
        get: () => this.#onHeadersComplete,
        set: (callback: Callback) => {
          this.#complete = callback
        },
      },
      [kOnMessageComplete]: {
        get: () => this.#onMessageComplete,
        set: (callback: Callback) => {
          this.#messageComplete = callback
        },
      },
    })
    callbacks[kOnMessageBegin!] ??= () => {}
    const leave = () => this.#leave()
    Object.assign(this, {
      // For the next message on the same connection: the parser's own, without the bookkeeping of a new one.
      reinitialize: (type: 'REQUEST' | 'RESPONSE') => Base.prototype.initialize.call(this, type as never),
      remove: leave,
      free: leave,
      close: leave,
      getCurrentBuffer: () => (this as unknown as { chunk?: unknown }).chunk,
    })
  }

  override initialize(
    type: unknown,
    _resource?: object,
    maxHeaderSize = 0,
    _lenient = 0,
    list?: ConnectionsList,
  ): void {
    super.initialize((type === constants.REQUEST ? 'REQUEST' : 'RESPONSE') as never)
    this.#isServer = type === constants.REQUEST
    this.maxHeaderSize = maxHeaderSize || defaultHeaderSize
    this.messageStart = host.performance.now()
    this.headersComplete = false
    this.#list = list
    list?.add(this)
  }

  override execute(chunk: Uint8Array): number | Failure {
    if (this.messageStart === 0) {
      this.messageStart = host.performance.now()
      this.headersComplete = false
    }
    const result = super.execute(chunk as never) as number | Failure
    return typeof result === 'number' ? result : this.#failure(result)
  }

  override finish(): undefined | Failure {
    const result = super.finish() as unknown as undefined | Failure
    return result && this.#failure(result, 'HPE_INVALID_EOF_STATE', 'Invalid EOF state')
  }

  #failure(error: Failure, code = 'HPE_INVALID_CONSTANT', reason = 'Expected HTTP/'): Failure {
    if (error.message === 'max header size exceeded')
      [code, reason] = ['HPE_HEADER_OVERFLOW', 'Header overflow']
    else if (error.message === 'invalid request method')
      [code, reason] = ['HPE_INVALID_METHOD', 'Invalid method encountered']
    error.code ??= code
    error.reason = reason
    error.message = `Parse Error: ${reason}`
    error.bytesParsed = 0
    return error
  }

  readonly #onHeadersComplete = (...args: unknown[]): unknown => {
    this.headersComplete = true
    // The method goes to lib as its place in lib's own list.
    if (this.#isServer) args[3] = data.allMethods.indexOf(Base.methods[args[3] as number]!)
    return this.#complete?.apply(this, args)
  }

  readonly #onMessageComplete = (...args: unknown[]): unknown => {
    this.messageStart = 0
    return this.#messageComplete?.apply(this, args)
  }

  #leave(): void {
    this.#list?.delete(this)
    this.#list = undefined
  }
}

class ConnectionsList {
  readonly #parsers = new Set<HTTPParser>()

  add(parser: HTTPParser): void {
    this.#parsers.add(parser)
  }

  delete(parser: HTTPParser): void {
    this.#parsers.delete(parser)
  }

  all(): HTTPParser[] {
    return [...this.#parsers]
  }

  idle(): HTTPParser[] {
    return this.all().filter((parser) => parser.messageStart === 0)
  }

  active(): HTTPParser[] {
    return this.all().filter((parser) => parser.messageStart !== 0)
  }

  /** Those that send their headers, or their whole request, for longer than allowed; 0 is no limit. */
  expired(headersTimeout: number, requestTimeout: number): HTTPParser[] {
    const now = host.performance.now()
    const late = (since: number, limit: number) => limit > 0 && since < now - limit
    const found = this.active().filter(
      ({ messageStart, headersComplete }) =>
        (!headersComplete && late(messageStart, headersTimeout)) || late(messageStart, requestTimeout),
    )
    for (const parser of found) this.delete(parser)
    return found
  }
}

for (const [name, value] of Object.entries(constants)) Object.defineProperty(HTTPParser, name, { value })

export const binding = { ...data, HTTPParser, ConnectionsList }
