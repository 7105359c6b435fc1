import {
  CreateTagsCommand,
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeInstanceStatusCommand,
  DescribeTagsCommand,
  DescribeVolumesCommand,
  GetConsoleOutputCommand,
  RebootInstancesCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { refusal, testEngine, type TestEngineOptions } from '../../../testing/index.ts'

const image = 'ami-0fef201115eefe936'

const open = async (options: TestEngineOptions = {}) => {
  const engine = await testEngine(options)
  const { ec2, skip } = engine
  const run = (request: Partial<RunInstancesCommandInput> = {}) =>
    ec2.send(
      new RunInstancesCommand({
        ImageId: image,
        InstanceType: 't3.micro',
        MinCount: 1,
        MaxCount: 1,
        ...request,
      }),
    )
  const launch = async (request: Partial<RunInstancesCommandInput> = {}) => {
    const { Instances } = await run(request)
    await skip({ seconds: 10 })
    return Instances![0]!.InstanceId!
  }
  const describe = async (id: string) =>
    (await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }))).Reservations![0]!.Instances![0]!
  const stop = (id: string) => ec2.send(new StopInstancesCommand({ InstanceIds: [id] }))
  return { ...engine, run, launch, describe, stop }
}

test('a launch says what is wrong with it as AWS does', async () => {
  const { run, ec2, launch } = await open()
  const refused = (request: Partial<RunInstancesCommandInput>) => refusal(run(request))
  expect(await refused({ ImageId: 'bad' })).toBe(
    'InvalidAMIID.Malformed: Invalid id: "bad" (expecting "ami-...")',
  )
  expect(await refused({ ImageId: 'ami-0123456789abcdef0' })).toBe(
    "InvalidAMIID.NotFound: The image id '[ami-0123456789abcdef0]' does not exist",
  )
  expect(await refused({ InstanceType: 't9.huge' as never })).toBe(
    "InvalidParameterValue: Invalid value 't9.huge' for InstanceType.",
  )
  expect(await refused({ KeyName: 'nope' })).toBe(
    "InvalidKeyPair.NotFound: The key pair 'nope' does not exist",
  )
  expect(await refused({ SecurityGroups: ['nope'] })).toMatch(
    /^InvalidGroup.NotFound: The security group 'nope' does not exist in default VPC 'vpc-/,
  )
  expect(await refused({ MinCount: 17, MaxCount: 17 })).toMatch(
    /^VcpuLimitExceeded: You have requested more vCPU capacity than your current vCPU limit of 32 /,
  )
  expect(await refused({ Placement: { AvailabilityZone: 'us-east-1e' } })).toMatch(
    /^Unsupported: Your requested instance type \(t3.micro\) is not supported in your requested Availability Zone \(us-east-1e\)/,
  )
  const small = [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 4 } }]
  expect(await refused({ BlockDeviceMappings: small })).toBe(
    "InvalidBlockDeviceMapping: Volume of size 4GB is smaller than snapshot 'snap-0dfe6a58a4239667b', expect size >= 8GB",
  )
  expect(await refused({ DryRun: true })).toMatch(/^DryRunOperation: /)
  expect((await ec2.send(new DescribeVolumesCommand({}))).Volumes).toEqual([])
  const id = await launch()
  const unknown = 'i-0123456789abcdef0'
  expect(await refusal(ec2.send(new StopInstancesCommand({ InstanceIds: [id, unknown] })))).toBe(
    `InvalidInstanceID.NotFound: The instance ID '${unknown}' does not exist`,
  )
})

test('several instances of one launch share blocks, and are one reservation', async () => {
  const { run, ec2, skip, hypervisor, storage } = await open()
  const { Instances } = await run({
    MinCount: 2,
    MaxCount: 3,
    BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 20, VolumeType: 'gp2' } }],
    TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'Name', Value: 'disk' }] }],
  })
  await skip({ seconds: 10 })
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({}))
  expect(Reservations!.map(({ Instances }) => Instances!.length)).toEqual([3])
  expect(new Set(Instances!.map((each) => each.PrivateIpAddress)).size).toBe(3)
  const { Volumes } = await ec2.send(
    new DescribeVolumesCommand({ Filters: [{ Name: 'tag:Name', Values: ['d?sk'] }] }),
  )
  expect(Volumes!.map(({ Size, VolumeType, Iops }) => [Size, VolumeType, Iops])).toEqual(
    Array.from({ length: 3 }, () => [20, 'gp2', 100]),
  )
  expect(await storage.blobIds()).toHaveLength(3)
  expect(hypervisor.calls.filter((call) => call.startsWith('build'))).toEqual(['build al2023'])
})

