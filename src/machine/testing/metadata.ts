import { serveHttp } from '../net/http/index.ts'
import type { TestInternet } from './internet.ts'

/** A metadata service as an instance sees it: paths below /latest/, behind IMDSv2's token. */
export function serveMetadata(
  internet: TestInternet,
  answers: Readonly<Record<string, string | Uint8Array>>,
): void {
  internet.serve('169.254.169.254', (stream) => {
    void serveHttp(
      stream,
      ({ method, path, headers }) => {
        if (method === 'PUT' && path === '/latest/api/token') return { status: 200, body: 'test-token' }
        if (headers.get('x-aws-ec2-metadata-token') !== 'test-token') return { status: 401, body: '' }
        const body = answers[path.replace('/latest/', '')]
        return body === undefined ? { status: 404, body: '' } : { status: 200, body }
      },
      'EC2ws',
    )
  })
}
