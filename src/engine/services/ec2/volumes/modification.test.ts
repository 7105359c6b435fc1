import {
  CreateVolumeCommand,
  type CreateVolumeCommandInput,
  DescribeVolumeAttributeCommand,
  DescribeVolumesCommand,
  DescribeVolumesModificationsCommand,
  DescribeVolumeStatusCommand,
  DisableEbsEncryptionByDefaultCommand,
  EnableEbsEncryptionByDefaultCommand,
  EnableVolumeIOCommand,
  GetEbsDefaultKmsKeyIdCommand,
  GetEbsEncryptionByDefaultCommand,
  ModifyVolumeAttributeCommand,
  ModifyVolumeCommand,
  type ModifyVolumeCommandInput,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { refusal, testEngine } from '../../../testing/index.ts'

const withVolume = async (request: Partial<CreateVolumeCommandInput> = {}) => {
  const engine = await testEngine()
  const { ec2, skip } = engine
  const create = async (more: Partial<CreateVolumeCommandInput> = {}) =>
    ec2.send(new CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', Size: 1, VolumeType: 'gp3', ...more }))
  const { VolumeId = '' } = await create(request)
  await skip({ seconds: 5 })
  const modify = (change: Partial<ModifyVolumeCommandInput>) =>
    ec2.send(new ModifyVolumeCommand({ VolumeId, ...change }))
  const modification = async () => {
    const request = { VolumeIds: [VolumeId] }
    return (await ec2.send(new DescribeVolumesModificationsCommand(request))).VolumesModifications![0]!
  }
  const volume = async () =>
    (await ec2.send(new DescribeVolumesCommand({ VolumeIds: [VolumeId] }))).Volumes![0]!
  return { ...engine, VolumeId, create, modify, modification, volume }
}

test('a volume grows while it is in use: modifying, optimizing, completed, and the guest is told', async () => {
  const { ec2, skip, hypervisor, modify: _, ...rest } = await withVolume()
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0fef201115eefe936',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
    }),
  )
  await skip({ seconds: 10 })
  const device = hypervisor.device(Instances![0]!.InstanceId!)
  let told = 0
  device.onResize(() => told++)
  const VolumeId = device.serial.replace('vol', 'vol-')
  await ec2.send(new ModifyVolumeCommand({ VolumeId, Size: 16 }))
  const states: unknown[] = []
  for (let seconds = 0; seconds < 6; seconds++) {
    const { VolumesModifications } = await ec2.send(
      new DescribeVolumesModificationsCommand({ VolumeIds: [VolumeId] }),
    )
    states.push(VolumesModifications![0]!.ModificationState)
    expect([device.size / 2 ** 30, told]).toEqual(states.at(-1) === 'modifying' ? [8, 0] : [16, 1])
    await skip({ seconds: 1 })
  }
  expect([...new Set(states)]).toEqual(['modifying', 'optimizing', 'completed'])
  const { Volumes } = await ec2.send(new DescribeVolumesCommand({ VolumeIds: [VolumeId] }))
  expect(Volumes![0]).toMatchObject({ Size: 16, State: 'in-use' })
  expect((await rest.volume()).Size).toBe(1)
})

