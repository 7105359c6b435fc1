import type { Process } from '../../kernel/process.ts'
import { socketStream } from '../../net/byte-stream.ts'
import { collect, HeaderList, HttpConnection } from '../../net/http/index.ts'

const service = { address: '169.254.169.254', port: 80 }
const tokenSeconds = '21600'
const largestAnswer = 64 * 1024

/** The instance metadata service, version 2: a token first, then plain requests with it. */
export class Metadata {
  private constructor(
    private readonly proc: Process,
    private readonly token: string,
  ) {}

  /** Throws the socket's errors where nobody answers. */
  static async open(proc: Process): Promise<Metadata | undefined> {
    const token = await request(proc, 'PUT', '/latest/api/token', [
      ['X-aws-ec2-metadata-token-ttl-seconds', tokenSeconds],
    ])
    return token && new Metadata(proc, new TextDecoder().decode(token))
  }

  /** The text at a path below /latest/, undefined when there is none. */
  async get(path: string): Promise<string | undefined> {
    const bytes = await this.getBytes(path)
    return bytes && new TextDecoder().decode(bytes)
  }

  getBytes(path: string): Promise<Uint8Array | undefined> {
    return request(this.proc, 'GET', `/latest/${path}`, [['X-aws-ec2-metadata-token', this.token]])
  }
}

async function request(
  proc: Process,
  method: string,
  target: string,
  headers: [string, string][],
): Promise<Uint8Array | undefined> {
  const stream = socketStream(proc, await proc.connect(service))
  try {
    const list = new HeaderList([['Host', service.address], ...headers, ['Connection', 'close']])
    const body = method === 'PUT' ? new Uint8Array(0) : undefined
    const answer = await new HttpConnection(stream).request({
      method,
      target,
      headers: list,
      ...(body && { body }),
    })
    const bytes = await collect(answer.body, largestAnswer)
    return answer.status === 200 ? bytes : undefined
  } finally {
    stream.destroy()
  }
}
