import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { soak } from '../testing/soak.ts'
import { testEngine } from '../testing/index.ts'
import { fakeCloud } from './testing/fake-cloud.ts'
import { sampleRequests } from './testing/sample-requests.ts'
import { wholeModel } from './testing/whole-model.ts'
import { bytesOf, textOf, type WireRequest } from './wire.ts'

const snippets = [
  ...'.&=%+{}[]<>",:;/\\0-9é\u0000\n\r\uffff'.split(''),
  '',
  '&Filter.999999999.Name=a',
  '&Filter.1.Value.4294967296=a',
  '&__proto__.x=1',
  '{"__proto__":{}}',
  '1e999',
  '[[[[[[[[',
  '<a>',
  '<!--',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&#x110000;',
  '%E0%A4%A',
  '-1',
  'null',
  'X-Amz-Expires=-1&',
]

/** Some bytes of a text replaced by others, or a piece of it said twice. */
const spoilt = (text: string) =>
  fc
    .array(
      fc.oneof(
        fc.tuple(fc.nat(text.length), fc.constantFrom(...snippets), fc.constant(1)),
        fc.tuple(fc.nat(text.length), fc.constant(undefined), fc.integer({ min: 1, max: 40 })),
      ),
      { maxLength: 3 },
    )
    .map((edits) => {
      let result = text
      for (const [at, snippet, length] of edits) {
        const piece = snippet ?? result.slice(at, at + length).repeat(2)
        result = result.slice(0, at) + piece + result.slice(at + length)
      }
      return result
    })

const samples = await sampleRequests()

const spoiltRequest = fc.constantFrom(...samples).chain((sample) =>
  fc.record({
    method: fc.oneof(
      { weight: 5, arbitrary: fc.constant(sample.method) },
      fc.constantFrom('GET', 'PUT', 'HEAD', 'OPTIONS', 'PATCH', ''),
    ),
    rawPath: spoilt(sample.rawPath),
    query: spoilt(sample.query),
    headers: fc
      .tuple(
        ...Object.entries(sample.headers).map(([name, value]) =>
          // Mostly one that leads somewhere.
          fc
            .oneof({ weight: 4, arbitrary: fc.constant(value) }, spoilt(value))
            .map((text) => [name, text] as const),
        ),
      )
      .map((entries): Record<string, string> => Object.fromEntries(entries)),
    rawBody: spoilt(textOf(sample.rawBody)).map(bytesOf),
  }),
)

const authorization =
  'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260923/eu-west-1/ec2/aws4_request, SignedHeaders=host;x-amz-date, Signature=00'

const signed = (request: WireRequest, signature: string): WireRequest => ({
  ...request,
  headers: { ...request.headers, authorization: signature, 'x-amz-date': '20260923T101500Z' },
})

test('whatever is sent is answered, and found to be the fault of the sender', async () => {
  const faults: unknown[] = []
  const parts = { modelOf: wholeModel, onFault: (fault: unknown) => void faults.push(fault) }
  const trusting = fakeCloud(undefined, { ...parts, trusted: 'admin' })
  const careful = fakeCloud(undefined, parts)
  await fc.assert(
    fc.asyncProperty(spoiltRequest, spoilt(authorization), async (request, signature) => {
      const answer = await trusting.door.handle(request)
      expect(answer.status).toBeGreaterThanOrEqual(200)
      expect(answer.headers['x-amzn-requestid']).toMatch(/^request-/)
      const { status, headers } = await careful.door.handle(signed(request, signature))
      // Whom nobody let in may still ask what pages may do.
      if (headers['access-control-max-age'] === undefined) expect(status).toBeGreaterThanOrEqual(400)
      expect(faults).toEqual([])
    }),
    { numRuns: 500 * soak, seed: 1 },
  )
})

test(
  'with real operations behind the door, nothing that is sent makes a fault, and the cloud goes on',
  async () => {
    const { engine, faults } = await testEngine({ trust: true })
    await fc.assert(
      fc.asyncProperty(spoiltRequest, async (request) => {
        const { status } = await engine.handle(request)
        expect(status).toBeGreaterThanOrEqual(200)
        expect(
          faults,
          `${request.method} ${request.rawPath}?${request.query} ${textOf(request.rawBody)}`,
        ).toEqual([])
      }),
      { numRuns: 600 * soak, seed: 2 },
    )
    const alive = await engine.call({ service: 'ec2', operation: 'DescribeVpcs', region: 'eu-west-1' })
    expect(alive).toMatchObject({ Vpcs: [{ IsDefault: true }] })
  },
  60_000 * soak,
)
