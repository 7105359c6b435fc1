import {
  DescribeImagesCommand,
  type DescribeImagesCommandInput,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2'
import { GetParameterCommand } from '@aws-sdk/client-ssm'
import { expect, test } from 'vitest'
import { refusal, testEngine } from '../../testing/index.ts'
import { regions } from '../regions.ts'
import { stockImagesIn } from './index.ts'

const names = async (input: DescribeImagesCommandInput) => {
  const { ec2 } = await testEngine()
  const { Images } = await ec2.send(new DescribeImagesCommand(input))
  return Images!.toSorted((a, b) => a.CreationDate!.localeCompare(b.CreationDate!)).map(({ Name }) => Name!)
}

test('the newest image of a family is found as scripts find it: by owner, name and architecture', async () => {
  const ubuntu = await names({
    Owners: ['099720109477'],
    Filters: [
      { Name: 'name', Values: ['ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-*'] },
      { Name: 'architecture', Values: ['x86_64'] },
      { Name: 'state', Values: ['available'] },
    ],
  })
  expect(ubuntu.at(-1)).toBe('ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20251212')
  expect(ubuntu.length).toBeGreaterThan(1)
  const jammy = await names({
    Filters: [{ Name: 'name', Values: ['ubuntu/images/*/ubuntu-jammy-22.04-arm64-server-*'] }],
  })
  expect(jammy.at(-1)).toBe('ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-arm64-server-20251212')
  const debian = await names({
    Owners: ['136693071363'],
    Filters: [{ Name: 'name', Values: ['debian-12-amd64-*'] }],
  })
  expect(debian.at(-1)).toBe('debian-12-amd64-20251112-2294')
  const amazon = await names({
    Owners: ['amazon'],
    Filters: [{ Name: 'name', Values: ['al2023-ami-2023*arm64'] }],
  })
  expect(amazon).toEqual(['al2023-ami-2023.12.20260918.0-kernel-6.18-arm64'])
})

test.each([
  [
    '/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id',
    'ubuntu-noble-24.04-amd64',
  ],
  [
    '/aws/service/canonical/ubuntu/server/22.04/stable/current/arm64/hvm/ebs-gp2/ami-id',
    'ubuntu-jammy-22.04-arm64',
  ],
  ['/aws/service/debian/release/12/latest/amd64', 'debian-12-amd64'],
  ['/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64', 'al2023-ami'],
])('the public parameter %s names an image', async (Name, image) => {
  const { ssm, ec2 } = await testEngine()
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name }))
  const { Images } = await ec2.send(new DescribeImagesCommand({ ImageIds: [Parameter!.Value!] }))
  expect(Images![0]!.Name).toContain(image)
})

test('every image of every region has ids of its own', () => {
  const all = regions.flatMap(({ name }) => stockImagesIn(name))
  expect(new Set(all.map(({ imageId }) => imageId)).size).toBe(all.length)
  expect(new Set(all.map(({ snapshotId }) => snapshotId)).size).toBe(all.length)
})

test('an Ubuntu image for ARM launches on Graviton alone, as what it says it is', async () => {
  const { ec2 } = await testEngine()
  const image = stockImagesIn('us-east-1').find(({ build }) => build === 'ubuntu-22.04-arm64')!
  const launch = (InstanceType: 't3.micro' | 't4g.small') =>
    ec2.send(new RunInstancesCommand({ ImageId: image.imageId, InstanceType, MinCount: 1, MaxCount: 1 }))
  expect(await refusal(launch('t3.micro'))).toMatch(/^InvalidParameterValue: The architecture 'x86_64'/)
  const { Instances } = await launch('t4g.small')
  expect(Instances![0]).toMatchObject({
    Architecture: 'arm64',
    RootDeviceName: '/dev/sda1',
    MetadataOptions: { HttpTokens: 'optional', HttpPutResponseHopLimit: 1 },
  })
})