test('a modification is refused in AWS’s words, and a type brings its own figures', async () => {
  const { ec2, modify, modification, volume, skip, VolumeId } = await withVolume()
  expect(await refusal(modification())).toBe(
    `InvalidVolumeModification.NotFound: Modification for volume ${VolumeId} does not exist`,
  )
  expect(await refusal(modify({}))).toBe(
    'InvalidParameterValue: Invalid input: Must specify at least one of size, type, iops, throughput or multi-attach.',
  )
  expect(await refusal(modify({ Iops: 3001 }))).toBe(
    'InvalidParameterValue: Iops to volume size ratio of 3001.000000 is too high; maximum is 500',
  )
  expect(await refusal(modify({ VolumeType: 'bad' as never }))).toBe(
    "UnknownVolumeType: Unsupported volume type 'bad' for volume creation. ",
  )
  expect(await refusal(modify({ MultiAttachEnabled: true }))).toBe(
    'InvalidParameterCombination: The parameter multi-attach-enabled is not supported for gp3 volumes.',
  )
  expect(await refusal(modify({ Size: 2, DryRun: true }))).toMatch(/^DryRunOperation: /)
  await modify({ Size: 4 })
  expect(await refusal(modify({ Size: 5 }))).toBe(
    `IncorrectModificationState: Volume ${VolumeId} cannot be modified in modification state MODIFYING`,
  )
  await skip({ seconds: 5 })
  expect(await refusal(modify({ Size: 1 }))).toBe(
    'InvalidParameterValue: New size cannot be smaller than existing size',
  )
  await modify({ VolumeType: 'gp2' })
  await skip({ seconds: 5 })
  const { Throughput, ...rest } = await volume()
  expect([Throughput, rest.Iops, rest.VolumeType]).toEqual([undefined, 100, 'gp2'])
  await modify({ VolumeType: 'io1', Iops: 200 })
  await skip({ seconds: 5 })
  expect(await volume()).toMatchObject({ Size: 4, VolumeType: 'io1', Iops: 200 })
  const named = (Name: string, value: string) =>
    ec2.send(new DescribeVolumesModificationsCommand({ Filters: [{ Name, Values: [value] }] }))
  expect((await named('target-volume-type', 'io1')).VolumesModifications).toHaveLength(1)
  expect((await named('modification-state', 'modifying')).VolumesModifications).toEqual([])
  expect(await refusal(named('bad', 'x'))).toBe("InvalidParameterValue: The filter 'bad' is invalid")
})

test('four modifications in 24 hours, those that change nothing among them', async () => {
  const { modify, skip } = await withVolume()
  for (let count = 0; count < 4; count++) {
    await modify({ Size: 1 })
    await skip({ minutes: 1 })
  }
  expect(await refusal(modify({ Size: 2 }))).toBe(
    "VolumeModificationRateExceeded: You've reached the maximum modification rate per volume limit. Wait until 2026-10-02T09:00:05Z before you can issue the next modification request for this volume.",
  )
  await skip({ hours: 24 })
  expect((await modify({ Size: 2 })).VolumeModification!.ModificationState).toBe('modifying')
})

test('status and attributes of a volume', async () => {
  const { ec2, VolumeId } = await withVolume()
  const { VolumeStatuses } = await ec2.send(new DescribeVolumeStatusCommand({ VolumeIds: [VolumeId] }))
  expect(VolumeStatuses![0]!.VolumeStatus!.Status).toBe('ok')
  expect(await refusal(ec2.send(new DescribeVolumeStatusCommand({ MaxResults: -1 })))).toBe(
    'InvalidParameterValue: Value ( -1 ) for parameter maxResults is invalid. Expecting a value greater than 5.',
  )
  const attribute = (Attribute: string) =>
    ec2.send(new DescribeVolumeAttributeCommand({ VolumeId, Attribute: Attribute as never }))
  expect((await attribute('autoEnableIO')).AutoEnableIO).toEqual({ Value: false })
  await ec2.send(new ModifyVolumeAttributeCommand({ VolumeId, AutoEnableIO: { Value: true } }))
  expect((await attribute('autoEnableIO')).AutoEnableIO).toEqual({ Value: true })
  expect(await refusal(attribute('bad'))).toBe(
    'InvalidParameterValue: Value (bad) for parameter attribute is invalid. Unknown attribute.',
  )
  expect(await refusal(ec2.send(new ModifyVolumeAttributeCommand({ VolumeId })))).toBe(
    'InvalidParameterCombination: No attributes specified.',
  )
  expect(await refusal(ec2.send(new EnableVolumeIOCommand({ VolumeId })))).toBe(
    `IncorrectState: Volume ${VolumeId} already has IO enabled.`,
  )
})

