import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { EBSClient } from '@aws-sdk/client-ebs'
import { EC2Client } from '@aws-sdk/client-ec2'
import { IAMClient } from '@aws-sdk/client-iam'
import { SSMClient } from '@aws-sdk/client-ssm'
import { STSClient } from '@aws-sdk/client-sts'
import type { AccessKey } from '../account.ts'
import { type SdkHandler, sdkHandler } from '../door/testing/sdk-handler.ts'
import { createEngine, type EngineOptions } from '../engine.ts'
import { memoryStorage } from '../storage/index.ts'
import { HandClock } from './hand-clock.ts'
import { RecordingHypervisor } from './recording-hypervisor.ts'
import { seededRandom } from './seeded-random.ts'

export interface TestEngineOptions extends Partial<Pick<EngineOptions, 'storage' | 'accountId' | 'trust'>> {
  clock?: HandClock
  region?: string
  /** Of the random numbers: another one for an engine that opens another's account again. */
  seed?: number
}

export interface ClientOptions {
  region: string
  credentials: AccessKey
  requestHandler: SdkHandler
  maxAttempts: number
  systemClockOffset: number
}

/** An engine in memory whose time is turned by hand, with real SDK clients that call through its door. */
export const testEngine = async (options: TestEngineOptions = {}) => {
  const clock = options.clock ?? new HandClock()
  const hypervisor = new RecordingHypervisor()
  const faults: unknown[] = []
  const storage = options.storage ?? memoryStorage()
  const engine = await createEngine({
    storage,
    time: clock,
    random: seededRandom(options.seed),
    hypervisor,
    accountId: options.accountId ?? '123456789012',
    trust: options.trust,
    onFault: (error) => faults.push(error),
  })
  // Time stands still but for `skip`, so that delays are AWS's own.
  await engine.setPace('real')
  const client = (region = options.region ?? 'us-east-1'): ClientOptions => ({
    region,
    credentials: engine.adminKey,
    requestHandler: sdkHandler((wire) => engine.handle(wire)),
    maxAttempts: 1,
    // Real time is not the test's: requests are dated by the clock.
    systemClockOffset: clock.now() - realNow(),
  })
  return {
    engine,
    /** For clients of one's own. */
    clientOptions: client,
    clock,
    hypervisor,
    storage,
    faults,
    ec2In: (region: string) => new EC2Client(client(region)),
    ec2: new EC2Client(client()),
    cloudtrail: new CloudTrailClient(client()),
    ebs: new EBSClient(client()),
    iam: new IAMClient(client()),
    ssm: new SSMClient(client()),
    sts: new STSClient(client()),
    /** Turns the clock, with everything that falls due on the way. */
    skip: (time: { seconds?: number; minutes?: number; hours?: number }) =>
      engine.skip(((time.hours ?? 0) * 3600 + (time.minutes ?? 0) * 60 + (time.seconds ?? 0)) * 1000),
  }
}

// oxlint-disable-next-line no-restricted-properties
const realNow = () => Date.now()

export type TestEngine = Awaited<ReturnType<typeof testEngine>>
