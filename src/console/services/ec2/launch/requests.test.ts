import { expect, test } from 'vitest'
import { firstForm, type LaunchForm, newGroup } from './launch-form.ts'
import { isCidr, problemsOf } from './problems.ts'
import { launchRequests } from './requests.ts'

const image = {
  ImageId: 'ami-1',
  ImdsSupport: 'v2.0' as const,
  RootDeviceName: '/dev/xvda',
  BlockDeviceMappings: [
    {
      DeviceName: '/dev/xvda',
      Ebs: {
        VolumeSize: 8,
        VolumeType: 'gp3' as const,
        Iops: 3000,
        Throughput: 125,
        DeleteOnTermination: true,
      },
    },
  ],
}
const ground = {
  image,
  vpcId: 'vpc-1',
  groups: [
    { GroupName: 'default', VpcId: 'vpc-1' },
    { GroupName: 'launch-wizard-1', VpcId: 'vpc-1' },
    { GroupName: 'launch-wizard-2', VpcId: 'vpc-other' },
  ],
  openedAt: new Date('2026-08-01T03:20:36.123Z'),
}
const requests = (change: Partial<LaunchForm>) => launchRequests({ ...firstForm, ...change }, ground)

test('the page as it is opened launches one t3.micro in a new group that lets SSH in', () => {
  const { group, run } = requests({ keyName: 'learner' })
  expect(group?.create).toEqual({
    GroupName: 'launch-wizard-2',
    Description: 'launch-wizard-2 created 2026-08-01T03:20:36.123Z',
    VpcId: 'vpc-1',
  })
  expect(group?.rules('sg-1')).toEqual({
    GroupId: 'sg-1',
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  })
  expect(run('sg-1')).toEqual({
    ImageId: 'ami-1',
    InstanceType: 't3.micro',
    KeyName: 'learner',
    MinCount: 1,
    MaxCount: 1,
    SecurityGroupIds: ['sg-1'],
  })
})

test('ticks are rules: SSH from the learner’s own address, HTTPS and HTTP from everywhere', () => {
  const { group } = requests({ groups: { ...newGroup, sshSource: 'mine', https: true, http: true } })
  expect(
    group?.rules('sg-1')?.IpPermissions?.map(({ FromPort, IpRanges }) => [FromPort, IpRanges?.[0]?.CidrIp]),
  ).toEqual([
    [22, '203.0.113.25/32'],
    [443, '0.0.0.0/0'],
    [80, '0.0.0.0/0'],
  ])
})

test('a new group without ticks gets no rules', () => {
  expect(requests({ groups: { ...newGroup, ssh: false } }).group?.rules('sg-1')).toBeUndefined()
})

test('existing groups are used as they are, and without a key pair none is named', () => {
  const { group, run } = requests({ keyName: '', groups: { kind: 'existing', ids: ['sg-2', 'sg-3'] } })
  expect(group).toBeUndefined()
  expect(run()).toMatchObject({ SecurityGroupIds: ['sg-2', 'sg-3'] })
  expect(run()).not.toHaveProperty('KeyName')
})

test('an instance without a public address says so with its interface', () => {
  const { run } = requests({ publicIp: false, subnetId: 'subnet-1' })
  expect(run('sg-1').NetworkInterfaces).toEqual([
    { DeviceIndex: 0, AssociatePublicIpAddress: false, Groups: ['sg-1'], SubnetId: 'subnet-1' },
  ])
  expect(run('sg-1')).not.toHaveProperty('SecurityGroupIds')
})

test('only volumes that differ from the image’s are mapped, with what their type takes', () => {
  const [root] = firstForm.volumes
  const { run } = requests({
    volumes: [root!, { ...root!, device: '/dev/sdb', size: 125, type: 'st1', deleteOnTermination: false }],
  })
  expect(run('sg-1').BlockDeviceMappings).toEqual([
    { DeviceName: '/dev/sdb', Ebs: { VolumeSize: 125, VolumeType: 'st1', DeleteOnTermination: false } },
  ])
  expect(requests({ volumes: [{ ...root!, size: 20 }] }).run('sg-1').BlockDeviceMappings).toMatchObject([
    { DeviceName: '/dev/xvda', Ebs: { VolumeSize: 20, Iops: 3000 } },
  ])
})

test('user data is base64 of its UTF-8, once', () => {
  expect(requests({ userData: '#!/bin/sh\necho grüß' }).run('sg-1').UserData).toBe(
    'IyEvYmluL3NoCmVjaG8gZ3LDvMOf',
  )
  expect(requests({ userData: 'aGk=\n', userDataIsBase64: true }).run('sg-1').UserData).toBe('aGk=')
})

test('a tag without a key was never filled in', () => {
  const tags = [
    { Key: 'Name', Value: 'web' },
    { Key: '', Value: '' },
  ]
  expect(requests({ tags }).run('sg-1').TagSpecifications).toEqual([
    { ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'web' }] },
  ])
})

test('the page asks for a key pair or a decision against one, and for ranges that are ranges', () => {
  expect(Object.keys(problemsOf(firstForm))).toEqual(['keyName'])
  expect(problemsOf({ ...firstForm, keyName: '' })).toEqual({})
  const custom = { ...newGroup, sshSource: 'custom' as const, sshCidr: '10.0.0.0' }
  expect(Object.keys(problemsOf({ ...firstForm, keyName: '', groups: custom, count: 0 }))).toEqual([
    'sshCidr',
    'count',
  ])
  expect(['10.0.0.0/8', '1.2.3.4/32', '256.0.0.0/8', '1.2.3/8', '1.2.3.4/33'].map(isCidr)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