test('encryption by default is a region’s own, and a customer’s key is refused clearly', async () => {
  const { ec2, ec2In, create } = await withVolume()
  const byDefault = async (client = ec2) =>
    (await client.send(new GetEbsEncryptionByDefaultCommand({}))).EbsEncryptionByDefault
  expect(await byDefault()).toBe(false)
  expect((await create()).Encrypted).toBe(false)
  expect((await create({ Encrypted: true })).KmsKeyId).toMatch(
    /^arn:aws:kms:us-east-1:123456789012:key\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  )
  await ec2.send(new EnableEbsEncryptionByDefaultCommand({}))
  expect([await byDefault(), await byDefault(ec2In('eu-west-1'))]).toEqual([true, false])
  expect((await create()).Encrypted).toBe(true)
  const { KmsKeyId } = await ec2.send(new GetEbsDefaultKmsKeyIdCommand({}))
  expect((await create({ Encrypted: true, KmsKeyId })).Encrypted).toBe(true)
  expect(await refusal(create({ KmsKeyId }))).toBe(
    'InvalidParameterDependency: The parameter KmsKeyId requires the parameter Encrypted to be set.',
  )
  expect(await refusal(create({ Encrypted: true, KmsKeyId: 'alias/mine' }))).toMatch(
    /^UnsupportedOperation: .*customer managed keys/,
  )
  await ec2.send(new DisableEbsEncryptionByDefaultCommand({}))
  expect((await create()).Encrypted).toBe(false)
})

test('every type has its own limits', async () => {
  const { create } = await withVolume()
  const tooSmall = (type: string, size: number, least: number) =>
    `InvalidParameterValue: The volume size is invalid for ${type} volumes: ${size} GiB. ${type} volumes must be at least ${least} GiB in size. Please specify a volume size above the minimum limit.`
  const tooLarge = (type: string, size: number, most: number) =>
    `InvalidParameterValue: The volume size is invalid for ${type} volumes: ${size} GiB. ${type} volumes must not exceed ${most} GiB in size. Please specify a volume size below the maximum limit.`
  const bounds = [
    ['gp2', 1, 16_384],
    ['gp3', 1, 65_536],
    ['io1', 4, 16_384],
    ['io2', 4, 65_536],
    ['st1', 125, 16_384],
    ['sc1', 125, 16_384],
    ['standard', 1, 1024],
  ] as const
  for (const [VolumeType, least, most] of bounds) {
    const Iops = VolumeType.startsWith('io') ? 100 : undefined
    const ask = (Size: number) => create({ VolumeType, Size, Iops })
    expect(await refusal(ask(least - 1))).toBe(tooSmall(VolumeType, least - 1, least))
    expect(await refusal(ask(most + 1))).toBe(tooLarge(VolumeType, most + 1, most))
    expect((await ask(least)).Size).toBe(least)
    expect((await ask(most)).Size).toBe(most)
  }
  const refused = (request: Partial<CreateVolumeCommandInput>) => refusal(create(request))
  for (const VolumeType of ['gp2', 'standard', 'st1', 'sc1'] as const) {
    const request = { VolumeType, Size: 500 }
    expect(await refused({ ...request, Throughput: 125 })).toBe(
      `InvalidParameterCombination: The throughput parameter is not supported for ${VolumeType} volumes.`,
    )
    expect(await refused({ ...request, Iops: 100 })).toBe(
      `InvalidParameterCombination: The parameter iops is not supported for ${VolumeType} volumes.`,
    )
  }
  expect(await refused({ VolumeType: 'io1', Size: 4, Iops: 201 })).toBe(
    'InvalidParameterValue: Iops to volume size ratio of 50.250000 is too high; maximum is 50',
  )
  expect(await refused({ VolumeType: 'io2', Size: 400, Iops: 256_001 })).toBe(
    'InvalidParameterValue: Volume iops of 256001 is too high; maximum is 256000.',
  )
  expect(await refused({ Size: 1000, Iops: 80_000, Throughput: 2001 })).toBe(
    'InvalidParameterValue: Volume throughput of 2001 is too high; maximum is 2000.',
  )
  expect((await create({ Throughput: 124 })).Throughput).toBe(125)
  expect((await create({ VolumeType: 'GP3' as never })).VolumeType).toBe('gp3')
  expect((await create({ VolumeType: 'standard' })).Iops).toBeUndefined()
  for (const VolumeInitializationRate of [0, 99, 301])
    expect(await refused({ VolumeInitializationRate })).toBe(
      'InvalidParameterValue: The value specified for VolumeInitializationRate is not in the allowed range.',
    )
})
