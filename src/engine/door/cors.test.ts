import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { fakeCloud } from './testing/fake-cloud.ts'

const get = { rawPath: '/', query: '', rawBody: new Uint8Array() }
const headers = { host: 'dynamodb.eu-west-1.amazonaws.com', origin: 'https://example.org' }

test('a page may ask, and is let in before it has signed anything', async () => {
  const { door } = fakeCloud()
  const asked = {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,x-amz-target',
  }
  const answer = await door.handle({ ...get, method: 'OPTIONS', headers: { ...headers, ...asked } })
  expect(answer).toMatchObject({
    status: 200,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization,x-amz-target',
      'x-amzn-requestid': 'request-1',
    },
  })
})

test('a page may read answers and errors; who is no page is told nothing of it', async () => {
  const { door, config } = fakeCloud()
  const refused = await door.handle({ ...get, method: 'POST', headers })
  expect(refused.status).toBe(400)
  expect(refused.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': expect.stringContaining('x-amzn-requestid'),
  })
  let seen: Record<string, string> = {}
  const client = new EC2Client({
    ...config,
    requestHandler: {
      async handle(request: never) {
        const answer = await config.requestHandler.handle(request)
        seen = answer.response.headers
        return answer
      },
    } as never,
  })
  await client.send(new DescribeVpcsCommand())
  expect(seen).toHaveProperty('x-amzn-requestid')
  expect(seen).not.toHaveProperty('access-control-allow-origin')
})
