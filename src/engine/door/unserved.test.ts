import { describe, expect, test } from 'vitest'
import { modelOf } from '../model/index.ts'
import { fakeCloud } from './testing/fake-cloud.ts'
import { requiredInput } from './testing/required-input.ts'
import { atOtherHosts, sdkOf, sdkServices } from './testing/sdk-packages.ts'
import { wholeModel } from './testing/whole-model.ts'

describe('an operation that AWS has and Sandcloud has not is called by its name, in the form its client reads', () => {
  test.each(sdkServices)('%s', async (service) => {
    const { unserved } = await modelOf(service)
    const { operations } = await wholeModel(service)
    // As a client is made by itself: what it tries again makes its user wait for nothing.
    const sdk = await sdkOf(service, { ...fakeCloud().config, maxAttempts: 3 })
    for (const name of unserved.keys()) {
      if (atOtherHosts.includes(name)) continue
      const answer = sdk
        .send(name, requiredInput(operations.get(name)!.input))
        .catch((error: unknown) => error)
      // An answer to HEAD has no body to say it in.
      if (operations.get(name)!.http?.method === 'HEAD') {
        expect(await answer, name).toMatchObject({ $metadata: { httpStatusCode: 501, attempts: 1 } })
        continue
      }
      expect(await answer, name).toMatchObject({
        name: 'NotImplemented',
        message: `Sandcloud does not offer ${service}:${name} yet.`,
        $metadata: { httpStatusCode: 501, attempts: 1, requestId: expect.stringMatching(/^request-/) },
      })
    }
  })
})
