import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  CreateNetworkInterfaceCommand,
  DeleteLaunchTemplateVersionsCommand,
  DescribeInstancesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSubnetsCommand,
  DescribeVolumesCommand,
  EC2Client,
  GetLaunchTemplateDataCommand,
  ModifyLaunchTemplateCommand,
  type RequestLaunchTemplateData,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2'
import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam'
import { expect, test } from 'vitest'
import { refusal, testEngine } from '../../../testing/index.ts'

const image = 'ami-0fef201115eefe936'
const LaunchTemplateName = 'web'

const withTemplate = async (more: RequestLaunchTemplateData = {}) => {
  const cloud = await testEngine()
  const { ec2 } = cloud
  const LaunchTemplateData = { ImageId: image, InstanceType: 't3.nano', ...more } as const
  await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName, LaunchTemplateData }))
  const run = async (request: Partial<RunInstancesCommandInput> = {}) => {
    const LaunchTemplate = { LaunchTemplateName }
    const { Instances } = await ec2.send(
      new RunInstancesCommand({ MinCount: 1, MaxCount: 1, LaunchTemplate, ...request }),
    )
    await cloud.skip({ seconds: 10 })
    return Instances![0]!
  }
  return { ...cloud, run }
}

test('a launch takes what its template says, and its own words come first', async () => {
  const { ec2, run } = await withTemplate({
    UserData: btoa('#!/bin/sh'),
    Monitoring: { Enabled: true },
    BlockDeviceMappings: [
      { DeviceName: '/dev/xvda', Ebs: { VolumeSize: 10 } },
      { DeviceName: '/dev/sdf', Ebs: { VolumeSize: 3, VolumeType: 'gp3' } },
    ],
    TagSpecifications: [
      {
        ResourceType: 'instance',
        Tags: [
          { Key: 'Name', Value: 'of the template' },
          { Key: 'stage', Value: 'test' },
        ],
      },
    ],
  })
  const instance = await run({
    InstanceType: 't3.micro',
    BlockDeviceMappings: [{ DeviceName: '/dev/sdf', Ebs: { VolumeSize: 5, VolumeType: 'gp3' } }],
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'my own' }] }],
  })
  expect(instance).toMatchObject({ InstanceType: 't3.micro', ImageId: image })
  expect(instance.Tags).toEqual([
    { Key: 'Name', Value: 'my own' },
    { Key: 'stage', Value: 'test' },
    { Key: 'aws:ec2launchtemplate:id', Value: expect.stringMatching(/^lt-/) },
    { Key: 'aws:ec2launchtemplate:version', Value: '1' },
  ])
  const { Volumes } = await ec2.send(new DescribeVolumesCommand({}))
  expect(Volumes!.map(({ Size }) => Size).toSorted()).toEqual([10, 5])
})

test('versions are numbered for good, one of them is the default, and $Latest is the last', async () => {
  const { ec2, run } = await withTemplate()
  const version = (more: object = {}) =>
    ec2.send(
      new CreateLaunchTemplateVersionCommand({
        LaunchTemplateName,
        SourceVersion: '1',
        LaunchTemplateData: { InstanceType: 't3.small' },
        ...more,
      }),
    )
  expect((await version()).LaunchTemplateVersion).toMatchObject({
    VersionNumber: 2,
    DefaultVersion: false,
    LaunchTemplateData: { ImageId: image, InstanceType: 't3.small' },
  })
  expect((await run()).InstanceType).toBe('t3.nano')
  expect((await run({ LaunchTemplate: { LaunchTemplateName, Version: '$Latest' } })).InstanceType).toBe(
    't3.small',
  )
  await ec2.send(new ModifyLaunchTemplateCommand({ LaunchTemplateName, DefaultVersion: '2' }))
  expect((await run()).InstanceType).toBe('t3.small')
  const gone = await ec2.send(
    new DeleteLaunchTemplateVersionsCommand({ LaunchTemplateName, Versions: ['1', '2', '7'] }),
  )
  expect(gone.SuccessfullyDeletedLaunchTemplateVersions).toMatchObject([{ VersionNumber: 1 }])
  expect(gone.UnsuccessfullyDeletedLaunchTemplateVersions).toMatchObject([
    { VersionNumber: 2 },
    { VersionNumber: 7, ResponseError: { Code: 'launchTemplateVersionDoesNotExist' } },
  ])
  await version({ SourceVersion: '2' })
  const listed = await ec2.send(new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName }))
  expect(listed.LaunchTemplateVersions!.map(({ VersionNumber }) => VersionNumber)).toEqual([3, 2])
  expect(await refusal(run({ LaunchTemplate: { LaunchTemplateName, Version: '1' } }))).toMatch(
    /^InvalidLaunchTemplateId.VersionNotFound: /,
  )
})

