import { bytesOf, type WireRequest, type WireResponse } from '../wire.ts'

/** What SDK v3 clients hand to their request handler. */
interface SdkRequest {
  readonly method: string
  readonly path: string
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** A `requestHandler` for real SDK clients that goes to a door in this process. */
export function sdkHandler(handle: (wire: WireRequest) => Promise<WireResponse>) {
  return {
    async handle(request: SdkRequest) {
      const { status, headers, body } = await handle(await wireOf(request))
      const stream = new Blob([body as Uint8Array<ArrayBuffer>]).stream()
      return { response: { statusCode: status, headers: { ...headers }, body: stream } }
    },
    metadata: { handlerProtocol: 'http/1.1' },
    httpHandlerConfigs: () => ({}),
    updateHttpClientConfig: () => {},
  }
}

export async function wireOf({ method, path, query = {}, headers, body }: SdkRequest): Promise<WireRequest> {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
  return {
    method,
    rawPath: path,
    query: queryText(query),
    headers: Object.fromEntries(lower),
    rawBody: await bodyBytes(body),
  }
}

function queryText(query: NonNullable<SdkRequest['query']>): string {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    [values]
      .flat()
      .map((value) => (value === null ? escape(name) : `${escape(name)}=${escape(String(value))}`)),
  )
  return pairs.join('&')
}

const escape = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

async function bodyBytes(body: unknown): Promise<Uint8Array> {
  if (body === undefined || body === null) return new Uint8Array()
  if (typeof body === 'string') return bytesOf(body)
  if (body instanceof Uint8Array) return body
  return new Uint8Array(await new Response(body as ReadableStream).arrayBuffer())
}

export type SdkHandler = ReturnType<typeof sdkHandler>
