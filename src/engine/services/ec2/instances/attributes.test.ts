import {
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeInstanceTypeOfferingsCommand,
  DescribeInstanceTypesCommand,
  ModifyInstanceAttributeCommand,
  type ModifyInstanceAttributeRequest,
  ModifyInstanceMetadataOptionsCommand,
  MonitorInstancesCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
  UnmonitorInstancesCommand,
  type _InstanceType,
} from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { refusal, testEngine } from '../../../testing/index.ts'

const withInstance = async () => {
  const engine = await testEngine()
  const { ec2, skip } = engine
  const launch = (InstanceType: _InstanceType) =>
    ec2.send(
      new RunInstancesCommand({
        ImageId: 'ami-0fef201115eefe936',
        InstanceType,
        MinCount: 1,
        MaxCount: 1,
      }),
    )
  const InstanceId = (await launch('t3.micro')).Instances![0]!.InstanceId!
  const InstanceIds = [InstanceId]
  await skip({ seconds: 10 })
  const modify = (change: Omit<ModifyInstanceAttributeRequest, 'InstanceId'>) =>
    ec2.send(new ModifyInstanceAttributeCommand({ InstanceId, ...change }))
  const described = async () =>
    (await ec2.send(new DescribeInstancesCommand({ InstanceIds }))).Reservations![0]!.Instances![0]!
  const stop = async () => {
    await ec2.send(new StopInstancesCommand({ InstanceIds }))
    await skip({ minutes: 1 })
  }
  return { ...engine, InstanceId, InstanceIds, launch, modify, described, stop }
}

test('type and user data are changed on a stopped instance only, and count from the next start', async () => {
  const { ec2, skip, hypervisor, InstanceId, InstanceIds, modify, described, stop } = await withInstance()
  const larger = { InstanceType: { Value: 't3.medium' } }
  const UserData = { Value: new TextEncoder().encode('#!/bin/sh\necho hello\n') }
  const refused = `IncorrectInstanceState: The instance '${InstanceId}' is not in the 'stopped' state.`
  expect(await refusal(modify(larger))).toBe(refused)
  expect(await refusal(modify({ UserData }))).toBe(refused)
  await stop()
  await modify(larger)
  await modify({ UserData })
  expect(await refusal(modify({ InstanceType: { Value: 't9.huge' } }))).toBe(
    "InvalidParameterValue: Invalid value 't9.huge' for InstanceType.",
  )
  expect(await refusal(modify({ InstanceType: { Value: 't4g.micro' } }))).toMatch(
    /^InvalidParameterValue: The architecture 'arm64' .* the architecture 'x86_64' of the specified AMI/,
  )
  await ec2.send(new StartInstancesCommand({ InstanceIds }))
  await skip({ seconds: 10 })
  expect((await described()).InstanceType).toBe('t3.medium')
  expect(hypervisor.hardware.get(InstanceId)).toMatchObject({ instanceType: 't3.medium', memory: 4096 })
  const read = await ec2.send(new DescribeInstanceAttributeCommand({ InstanceId, Attribute: 'userData' }))
  expect(atob(read.UserData!.Value!)).toBe('#!/bin/sh\necho hello\n')
})

test('protections are switched on and off while the instance runs', async () => {
  const { ec2, InstanceId, InstanceIds, modify, stop } = await withInstance()
  await modify({ DisableApiTermination: { Value: true } })
  await modify({ DisableApiStop: { Value: true } })
  expect(await refusal(ec2.send(new TerminateInstancesCommand({ InstanceIds })))).toBe(
    `OperationNotPermitted: The instance '${InstanceId}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
  )
  expect(await refusal(stop())).toBe(
    `OperationNotPermitted: The instance '${InstanceId}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.`,
  )
  // The older form: a name and a text.
  await modify({ Attribute: 'disableApiTermination', Value: 'false' })
  const { TerminatingInstances } = await ec2.send(new TerminateInstancesCommand({ InstanceIds }))
  expect(TerminatingInstances![0]!.CurrentState!.Name).toBe('shutting-down')
  expect(await refusal(modify({ DisableApiStop: { Value: false } }))).toMatch(/^IncorrectInstanceState/)
})