test('a template made of an instance launches its like', async () => {
  const { ec2, run } = await withTemplate({ DisableApiStop: true })
  const { InstanceId } = await run({ TagSpecifications: [] })
  const { LaunchTemplateData } = await ec2.send(new GetLaunchTemplateDataCommand({ InstanceId }))
  await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: 'twin',
      LaunchTemplateData: LaunchTemplateData as RequestLaunchTemplateData,
    }),
  )
  const twin = await run({ LaunchTemplate: { LaunchTemplateName: 'twin' } })
  expect(twin).toMatchObject({ InstanceType: 't3.nano', ImageId: image })
})

test('who launches by a template needs the rights of what the template says', async () => {
  const { iam, clientOptions } = await withTemplate()
  await iam.send(new CreateUserCommand({ UserName: 'ann' }))
  const policy = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*' },
      {
        Effect: 'Deny',
        Action: 'ec2:RunInstances',
        Resource: 'arn:aws:ec2:*:*:instance/*',
        Condition: { StringEquals: { 'ec2:InstanceType': 't3.nano' } },
      },
    ],
  }
  await iam.send(
    new PutUserPolicyCommand({ UserName: 'ann', PolicyName: 'nano', PolicyDocument: JSON.stringify(policy) }),
  )
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ann' }))
  const credentials = {
    accessKeyId: AccessKey!.AccessKeyId!,
    secretAccessKey: AccessKey!.SecretAccessKey!,
  }
  const hers = new EC2Client({ ...clientOptions(), credentials })
  const launch = (more: object = {}) =>
    hers.send(
      new RunInstancesCommand({ MinCount: 1, MaxCount: 1, LaunchTemplate: { LaunchTemplateName }, ...more }),
    )
  expect(await refusal(launch())).toMatch(
    /^UnauthorizedOperation: .* with an explicit deny in an identity-based policy/,
  )
  await launch({ InstanceType: 't3.micro' })
})

test('an interface of its own can be launched on, keeps its address, and stays when the instance goes', async () => {
  const { ec2, run, skip } = await withTemplate()
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({}))
  const { NetworkInterface } = await ec2.send(
    new CreateNetworkInterfaceCommand({ SubnetId: Subnets![0]!.SubnetId }),
  )
  const { NetworkInterfaceId = '', PrivateIpAddress } = NetworkInterface!
  const launch = () => run({ NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId }] })
  const { InstanceId = '' } = await launch()
  const described = async () => {
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId] }))
    return Reservations![0]!.Instances![0]!
  }
  expect(await described()).toMatchObject({ PrivateIpAddress, SubnetId: Subnets![0]!.SubnetId })
  expect((await described()).PublicIpAddress).toBeUndefined()
  expect(await refusal(launch())).toBe(
    `InvalidNetworkInterface.InUse: Interface: [${NetworkInterfaceId}] in use.`,
  )
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [InstanceId] }))
  await skip({ minutes: 1 })
  expect(await described()).toMatchObject({ State: { Name: 'terminated' }, NetworkInterfaces: [] })
  const { NetworkInterfaces } = await ec2.send(new DescribeNetworkInterfacesCommand({}))
  expect(NetworkInterfaces).toMatchObject([{ NetworkInterfaceId, Status: 'available' }])
})

test('what Sandcloud has not is refused in the open, and what everybody gets may be asked for', async () => {
  const { run } = await withTemplate()
  const refused: Partial<RunInstancesCommandInput>[] = [
    { HibernationOptions: { Configured: true } },
    { EnclaveOptions: { Enabled: true } },
    { InstanceMarketOptions: { MarketType: 'spot' } },
    { CpuOptions: { CoreCount: 1, ThreadsPerCore: 1 } },
    { Placement: { Tenancy: 'dedicated' } },
    { Placement: { GroupName: 'near' } },
    { Ipv6AddressCount: 1 },
    { NetworkInterfaces: [{ DeviceIndex: 0, Ipv4PrefixCount: 1 }] },
    { NetworkInterfaces: [{ DeviceIndex: 0, Ipv6AddressCount: 1 }] },
    { NetworkInterfaces: [{ DeviceIndex: 0, InterfaceType: 'efa' }] },
    { LicenseSpecifications: [{ LicenseConfigurationArn: 'arn:aws:license-manager:x' }] },
  ]
  for (const request of refused)
    expect(await refusal(run(request))).toMatch(/^UnsupportedOperation: Sandcloud has /)
  await run({
    HibernationOptions: { Configured: false },
    EnclaveOptions: { Enabled: false },
    CpuOptions: { CoreCount: 1, ThreadsPerCore: 2 },
    Placement: { Tenancy: 'default' },
    CapacityReservationSpecification: { CapacityReservationPreference: 'open' },
    PrivateDnsNameOptions: { HostnameType: 'ip-name', EnableResourceNameDnsARecord: false },
    MaintenanceOptions: { AutoRecovery: 'default' },
  })
  expect(await refusal(run({ CreditSpecification: { CpuCredits: 'much' } }))).toBe(
    'InvalidParameterValue: Value (much) for parameter cpuCredits is invalid. Valid values: standard, unlimited.',
  )
})
