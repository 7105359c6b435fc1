import { expect, test } from 'vitest'
import { cliTwin } from './cli-twin.ts'

const twin = (operation: string, input: object, region = 'us-east-1') =>
  cliTwin({ service: 'ec2', operation, input, region })

test('names and values become options in the order of the call', () => {
  expect(twin('AttachVolume', { VolumeId: 'vol-1', InstanceId: 'i-1', Device: '/dev/xvda' })).toBe(
    'aws ec2 attach-volume --volume-id vol-1 --instance-id i-1 --device /dev/xvda',
  )
})

test('a list is one option with several values', () => {
  expect(twin('StopInstances', { InstanceIds: ['i-1', 'i-2'] })).toBe(
    'aws ec2 stop-instances --instance-ids i-1 i-2',
  )
})

test('a text with blanks or quotes is quoted for the shell', () => {
  expect(twin('CreateSnapshot', { VolumeId: 'vol-1', Description: "before Ann's update" })).toBe(
    String.raw`aws ec2 create-snapshot --volume-id vol-1 --description 'before Ann'\''s update'`,
  )
})

test('structures are written in shorthand', () => {
  const rule = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }
  expect(twin('AuthorizeSecurityGroupIngress', { GroupId: 'sg-1', IpPermissions: [rule] })).toBe(
    "aws ec2 authorize-security-group-ingress --group-id sg-1 --ip-permissions 'IpProtocol=tcp,FromPort=22,ToPort=22,IpRanges=[{CidrIp=0.0.0.0/0}]'",
  )
})

test('a structure that shorthand cannot write is JSON', () => {
  const tags = [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'a, b' }] }]
  expect(twin('RunInstances', { TagSpecifications: tags, MinCount: 1, MaxCount: 1 })).toBe(
    `aws ec2 run-instances --tag-specifications '{"ResourceType":"instance","Tags":[{"Key":"Name","Value":"a, b"}]}'`,
  )
})

test('run-instances counts with --count, and not at all for one', () => {
  expect(twin('RunInstances', { ImageId: 'ami-1', MinCount: 2, MaxCount: 2 })).toBe(
    'aws ec2 run-instances --image-id ami-1 --count 2',
  )
})

test('user data is said as the text that the CLI will encode', () => {
  expect(twin('RunInstances', { ImageId: 'ami-1', UserData: btoa('#!/bin/bash\necho hi') })).toBe(
    "aws ec2 run-instances --image-id ami-1 --user-data '#!/bin/bash\necho hi'",
  )
})

test('flags have two forms, absent members none, and another region is named', () => {
  expect(twin('CreateVolume', { Encrypted: true, SnapshotId: undefined }, 'eu-west-1')).toBe(
    'aws ec2 create-volume --encrypted --region eu-west-1',
  )
  expect(twin('CreateVolume', { Encrypted: false })).toBe('aws ec2 create-volume --no-encrypted')
})