test('stopped is not before the guest is off, whatever the clock says', async () => {
  const { launch, describe, stop, clock, hypervisor, engine } = await open()
  const id = await launch()
  let letGo = () => {}
  hypervisor.slowShutdown = new Promise((resolve) => (letGo = resolve))
  const { StoppingInstances } = await stop(id)
  expect(StoppingInstances![0]!.CurrentState!.Name).toBe('stopping')
  clock.turn(60_000)
  expect((await describe(id)).State!.Name).toBe('stopping')
  letGo()
  await engine.skip(0)
  expect(await describe(id)).toMatchObject({
    State: { Name: 'stopped', Code: 80 },
    StateTransitionReason: 'User initiated (2026-10-01 09:00:10 GMT)',
    PublicDnsName: '',
  })
})

test('a guest that hangs is switched off after three minutes', async () => {
  const { launch, describe, stop, clock, hypervisor } = await open()
  const id = await launch()
  hypervisor.slowShutdown = new Promise(() => {})
  await stop(id)
  clock.turn(181_000)
  expect(hypervisor.calls.at(-1)).toBe(`power off ${id}`)
  expect((await describe(id)).State!.Name).toBe('stopped')
})

test('shutdown typed in the guest stops the instance, or terminates it if it was launched so', async () => {
  const { launch, describe, engine, hypervisor, skip } = await open()
  for (const [behavior, state] of [
    ['stop', 'stopped'],
    ['terminate', 'terminated'],
  ] as const) {
    const id = await launch({ InstanceInitiatedShutdownBehavior: behavior })
    hypervisor.powerOff(id)
    engine.machines.poweredOff(id, 'poweroff')
    await skip({ minutes: 1 })
    expect(await describe(id)).toMatchObject({
      State: { Name: state },
      StateReason: {
        Code: 'Client.InstanceInitiatedShutdown',
        Message: 'Client.InstanceInitiatedShutdown: Instance initiated shutdown',
      },
    })
  }
})

test('a reboot keeps addresses and state, and needs a running instance', async () => {
  const { ec2, launch, describe, stop, skip, hypervisor } = await open()
  const id = await launch()
  const before = await describe(id)
  await ec2.send(new RebootInstancesCommand({ InstanceIds: [id] }))
  expect(hypervisor.calls.at(-1)).toBe(`reboot ${id}`)
  expect(await describe(id)).toEqual(before)
  await stop(id)
  await skip({ minutes: 1 })
  expect(await refusal(ec2.send(new RebootInstancesCommand({ InstanceIds: [id] })))).toBe(
    `IncorrectState: Cannot reboot instance ${id} that is currently in stopped state.`,
  )
})

test('termination deletes the volumes that came with the instance, and the record an hour later', async () => {
  const { ec2, launch, describe, skip, storage } = await open()
  const id = await launch({
    BlockDeviceMappings: [{ DeviceName: '/dev/sdf', Ebs: { VolumeSize: 1, DeleteOnTermination: false } }],
  })
  const terminate = () => ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }))
  await terminate()
  await skip({ minutes: 1 })
  expect((await describe(id)).State!.Name).toBe('terminated')
  const { Volumes } = await ec2.send(new DescribeVolumesCommand({}))
  expect(Volumes!.map(({ State, Size }) => [State, Size])).toEqual([['available', 1]])
  expect(await storage.blobIds()).toHaveLength(3)
  expect((await terminate()).TerminatingInstances![0]!.PreviousState!.Name).toBe('terminated')
  expect(await refusal(ec2.send(new StartInstancesCommand({ InstanceIds: [id] })))).toBe(
    `IncorrectInstanceState: The instance '${id}' is not in a state from which it can be started.`,
  )
  await skip({ hours: 1 })
  expect((await ec2.send(new DescribeInstancesCommand({}))).Reservations).toEqual([])
})

