import { readdirSync, readFileSync } from 'node:fs'
import * as ec2 from '@aws-sdk/client-ec2'
import { beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '#engine/testing'

const models = new URL('../node_modules/@aws-sdk/client-ec2/dist-types/models/', import.meta.url)

/** What the SDK's own documentation says of each call's filters: `<code>name</code> - what it looks at`. */
const documented = (operation: string): string[] => {
  const request = new RegExp(`export interface ${operation}Request [^{]*\\{([\\s\\S]*?)\\n\\}`).exec(
    texts,
  )?.[1]
  const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*Filters?\?: Filter/.exec(request ?? '')?.[1] ?? ''
  return [...comment.matchAll(/<code>([^<]*)<\/code>\s*[-–:(]/g)]
    .map(([, name]) => name!.replace(/[\s*]/g, ''))
    .filter((name) => /^[a-z]/.test(name) && !name.startsWith('tag'))
}

const texts = readdirSync(models)
  .filter((name) => /^models_\d+\.d\.ts$/.test(name))
  .map((name) => readFileSync(new URL(name, models), 'utf8'))
  .join('\n')

/** Some names of the documentation are of members or values, and not those that the service knows. */
const mistaken: Readonly<Record<string, readonly string[]>> = {
  DescribeCapacityReservations: [
    'default',
    'dedicated',
    'active',
    'expired',
    'cancelled',
    'pending',
    'failed',
    'unlimited',
    'limited',
    'open',
    'targeted',
  ],
  DescribeInstanceStatus: ['reachability'],
  DescribeVolumeStatus: ['io-enabled', 'io-performance'],
  DescribeVolumesModifications: ['originalMultiAttachEnabled', 'targetMultiAttachEnabled'],
}

/** What a call needs besides. */
const needed: Readonly<Record<string, object>> = {
  DescribeLaunchTemplateVersions: { Versions: ['$Latest'] },
}

let cloud: TestEngine

beforeAll(async () => {
  cloud = await testEngine()
  await cloud.ec2.send(
    new ec2.RunInstancesCommand({
      ImageId: 'ami-0fef201115eefe936',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
    }),
  )
  await cloud.skip({ minutes: 3 })
})

const operations = Object.keys(ec2)
  .flatMap((name) => /^(Describe\w+)Command$/.exec(name)?.[1] ?? [])
  .filter((operation) => documented(operation).length > 0)

const ask = async (operation: string, Name: string) => {
  const commands = ec2 as unknown as Record<string, new (input: object) => ec2.DescribeVpcsCommand>
  const filters = [{ Name, Values: ['no such value'] }]
  const output = await cloud.ec2.send(
    new commands[`${operation}Command`]!({ Filters: filters, Filter: filters, ...needed[operation] }),
  )
  return Object.values(output).filter(Array.isArray).flat()
}

const isServed = (operation: string) =>
  ask(operation, 'tag:none').then(
    () => true,
    (error: Error) => error.name !== 'NotImplemented',
  )

test.for(operations)(
  '%s knows each filter that AWS documents, and lists nothing unasked',
  async (operation) => {
    // What is not served says so itself.
    if (!(await isServed(operation))) return expect(ask(operation, 'x')).rejects.toThrow('does not offer')
    const names = documented(operation).filter((name) => !mistaken[operation]?.includes(name))
    for (const name of names) expect({ name, found: await ask(operation, name) }).toEqual({ name, found: [] })
    await expect(ask(operation, 'colour')).rejects.toThrow("The filter 'colour' is invalid")
  },
)
