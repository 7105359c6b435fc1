import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  CreateNetworkInterfaceCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteNetworkInterfaceCommand,
  DescribeAddressesCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DisassociateAddressCommand,
  ModifyNetworkInterfaceAttributeCommand,
  ReleaseAddressCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { refusal, testEngine } from '../../../testing/index.ts'
import { differences, recording } from '../../../testing/recordings/recording.ts'

const withInstance = async () => {
  const engine = await testEngine()
  const { ec2, skip } = engine
  const launch = async () => {
    const { Instances } = await ec2.send(
      new RunInstancesCommand({
        ImageId: 'ami-0fef201115eefe936',
        InstanceType: 't3.micro',
        MinCount: 1,
        MaxCount: 1,
      }),
    )
    return Instances![0]!.InstanceId!
  }
  const InstanceId = await launch()
  await skip({ seconds: 10 })
  const described = async (id = InstanceId) => {
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }))
    return Reservations![0]!.Instances![0]!
  }
  const allocate = async () => {
    const { AllocationId, PublicIp } = await ec2.send(new AllocateAddressCommand({}))
    return { AllocationId: AllocationId!, PublicIp: PublicIp! }
  }
  const associate = async (AllocationId: string, id = InstanceId) =>
    (await ec2.send(new AssociateAddressCommand({ AllocationId, InstanceId: id }))).AssociationId!
  return { ...engine, InstanceId, launch, described, allocate, associate }
}

test("Amazon's own address is another one after each start, the private one stays", async () => {
  const { ec2, skip, InstanceId, described } = await withInstance()
  const before = await described()
  await ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId] }))
  await skip({ minutes: 1 })
  const stopped = await described()
  expect(stopped.PublicIpAddress).toBeUndefined()
  expect(stopped.PublicDnsName).toBe('')
  await ec2.send(new StartInstancesCommand({ InstanceIds: [InstanceId] }))
  const after = await described()
  expect(after.PublicIpAddress).toMatch(/^\d/)
  expect(after.PublicIpAddress).not.toBe(before.PublicIpAddress)
  expect(after.PrivateIpAddress).toBe(before.PrivateIpAddress)
})

test('an Elastic IP takes the place of the pool address, and stays over stop and start', async () => {
  const { ec2, skip, engine, InstanceId, described, allocate, associate } = await withInstance()
  const { AllocationId, PublicIp } = await allocate()
  const AssociationId = await associate(AllocationId)
  expect(await described()).toMatchObject({
    PublicIpAddress: PublicIp,
    NetworkInterfaces: [{ Association: { PublicIp, IpOwnerId: '123456789012' } }],
  })
  await ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId] }))
  await skip({ minutes: 1 })
  expect((await described()).PublicIpAddress).toBe(PublicIp)
  await ec2.send(new StartInstancesCommand({ InstanceIds: [InstanceId] }))
  await skip({ minutes: 1 })
  expect((await described()).PublicIpAddress).toBe(PublicIp)
  const { outcome } = engine.network.verdict({
    from: { instanceId: InstanceId },
    to: '198.51.100.10',
    port: 443,
    protocol: 'tcp',
  })
  expect(outcome).toBe('outside')
  expect(await refusal(ec2.send(new ReleaseAddressCommand({ AllocationId })))).toBe(
    `InvalidIPAddress.InUse: Address ${PublicIp} is in use.`,
  )
  await ec2.send(new DisassociateAddressCommand({ AssociationId }))
  const pooled = (await described()).PublicIpAddress
  expect(pooled).toMatch(/^\d/)
  expect(pooled).not.toBe(PublicIp)
  await ec2.send(new ReleaseAddressCommand({ AllocationId }))
  expect(await refusal(ec2.send(new ReleaseAddressCommand({ AllocationId })))).toBe(
    `InvalidAllocationID.NotFound: The allocation ID '${AllocationId}' does not exist`,
  )
})

test('an Elastic IP moves from instance to instance, and is free again when its instance is gone', async () => {
  const { ec2, skip, InstanceId, launch, described, allocate, associate } = await withInstance()
  const other = await launch()
  const { AllocationId, PublicIp } = await allocate()
  const AssociationId = await associate(AllocationId)
  expect(await associate(AllocationId)).toBe(AssociationId)
  expect(await refusal(associate(AllocationId, other))).toBe(
    `InvalidInstanceID: The pending instance '${other}' is not in a valid state for this operation.`,
  )
  await skip({ seconds: 10 })
  const move = { AllocationId, InstanceId: other }
  const stay = new AssociateAddressCommand({ ...move, AllowReassociation: false })
  expect(await refusal(ec2.send(stay))).toBe(
    `Resource.AlreadyAssociated: resource ${AllocationId} is already associated with associate-id ${AssociationId}`,
  )
  await associate(AllocationId, other)
  expect((await described(other)).PublicIpAddress).toBe(PublicIp)
  expect((await described(InstanceId)).PublicIpAddress).not.toBe(PublicIp)
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [other] }))
  await skip({ minutes: 1 })
  const { Addresses } = await ec2.send(new DescribeAddressesCommand({ PublicIps: [PublicIp] }))
  expect(Addresses![0]!.AssociationId).toBeUndefined()
})

