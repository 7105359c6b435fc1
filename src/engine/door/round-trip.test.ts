import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { modelOf, type OperationModel } from '../model/index.ts'
import { soak } from '../testing/soak.ts'
import { valuesOf } from './testing/arbitrary-values.ts'
import { type FakeCloud, fakeCloud } from './testing/fake-cloud.ts'
import { atOtherHosts, sdkOf, sdkServices } from './testing/sdk-packages.ts'
import { wholeModel } from './testing/whole-model.ts'

type Fields = Record<string, unknown>
type Sdk = Awaited<ReturnType<typeof sdkOf>>

// All that AWS has, and not only what is served: the codec is one for all. EC2 alone is as long as the others together.
const modelFor = (service: string) =>
  service === 'ec2' && soak === 1 ? modelOf(service) : wholeModel(service)

describe('what a real SDK client sends arrives, and what is answered arrives there', () => {
  test.each(sdkServices)('%s', { timeout: 120_000 * soak }, async (service) => {
    const model = await modelFor(service)
    const cloud = fakeCloud(undefined, { modelOf: modelFor })
    const sdk = await sdkOf(service, cloud.config)
    for (const operation of model.operations.values())
      if (!streamsEvents(operation) && !leftOut.includes(operation.name))
        await goesAndComes(cloud, sdk, service, operation)
  })
})

async function goesAndComes(cloud: FakeCloud, sdk: Sdk, service: string, operation: OperationModel) {
  const inputs = operation.input ? valuesOf(operation.input) : fc.constant({})
  const outputs = operation.output ? valuesOf(operation.output) : fc.constant({})
  const kept = service === 's3' ? withoutSums : (fields: Fields) => fields
  const oneCall = fc.asyncProperty(inputs, outputs, async (given, answer) => {
    const input = signedAlready(operation, fit(kept(given)))
    const output = kept(answer)
    cloud.answer = () => output
    const { $metadata: _, ...received } = await sdk.send(operation.name, { ...input })
    const arrived = kept(cloud.calls.at(-1)!.input as Fields)
    expect(withoutMade(arrived, operation, input), operation.name).toEqual(input)
    expect(await plain(kept(received)), operation.name).toEqual(withDefaults(operation, output))
  })
  await fc.assert(oneCall, { numRuns: soak, seed: 1 })
}

/** Those have tests of their own. */
const streamsEvents = ({ output }: OperationModel) =>
  output?.members.some(({ shape }) => shape.type === 'union' && shape.traits.streaming)

/** What clients say of what they accept and send. */
const saidByClients = ['Accept', 'Content-Length', 'Content-Type']

/** Clients make up the idempotency tokens that they are not given, too. */
function withoutMade(arrived: Fields, { input }: OperationModel, sent: object) {
  const made = input?.members.filter(
    ({ name, traits }) =>
      (traits.idempotencyToken || saidByClients.includes(traits.httpHeader ?? '')) && !(name in sent),
  )
  return Object.fromEntries(
    Object.entries(arrived).filter(([key]) => !made?.some(({ name }) => name === key)),
  )
}

/** For a copy that brings no URL of its own, the client would make one for a host of the source region. */
function signedAlready({ name }: OperationModel, input: Fields) {
  return name === 'CopySnapshot' ? { PresignedUrl: 'https://ec2.amazonaws.com/', ...input } : input
}

/** SQS's clients hold the answer's checksums against its bodies. */
const leftOut = [...atOtherHosts, 'ReceiveMessage', 'SendMessage', 'SendMessageBatch']

/** S3's clients make these, and check them. */
const sums = /^Checksum(CRC|SHA|MD5|XXHASH|Algorithm|Mode|Type)|^ContentMD5$|SSECustomerKey|^ExpiresString$/

const withoutSums = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !sums.test(name)))

/** Members of which clients make host names. */
const plainNames: Fields = {
  Bucket: 'my-bucket',
  EndpointId: undefined,
  QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/queue',
}

const fit = (input: Fields): Fields =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, name in plainNames ? plainNames[name] : value]),
  )

const typesOfBodies = [undefined, 'application/octet-stream', 'text/plain', 'application/json']

/** What every answer has: EC2 says `<return>true` of all that succeeds, and HTTP has a status. */
function withDefaults({ output: shape, http }: OperationModel, output: Fields): Fields {
  const defaults: Fields = {}
  for (const { name, shape: kind, traits } of shape?.members ?? []) {
    if (name === 'Return') defaults[name] = kind.type === 'string' ? 'true' : true
    if (traits.httpResponseCode) defaults[name] = http!.status
    if (traits.httpPrefixHeaders !== undefined) defaults[name] = {}
    // A body has a type, whether the service names one or not.
    if (traits.httpHeader === 'Content-Type' && http!.method !== 'HEAD')
      defaults[name] = output[name] ?? expect.toBeOneOf(typesOfBodies)
  }
  return { ...defaults, ...output, ...(defaults['Return'] !== undefined && { Return: defaults['Return'] }) }
}

/** Streams and the SDK's own kinds of bytes as bytes. */
async function plain(output: Fields): Promise<Fields> {
  const entries = Object.entries(output).map(
    async ([name, value]) => [name, await plainValue(value)] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}

async function plainValue(value: unknown): Promise<unknown> {
  if (value instanceof Uint8Array) return Uint8Array.from(value)
  const stream = value as { transformToByteArray?(): Promise<Uint8Array> }
  return stream.transformToByteArray ? Uint8Array.from(await stream.transformToByteArray()) : value
}