test('groups, shutdown behaviour, source checks and disks are changed one at a time', async () => {
  const { ec2, InstanceId, modify, described } = await withInstance()
  const request = { GroupName: 'web', Description: 'for a test' }
  const { GroupId } = await ec2.send(new CreateSecurityGroupCommand(request))
  await modify({ Groups: [GroupId!] })
  await modify({ SourceDestCheck: { Value: false } })
  await modify({ BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { DeleteOnTermination: false } }] })
  await modify({ InstanceInitiatedShutdownBehavior: { Value: 'terminate' } })
  expect(await described()).toMatchObject({
    SecurityGroups: [{ GroupId, GroupName: 'web' }],
    SourceDestCheck: false,
    BlockDeviceMappings: [{ Ebs: { DeleteOnTermination: false } }],
  })
  expect(await refusal(ec2.send(new DeleteSecurityGroupCommand({ GroupId })))).toBe(
    `DependencyViolation: resource ${GroupId} has a dependent object`,
  )
  const Attribute = 'instanceInitiatedShutdownBehavior'
  const behavior = await ec2.send(new DescribeInstanceAttributeCommand({ InstanceId, Attribute }))
  expect(behavior.InstanceInitiatedShutdownBehavior!.Value).toBe('terminate')
  expect(await refusal(modify({ Groups: ['sg-0123456789abcdef0'] }))).toBe(
    "InvalidGroup.NotFound: The security group 'sg-0123456789abcdef0' does not exist",
  )
  expect(
    await refusal(modify({ DisableApiStop: { Value: true }, DisableApiTermination: { Value: true } })),
  ).toBe('InvalidParameterCombination: Fields for multiple attribute types specified')
  expect(await refusal(modify({}))).toBe('InvalidParameterCombination: No attributes specified.')
  expect(await refusal(modify({ DisableApiStop: { Value: true }, DryRun: true }))).toMatch(/^DryRunOperation/)
})

test('monitoring goes on and off, and metadata options change what is said of them only', async () => {
  const { ec2, InstanceId, InstanceIds, described } = await withInstance()
  const on = await ec2.send(new MonitorInstancesCommand({ InstanceIds }))
  expect(on.InstanceMonitorings).toEqual([{ InstanceId, Monitoring: { State: 'pending' } }])
  expect((await described()).Monitoring!.State).toBe('enabled')
  const off = await ec2.send(new UnmonitorInstancesCommand({ InstanceIds }))
  expect(off.InstanceMonitorings![0]!.Monitoring!.State).toBe('disabling')
  const options = { InstanceId, HttpTokens: 'optional', HttpPutResponseHopLimit: 3 } as const
  const { InstanceMetadataOptions } = await ec2.send(new ModifyInstanceMetadataOptionsCommand(options))
  expect(InstanceMetadataOptions).toMatchObject({ State: 'pending', HttpTokens: 'optional' })
  expect((await described()).MetadataOptions).toMatchObject({
    HttpTokens: 'optional',
    HttpPutResponseHopLimit: 3,
    HttpEndpoint: 'enabled',
  })
})

test('fifteen types have figures of their own; Graviton wants an image of its own', async () => {
  const { ec2, launch } = await withInstance()
  const { InstanceTypes } = await ec2.send(new DescribeInstanceTypesCommand({}))
  expect(InstanceTypes).toHaveLength(15)
  const Filters = [{ Name: 'free-tier-eligible', Values: ['true'] }]
  const free = await ec2.send(new DescribeInstanceTypesCommand({ Filters }))
  expect(free.InstanceTypes!.map((type) => type.InstanceType)).toEqual([
    't3.micro',
    't3.small',
    't4g.micro',
    't4g.small',
  ])
  const graviton = InstanceTypes!.find((type) => type.InstanceType === 't4g.small')!
  expect(graviton).toMatchObject({
    ProcessorInfo: { SupportedArchitectures: ['arm64'], Manufacturer: 'AWS' },
    VCpuInfo: { DefaultVCpus: 2, DefaultCores: 2, DefaultThreadsPerCore: 1 },
    MemoryInfo: { SizeInMiB: 2048 },
  })
  expect(await refusal(launch('t4g.small'))).toBe(
    "InvalidParameterValue: The architecture 'arm64' of the specified instance type does not match the architecture 'x86_64' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the instance type or AMI.",
  )
  expect((await launch('m7i.large')).Instances![0]!.InstanceType).toBe('m7i.large')
})

test('the old zone of us-east-1 offers no type', async () => {
  const { ec2 } = await withInstance()
  const { InstanceTypeOfferings } = await ec2.send(
    new DescribeInstanceTypeOfferingsCommand({
      LocationType: 'availability-zone',
      Filters: [{ Name: 'instance-type', Values: ['t3.micro'] }],
    }),
  )
  expect(InstanceTypeOfferings!.map((offering) => offering.Location)).toEqual(
    ['a', 'b', 'c', 'd', 'f'].map((letter) => `us-east-1${letter}`),
  )
  const regional = await ec2.send(new DescribeInstanceTypeOfferingsCommand({ MaxResults: 5 }))
  expect(regional.InstanceTypeOfferings).toHaveLength(5)
  expect(regional.NextToken).toBeDefined()
})
