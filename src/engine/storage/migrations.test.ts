import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  DescribeAddressesCommand,
  DescribeInstancesCommand,
  DescribeNetworkAclsCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { HandClock, testEngine } from '../testing/index.ts'
import { memoryStorage } from './memory.ts'
import type { StoredRecord } from './storage.ts'

type Members = Record<string, Record<string, unknown> | undefined>

const without = (members: object | undefined, ...names: string[]) =>
  Object.fromEntries(Object.entries(members ?? {}).filter(([name]) => !names.includes(name)))

/** What an account of the first form had of a record: undefined where it had none. */
const inFirstForm = ({ kind, id, record }: StoredRecord): unknown => {
  const members = record as Members
  if (kind === 'kernel.setting' && id === 'form') return undefined
  if (kind === 'ec2.network-interface') {
    const { Attachment } = members
    const before = without(members, 'secondary', 'Attachment')
    return Attachment ? { ...before, Attachment: without(Attachment, 'DeviceIndex') } : before
  }
  if (kind === 'ec2.address')
    return { ...members, association: without(members['association'], 'PrivateIpAddress') }
  if (kind === 'ec2.network-acl') return without(members, 'IsDefault', 'entries')
  if (kind === 'ec2.subnet') return without(members, 'NetworkAclId')
  return record
}

test('an account of the first form opens, and its instances, addresses and network are as they were', async () => {
  const storage = memoryStorage()
  const clock = new HandClock()
  const { ec2, engine, skip } = await testEngine({ storage, clock })
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0fef201115eefe936',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
    }),
  )
  const InstanceId = Instances![0]!.InstanceId!
  await skip({ minutes: 1 })
  const { AllocationId } = await ec2.send(new AllocateAddressCommand({}))
  await ec2.send(new AssociateAddressCommand({ AllocationId, InstanceId }))
  const seen = async (client: typeof ec2) => ({
    instances: (await client.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId] }))).Reservations,
    acls: (await client.send(new DescribeNetworkAclsCommand({}))).NetworkAcls,
    addresses: (await client.send(new DescribeAddressesCommand({}))).Addresses,
  })
  const before = await seen(ec2)
  await engine.stop()

  const records = (await storage.load()).map((each) => ({ ...each, record: inFirstForm(each) }))
  await storage.commit({ records, blobs: new Map() }, 'strict')
  const again = await testEngine({ storage, clock, seed: 2 })
  expect(await seen(again.ec2)).toEqual(before)
  expect(again.faults).toEqual([])
})
