import type { Engine } from '../../engine.ts'
import type { Case } from './case.ts'
import { ec2Instances, ec2InstancesEnd } from './ec2-instances.ts'
import { ec2Interfaces } from './ec2-interfaces.ts'
import { ec2Network, ec2NetworkEnd } from './ec2-network.ts'
import { ec2Storage, ec2StorageEnd } from './ec2-storage.ts'
import { iam, iamEnd } from './iam.ts'
import { identity } from './identity.ts'
import { type Caller, runCase, type World } from './run-case.ts'

export { blockData, type Case, type Fields, type ServiceName } from './case.ts'
export { sdkCaller } from './sdk-caller.ts'
export type { Caller, Keys } from './run-case.ts'

/** One story, to be told in order: later cases use what earlier ones have made. */
export const cases: readonly Case[] = [
  ...iam,
  ...identity,
  ...ec2Network,
  ...ec2Instances,
  ...ec2Storage,
  ...ec2Interfaces,
  ...ec2InstancesEnd,
  ...ec2StorageEnd,
  ...ec2NetworkEnd,
  ...iamEnd,
]

/** What stands in the world at the beginning: an account, and keys that nobody has given out. */
const worldOf = (account: string): World => ({
  account,
  'stranger.id': 'AKIANOBODYNOBODYNOBO',
  'stranger.secret': 'secret',
})

/** Tells the whole story to an engine at the pace `instant`, through one kind of client. */
export const runCases = async (
  call: Caller,
  client: 'cli' | 'sdk',
  engine: Pick<Engine, 'accountId' | 'skip'>,
) => {
  const world = worldOf(engine.accountId)
  for (const each of cases) {
    if (each.notBy?.[client]) continue
    await runCase(call, each, world).catch((cause: unknown) => {
      const { service, operation, input } = each
      throw new Error(`${service} ${operation} ${JSON.stringify(input)}: ${String(cause)}`, { cause })
    })
    // What is on its way arrives before the next one calls.
    await engine.skip(2000)
  }
}

const cannotSucceed: Readonly<Record<string, string>> = {
  'iam:GetAccountPasswordPolicy': 'Users here have no passwords, and no rules for them.',
  'iam:GetLoginProfile': 'Users here have no passwords: they call with keys.',
  'ec2:EnableVolumeIO': 'Volumes here are never impaired, so their I/O is always enabled already.',
}

/** What is served and has no good or no bad case. */
export const withoutCases = (served: readonly string[]): string[] => {
  const named = (refused: boolean) =>
    new Set(
      cases
        .filter((each) => (each.refused !== undefined) === refused)
        .map(({ service, operation }) => `${service}:${operation}`),
    )
  const [good, bad] = [named(false), named(true)]
  return served.flatMap((name) => [
    ...(good.has(name) || Object.hasOwn(cannotSucceed, name) ? [] : [`${name} succeeds nowhere`]),
    ...(bad.has(name) ? [] : [`${name} is refused nowhere`]),
  ])
}
