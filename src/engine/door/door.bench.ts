import { DescribeInstancesCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { bench, describe } from 'vitest'
import { modelOf } from '../model/index.ts'
import { codecFor, type Fields } from './codec/index.ts'
import { fakeCloud } from './testing/fake-cloud.ts'
import { sdkHandler } from './testing/sdk-handler.ts'
import type { WireRequest } from './wire.ts'

// design.md, section 14: of a call through the real SDK, engine and codec take at most a quarter of the time.

const launch = {
  ImageId: 'ami-0fef201115eefe936',
  InstanceType: 't3.micro',
  MinCount: 1,
  MaxCount: 1,
  KeyName: 'key',
  SecurityGroupIds: ['sg-1', 'sg-2'],
  BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 8, VolumeType: 'gp3' } }],
  TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'web' }] }],
} as const

const instance = {
  InstanceId: 'i-02cf94755c7c86a99',
  ImageId: launch.ImageId,
  State: { Code: 16, Name: 'running' },
  LaunchTime: new Date('2026-09-25T20:58:15Z'),
  BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeId: 'vol-1', Status: 'attached' } }],
  SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'web' }],
  Tags: [{ Key: 'Name', Value: 'web' }],
}
const reservations = {
  Reservations: [{ ReservationId: 'r-1', Groups: [], Instances: Array.from({ length: 10 }, () => instance) }],
}
const parameter = { Parameter: { Name: '/a', Type: 'String', Value: 'b', LastModifiedDate: new Date(0) } }

const cloud = fakeCloud(({ operation }) => (operation === 'GetParameter' ? parameter : reservations))
const sent: WireRequest[] = []
const handler = sdkHandler((wire) => {
  sent.push(wire)
  return cloud.door.handle(wire)
})
const ec2 = new EC2Client({ ...cloud.config, requestHandler: handler })
const ssm = new SSMClient({ ...cloud.config, requestHandler: handler })
const calls = {
  RunInstances: () => ec2.send(new RunInstancesCommand(launch as never)),
  'DescribeInstances of ten': () => ec2.send(new DescribeInstancesCommand()),
  GetParameter: () => ssm.send(new GetParameterCommand({ Name: '/a' })),
}

for (const [name, call] of Object.entries(calls)) {
  await call()
  const wire = sent.at(-1)!
  const model = await modelOf(name === 'GetParameter' ? 'ssm' : 'ec2')
  const codec = codecFor(model, wire.headers)
  const { operation } = codec.decode(model, wire)
  const output = (
    name === 'GetParameter'
      ? parameter
      : name === 'RunInstances'
        ? reservations.Reservations[0]
        : reservations
  ) as Fields
  describe(name, () => {
    bench('the SDK, and the door behind it', async () => {
      await call()
    })
    bench('the door, signature and all', async () => {
      await cloud.door.handle(wire)
    })
    bench('its codec', () => {
      codec.decode(model, wire)
      codec.encode(model, operation, output, 'the-id')
    })
  })
}
