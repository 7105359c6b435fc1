import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { valuesOf } from './door/testing/arbitrary-values.ts'
import { AwsError } from './kernel/index.ts'
import { modelOf } from './model/index.ts'
import { services } from './services/index.ts'
import { type TestEngine, testEngine } from './testing/index.ts'
import { soak } from './testing/soak.ts'

/** Names that lead somewhere, so that not every call ends at the first check. */
async function furnished({ engine, skip }: TestEngine): Promise<readonly string[]> {
  const call = (operation: string, input: object = {}) =>
    engine.call({ service: 'ec2', operation, input, region: 'us-east-1' })
  const pool = [
    ...'t3.micro gp3 us-east-1a us-east-1 /dev/sdf 10.0.0.0/16 10.0.1.0/24 0.0.0.0/0 tcp -1 name state *'.split(
      ' ',
    ),
    ...'ami-0fef201115eefe936 arn:aws:iam::123456789012:user/admin admin default on'.split(' '),
  ]
  const ids = (value: unknown): void => {
    if (typeof value === 'string' && /^[a-z]+-0[0-9a-f]{16}$/.test(value)) pool.push(value)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(ids)
  }
  const launch = { ImageId: 'ami-0fef201115eefe936', InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }
  ids(await call('RunInstances', launch))
  const volume = (await call('CreateVolume', { AvailabilityZone: 'us-east-1a', Size: 1 })) as {
    VolumeId: string
  }
  ids(volume)
  await skip({ seconds: 30 })
  ids(await call('CreateSnapshot', { VolumeId: volume.VolumeId }))
  ids(await call('AllocateAddress'))
  ids(await call('DescribeRouteTables'))
  ids(await call('DescribeSecurityGroupRules'))
  return pool
}

/** The same value with about half of its texts replaced by names of the pool. */
function plausible(value: unknown, pool: readonly string[], next: () => number): unknown {
  if (typeof value === 'string') return next() % 2 ? value : pool[next() % pool.length]
  if (Array.isArray(value)) return value.map((item) => plausible(item, pool, next))
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array)
    return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plausible(item, pool, next)]))
}

test.each(services.map(({ name }) => name))(
  'whatever %s is asked, it answers or refuses in words of its own',
  { timeout: 120_000 * soak },
  async (service) => {
    const engine = await testEngine()
    const pool = await furnished(engine)
    const { operations } = await modelOf(service)
    for (const { name, input } of operations.values()) {
      const asked = fc.asyncProperty(
        input ? valuesOf(input) : fc.constant({}),
        fc.nat(),
        async (value, seed) => {
          let state = seed
          const next = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 8)
          const call = { service, operation: name, input: plausible(value, pool, next), region: 'us-east-1' }
          const error = await engine.engine.call(call).then(
            () => undefined,
            (refusal: unknown) => refusal,
          )
          if (error !== undefined && !(error instanceof AwsError)) throw error
        },
      )
      await fc.assert(asked, { numRuns: 6 * soak, seed: 1 })
      // Deadlines of what was begun, and alarms.
      await engine.skip({ minutes: 1 })
    }
    expect(engine.faults).toEqual([])
  },
)