test('an instance that is protected stays', async () => {
  const { ec2, launch } = await open()
  const id = await launch({ DisableApiTermination: true })
  expect(await refusal(ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] })))).toBe(
    `OperationNotPermitted: The instance '${id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
  )
})

test('after a reload what was running runs again, with the disk as it was, and what was going down is down', async () => {
  const first = await open()
  const running = await first.launch()
  const stopping = await first.launch()
  const disk = first.hypervisor.device(running)
  await disk.writeChunks(new Map([[4, new Uint8Array(524_288).fill(44)]]), 'strict')
  await first.stop(stopping)
  const address = (await first.describe(running)).PublicIpAddress
  first.engine.stop()

  const { storage, clock } = first
  const second = await open({ storage, clock, seed: 2 })
  await second.skip({ seconds: 20 })
  expect(second.engine.accountId).toBe(first.engine.accountId)
  expect(second.hypervisor.calls).toEqual([`power on ${running}`])
  expect((await second.hypervisor.device(running).readChunk(4))![0]).toBe(44)
  expect((await second.describe(running)).PublicIpAddress).toBe(address)
  expect((await second.describe(stopping)).State!.Name).toBe('stopped')
  await second.ec2.send(new StartInstancesCommand({ InstanceIds: [stopping] }))
  await second.skip({ seconds: 10 })
  expect(second.hypervisor.isOn(stopping)).toBe(true)
  expect(second.faults).toEqual([])
})

test('a new account starts from nothing', async () => {
  const { engine, launch, ec2, hypervisor, storage } = await open()
  const id = await launch()
  await engine.reset()
  expect(hypervisor.isOn(id)).toBe(false)
  expect(await storage.blobIds()).toEqual([])
  expect(await refusal(ec2.send(new DescribeInstancesCommand({})))).toMatch(/^AuthFailure: /)
  const output = await engine.call({ service: 'ec2', operation: 'DescribeInstances', region: 'us-east-1' })
  expect(output).toEqual({ Reservations: [] })
})

test('lists are filtered and paged', async () => {
  const { ec2, run, skip } = await open()
  await run({ MinCount: 7, MaxCount: 7 })
  await skip({ seconds: 10 })
  const page = (NextToken?: string) =>
    ec2.send(new DescribeInstanceStatusCommand({ MaxResults: 5, NextToken }))
  const first = await page()
  const second = await page(first.NextToken)
  expect([first.InstanceStatuses!.length, second.InstanceStatuses!.length]).toEqual([5, 2])
  expect(second.NextToken).toBeUndefined()
  expect(await refusal(page('x!'))).toBe('InvalidParameterValue: Not base64 encoded.')
  const filtered = (Name: string, ...Values: string[]) =>
    ec2.send(new DescribeInstancesCommand({ Filters: [{ Name, Values }] }))
  expect((await filtered('instance-state-name', 'stopped')).Reservations).toEqual([])
  expect((await filtered('instance-type', 't2.*', 't3.m?cro')).Reservations![0]!.Instances).toHaveLength(7)
  expect(await refusal(filtered('bad-filter', 'x'))).toBe(
    "InvalidParameterValue: The filter 'bad-filter' is invalid",
  )
})

test('tags, user data and console output can be read back', async () => {
  const { ec2, launch } = await open()
  const UserData = btoa('#!/bin/bash\necho hello\n')
  const id = await launch({ UserData })
  await ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'Name', Value: 'web' }] }))
  const { Tags } = await ec2.send(
    new DescribeTagsCommand({ Filters: [{ Name: 'tag:Name', Values: ['web'] }] }),
  )
  expect(Tags).toEqual([{ Key: 'Name', ResourceId: id, ResourceType: 'instance', Value: 'web' }])
  const attribute = await ec2.send(
    new DescribeInstanceAttributeCommand({ InstanceId: id, Attribute: 'userData' }),
  )
  expect(attribute.UserData!.Value).toBe(UserData)
  const { Output } = await ec2.send(new GetConsoleOutputCommand({ InstanceId: id }))
  expect(atob(Output!)).toBe(`Linux on ${id}\n`)
  expect(
    await refusal(ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'aws:x', Value: '' }] }))),
  ).toBe("InvalidParameterValue: Tag keys starting with 'aws:' are reserved for internal use")
})