test('what is wrong with an association is said as AWS does', async () => {
  const { ec2, InstanceId, allocate } = await withInstance()
  const { AllocationId, PublicIp } = await allocate()
  const associate = (request: object) => refusal(ec2.send(new AssociateAddressCommand(request)))
  expect(await associate({ AllocationId: 'eipalloc-00000000000000000', InstanceId })).toBe(
    "InvalidAllocationID.NotFound: The allocation ID 'eipalloc-00000000000000000' does not exist",
  )
  expect(await associate({ AllocationId, InstanceId: 'i-00000000000000000' })).toBe(
    'InvalidInstanceID.Malformed: Invalid id: "i-00000000000000000"',
  )
  expect(await associate({ AllocationId, NetworkInterfaceId: 'eni-00000000000000000' })).toBe(
    "InvalidNetworkInterfaceID.NotFound: The networkInterface ID 'eni-00000000000000000' does not exist",
  )
  expect(await associate({ AllocationId, PublicIp, InstanceId })).toBe(
    'InvalidParameterCombination: You may specify public IP or allocation id, but not both in the same call',
  )
  expect(await associate({ AllocationId, InstanceId, PrivateIpAddress: 'bad' })).toBe(
    'InvalidParameterValue: invalid value for parameter private-address: bad',
  )
  const allocateIn = (NetworkBorderGroup: string) =>
    refusal(ec2.send(new AllocateAddressCommand({ NetworkBorderGroup, DryRun: true })))
  expect(await allocateIn('invalid')).toBe('InvalidParameterValue: invalid')
  expect(await refusal(ec2.send(new DescribeAddressesCommand({ AllocationIds: ['bad'] })))).toBe(
    "InvalidAllocationID.NotFound: The allocation ID 'bad' does not exist",
  )
  for (let count = 1; count < 5; count++) await allocate()
  expect(await refusal(allocate())).toBe(
    'AddressLimitExceeded: The maximum number of addresses has been reached.',
  )
})

test('an interface of its own and its Elastic IP answer as recorded', async () => {
  const { ec2, allocate } = await withInstance()
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.237.0.0/16' }))
  const { VpcId } = Vpc!
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.237.42.0/24' }))
  const { SubnetId } = Subnet!
  const Tags = [{ Key: 'suite', Value: 'recordings' }]
  const create = (PrivateIpAddress: string) =>
    ec2.send(
      new CreateNetworkInterfaceCommand({
        SubnetId,
        PrivateIpAddress,
        TagSpecifications: [{ ResourceType: 'network-interface', Tags }],
      }),
    )
  const { NetworkInterface } = await create('10.237.42.10')
  const { NetworkInterfaceId } = NetworkInterface!
  expect(await refusal(create('10.237.42.10'))).toBe(
    'InvalidIPAddress.InUse: Address 10.237.42.10 is in use.',
  )
  const { AllocationId } = await allocate()
  expect(await refusal(ec2.send(new AssociateAddressCommand({ AllocationId, NetworkInterfaceId })))).toBe(
    `Gateway.NotAttached: Network ${VpcId} is not attached to any internet gateway`,
  )
  const { NetworkInterfaces } = await ec2.send(
    new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [NetworkInterfaceId!] }),
  )
  const recorded = (await recording('DescribeNetworkInterfaces.eip')).output
  expect(differences({ NetworkInterfaces }, recorded).toSorted()).toEqual([
    'NetworkInterfaces[].Association is missing',
    'NetworkInterfaces[].PrivateIpAddresses[].Association is missing',
    'NetworkInterfaces[].RequesterId is missing',
  ])
  const Description = { Value: 'renamed' }
  await ec2.send(new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId, Description }))
  await ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }))
  expect(await refusal(ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId })))).toMatch(
    /^InvalidNetworkInterfaceID.NotFound/,
  )
})

test('addresses and interfaces of instances answer as recorded', async () => {
  const { ec2, InstanceId } = await withInstance()
  const { $metadata: _, ...allocated } = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }))
  expect(differences(allocated, (await recording('AllocateAddress')).output)).toEqual([])
  const AllocationId = allocated.AllocationId!
  const addresses = async () => {
    const { Addresses } = await ec2.send(new DescribeAddressesCommand({ AllocationIds: [AllocationId] }))
    return { Addresses }
  }
  const free = (await recording('DescribeAddresses.free')).output
  expect(differences(await addresses(), free)).toEqual(['Addresses[].Tags is missing'])
  const { $metadata: __, ...associated } = await ec2.send(
    new AssociateAddressCommand({ AllocationId, InstanceId }),
  )
  expect(differences(associated, (await recording('AssociateAddress')).output)).toEqual([])
  // The recorded one was associated with an interface without an instance.
  expect(
    differences(await addresses(), (await recording('DescribeAddresses.associated')).output).toSorted(),
  ).toEqual(['Addresses[].InstanceId is too much', 'Addresses[].Tags is missing'])
  const Filters = [{ Name: 'attachment.instance-id', Values: [InstanceId] }]
  const { NetworkInterfaces } = await ec2.send(new DescribeNetworkInterfacesCommand({ Filters }))
  const recorded = (await recording('DescribeNetworkInterfaces.attached')).output
  expect(differences({ NetworkInterfaces }, recorded).toSorted()).toEqual([
    'NetworkInterfaces[].Association is too much',
    'NetworkInterfaces[].PrivateDnsName is too much',
    'NetworkInterfaces[].PrivateIpAddresses[].Association is too much',
    'NetworkInterfaces[].PrivateIpAddresses[].PrivateDnsName is too much',
    'NetworkInterfaces[].TagSet: 0 for 1 elements',
  ])
})
