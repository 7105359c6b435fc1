import { runCases, sdkCaller } from '#engine/testing'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { serve, type Serving } from './serve.ts'
import { AwsCli, awsCliMissing } from './testing/aws-cli.ts'
import { CliCalls } from './testing/cli-caller.ts'

const key = { accessKeyId: 'AKIATESTTESTTESTTEST', secretAccessKey: 'secret' }
const quietly = { port: 0, host: '127.0.0.1', pace: 'instant', trust: false } as const

let serving: Serving

beforeAll(async () => {
  serving = await serve(quietly, key)
})
beforeEach(async () => {
  await serving.engine.reset()
})
afterAll(() => {
  serving.server.close()
  serving.engine.stop()
})

test('SDK v3 is answered as by AWS over HTTP', async () => {
  const call = sdkCaller((region) => ({
    region,
    credentials: key,
    endpoint: serving.url,
    maxAttempts: 1,
  }))
  await runCases(call, 'sdk', serving.engine)
}, 300_000)

const skipped = awsCliMissing ? ` (skipped: ${awsCliMissing})` : ''

test.skipIf(awsCliMissing)(
  `Debian's AWS CLI is answered as by AWS${skipped}`,
  async () => {
    const cli = new AwsCli({})
    const calls = new CliCalls(cli, serving.url, key)
    await runCases(calls.call, 'cli', serving.engine).finally(() => {
      cli.close()
      calls.close()
    })
  },
  300_000,
)
