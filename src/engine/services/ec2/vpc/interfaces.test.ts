import {
  AllocateAddressCommand,
  AssignPrivateIpAddressesCommand,
  AssociateAddressCommand,
  AttachNetworkInterfaceCommand,
  CreateNetworkInterfaceCommand,
  DescribeAddressesCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSubnetsCommand,
  DetachNetworkInterfaceCommand,
  type InstanceNetworkInterfaceSpecification,
  ModifyInstanceAttributeCommand,
  ModifyNetworkInterfaceAttributeCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
  UnassignPrivateIpAddressesCommand,
} from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { refusal, testEngine } from '../../../testing/index.ts'

/** An instance in us-east-1a, and the subnets of there and of us-east-1b. */
const withInstance = async (InstanceType: 't3.micro' | 't3.small' = 't3.micro') => {
  const cloud = await testEngine()
  const { ec2, skip } = cloud
  const Filters = [{ Name: 'default-for-az', Values: ['true'] }]
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ Filters }))
  const subnetIn = (zone: string) => Subnets!.find((each) => each.AvailabilityZone === zone)!.SubnetId!
  const subnet = subnetIn('us-east-1a')
  const launch = (NetworkInterfaces: InstanceNetworkInterfaceSpecification[]) =>
    ec2.send(
      new RunInstancesCommand({
        ImageId: 'ami-0fef201115eefe936',
        InstanceType,
        MinCount: 1,
        MaxCount: 1,
        NetworkInterfaces,
      }),
    )
  const { Instances } = await launch([{ DeviceIndex: 0, SubnetId: subnet }])
  await skip({ seconds: 10 })
  const InstanceId = Instances![0]!.InstanceId!
  const first = Instances![0]!.NetworkInterfaces![0]!.NetworkInterfaceId!
  const described = async (id = InstanceId) => {
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }))
    return Reservations![0]!.Instances![0]!
  }
  const create = async (input: object = {}, SubnetId = subnet) => {
    const made = await ec2.send(new CreateNetworkInterfaceCommand({ SubnetId, ...input }))
    return made.NetworkInterface!
  }
  const attach = async (NetworkInterfaceId: string, DeviceIndex = 1) => {
    const input = { NetworkInterfaceId, InstanceId, DeviceIndex }
    return (await ec2.send(new AttachNetworkInterfaceCommand(input))).AttachmentId!
  }
  const detach = (AttachmentId: string, Force?: boolean) =>
    ec2.send(new DetachNetworkInterfaceCommand({ AttachmentId, ...(Force && { Force }) }))
  const shown = async (NetworkInterfaceId: string) => {
    const NetworkInterfaceIds = [NetworkInterfaceId]
    const { NetworkInterfaces } = await ec2.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds }))
    return NetworkInterfaces![0]!
  }
  const metadata = (path: string) => {
    const headers = { 'x-aws-ec2-metadata-token-ttl-seconds': '60' }
    const ask = (method: string, at: string, sent: Record<string, string>) =>
      String(cloud.engine.metadata.handle(InstanceId, { method, path: at, headers: sent }).body)
    const token = ask('PUT', '/latest/api/token', headers)
    return ask('GET', `/latest/meta-data/${path}`, { 'x-aws-ec2-metadata-token': token })
  }
  return { ...cloud, subnet, subnetIn, launch, InstanceId, first, described, create, attach, detach, shown, metadata }
} // prettier-ignore

test('a second interface is on its way, then attached, and the instance knows it', async () => {
  const { skip, create, attach, described, shown, metadata, engine, InstanceId } = await withInstance()
  const made = await create({ Description: 'back end' })
  const AttachmentId = await attach(made.NetworkInterfaceId!)
  expect(AttachmentId).toMatch(/^eni-attach-[0-9a-f]{17}$/)
  expect((await shown(made.NetworkInterfaceId!)).Attachment).toMatchObject({
    AttachmentId,
    DeviceIndex: 1,
    Status: 'attaching',
    DeleteOnTermination: false,
  })
  expect(engine.network.cardsOf(InstanceId)).toHaveLength(1)
  await skip({ seconds: 5 })
  const { NetworkInterfaces } = await described()
  expect(NetworkInterfaces).toHaveLength(2)
  expect(NetworkInterfaces![1]).toMatchObject({
    NetworkInterfaceId: made.NetworkInterfaceId,
    Description: 'back end',
    Attachment: { DeviceIndex: 1, Status: 'attached' },
  })
  expect(engine.network.cardsOf(InstanceId)[1]).toMatchObject({
    deviceIndex: 1,
    mac: made.MacAddress,
    addresses: [made.PrivateIpAddress],
  })
  expect(metadata('network/interfaces/macs/').split('\n')).toContain(`${made.MacAddress}/`)
  const its = `network/interfaces/macs/${made.MacAddress}`
  expect(metadata(`${its}/device-number`)).toBe('1')
  expect(metadata(`${its}/local-ipv4s`)).toBe(made.PrivateIpAddress)
  expect(metadata('mac')).toBe(NetworkInterfaces![0]!.MacAddress)
})

test('an attachment is refused for a taken index, another zone, a taken interface and too many of them', async () => {
  const { skip, subnetIn, create, attach, launch, InstanceId } = await withInstance()
  const [one, two] = [await create(), await create()]
  expect(await refusal(attach(one.NetworkInterfaceId!, 0))).toBe(
    `InvalidParameterValue: Instance '${InstanceId}' already has an interface attached at device index '0'.`,
  )
  const far = await create({}, subnetIn('us-east-1b'))
  expect(await refusal(attach(far.NetworkInterfaceId!))).toBe(
    'InvalidParameterCombination: You may not attach a network interface to an instance if they are not in the same availability zone',
  )
  await attach(one.NetworkInterfaceId!)
  await skip({ seconds: 5 })
  expect(await refusal(attach(one.NetworkInterfaceId!, 2))).toBe(
    `InvalidNetworkInterface.InUse: Interface: [${one.NetworkInterfaceId}] in use.`,
  )
  expect(await refusal(attach(two.NetworkInterfaceId!, 2))).toBe(
    'AttachmentLimitExceeded: Interface count 3 exceeds the limit for t3.micro',
  )
  const pending = (await launch([])).Instances![0]!.InstanceId!
  expect(pending).not.toBe(InstanceId)
})

test('a detached interface is free again, and the first one stays for ever', async () => {
  const { ec2, skip, create, attach, detach, shown, described, first, engine, InstanceId } =
    await withInstance()
  const { NetworkInterfaceId: id = '' } = await create()
  const AttachmentId = await attach(id)
  await skip({ seconds: 5 })
  await detach(AttachmentId)
  expect((await shown(id)).Attachment?.Status).toBe('detaching')
  expect(engine.network.cardsOf(InstanceId)).toHaveLength(1)
  await skip({ seconds: 5 })
  expect((await shown(id)).Status).toBe('available')
  expect((await shown(id)).Attachment).toBeUndefined()
  expect(await refusal(detach(AttachmentId))).toBe(
    `InvalidAttachmentID.NotFound: The interface attachment '${AttachmentId}' does not exist.`,
  )
  const again = await attach(id)
  await skip({ seconds: 5 })
  await detach(again, true)
  expect((await shown(id)).Status).toBe('available')
  const its = (await shown(first)).Attachment!.AttachmentId!
  expect(await refusal(detach(its))).toBe(
    'OperationNotPermitted: The network interface at device index 0 and networkCard index 0 cannot be detached.',
  )
  await ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId] }))
  await skip({ minutes: 1 })
  await attach(id)
  await skip({ seconds: 5 })
  expect((await described()).NetworkInterfaces).toHaveLength(2)
})

test('termination takes the interfaces along that are to be deleted, and leaves the others', async () => {
  const { ec2, skip, create, attach, shown, first, InstanceId } = await withInstance('t3.small')
  const [kept, gone] = [await create(), await create()]
  await attach(kept.NetworkInterfaceId!, 1)
  const AttachmentId = await attach(gone.NetworkInterfaceId!, 2)
  await skip({ seconds: 5 })
  await ec2.send(
    new ModifyNetworkInterfaceAttributeCommand({
      NetworkInterfaceId: gone.NetworkInterfaceId,
      Attachment: { AttachmentId, DeleteOnTermination: true },
    }),
  )
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [InstanceId] }))
  await skip({ minutes: 2 })
  expect((await shown(kept.NetworkInterfaceId!)).Status).toBe('available')
  for (const id of [first, gone.NetworkInterfaceId!])
    expect(await refusal(shown(id))).toContain('InvalidNetworkInterfaceID.NotFound')
})

test('a launch makes as many interfaces and addresses as it is told, within the limits of its type', async () => {
  const { subnet, launch, described, skip } = await withInstance('t3.small')
  const { Instances } = await launch([
    { DeviceIndex: 1, SubnetId: subnet, SecondaryPrivateIpAddressCount: 2, DeleteOnTermination: false },
    { DeviceIndex: 0, SubnetId: subnet },
  ])
  await skip({ seconds: 10 })
  const { NetworkInterfaces, PublicIpAddress } = await described(Instances![0]!.InstanceId)
  expect(NetworkInterfaces!.map(({ Attachment }) => Attachment!.DeviceIndex)).toEqual([0, 1])
  expect(NetworkInterfaces![1]!.PrivateIpAddresses!.map(({ Primary }) => Primary)).toEqual([
    true,
    false,
    false,
  ])
  expect(PublicIpAddress).toBeUndefined()
  const card = (DeviceIndex: number) => ({ DeviceIndex, SubnetId: subnet })
  expect(await refusal(launch([0, 1, 2, 3].map(card)))).toBe(
    'AttachmentLimitExceeded: Interface count 4 exceeds the limit for t3.small',
  )
  expect(await refusal(launch([{ ...card(0), SecondaryPrivateIpAddressCount: 4 }]))).toBe(
    'PrivateIpAddressLimitExceeded: Number of private addresses will exceed limit.',
  )
  expect(await refusal(launch([{ ...card(0), AssociatePublicIpAddress: true }, card(1)]))).toBe(
    'InvalidParameterCombination: The associatePublicIPAddress parameter cannot be specified when launching with multiple network interfaces.',
  )
  expect(await refusal(launch([card(1), card(1)]))).toContain('InvalidParameterValue')
})

test('addresses are assigned by number or by name, move with their Elastic IP, and are given back', async () => {
  const { ec2, first, create, shown, allocated, assign, unassign } = await withAddresses()
  const other = (await create()).NetworkInterfaceId!
  const [{ PrivateIpAddress: address = '' }] = await assign({ SecondaryPrivateIpAddressCount: 1 })
  const { AllocationId, PublicIp } = await allocated()
  await ec2.send(
    new AssociateAddressCommand({ AllocationId, NetworkInterfaceId: first, PrivateIpAddress: address }),
  )
  expect((await shown(first)).PrivateIpAddresses![1]).toMatchObject({
    PrivateIpAddress: address,
    Association: { PublicIp, AllocationId },
  })
  const move = { NetworkInterfaceId: other, PrivateIpAddresses: [address] }
  expect(await refusal(assign(move))).toBe(
    `InvalidParameterValue: [${address}] assigned, but move is not allowed.`,
  )
  await assign({ ...move, AllowReassignment: true })
  expect((await shown(first)).PrivateIpAddresses).toHaveLength(1)
  const { Addresses } = await ec2.send(new DescribeAddressesCommand({ PublicIps: [PublicIp!] }))
  expect(Addresses![0]).toMatchObject({ NetworkInterfaceId: other, PrivateIpAddress: address })
  expect(await refusal(unassign(first, address))).toBe(
    `InvalidParameterValue: Some of [${address}] are not assigned to interface ${first}`,
  )
  await unassign(other, address)
  const free = await ec2.send(new DescribeAddressesCommand({ PublicIps: [PublicIp!] }))
  expect(free.Addresses![0]!.AssociationId).toBeUndefined()
})

const withAddresses = async () => {
  const cloud = await withInstance()
  const { ec2, first } = cloud
  const assign = async (input: object) => {
    const answer = await ec2.send(
      new AssignPrivateIpAddressesCommand({ NetworkInterfaceId: first, ...input }),
    )
    return answer.AssignedPrivateIpAddresses as [{ PrivateIpAddress?: string }]
  }
  const unassign = (NetworkInterfaceId: string, address: string) =>
    ec2.send(new UnassignPrivateIpAddressesCommand({ NetworkInterfaceId, PrivateIpAddresses: [address] }))
  return { ...cloud, assign, unassign, allocated: () => ec2.send(new AllocateAddressCommand({})) }
}

test('addresses beyond the limit of the type, outside the subnet or of nobody are refused', async () => {
  const { first, shown, assign, unassign, create, launch } = await withAddresses()
  const SecondaryPrivateIpAddressCount = -2
  const negative = "InvalidParameterValue: Invalid value '-2' for secondaryPrivateIpAddressCount."
  expect(await refusal(create({ SecondaryPrivateIpAddressCount }))).toBe(negative)
  expect(await refusal(launch([{ DeviceIndex: 0, SecondaryPrivateIpAddressCount }]))).toBe(negative)
  expect(await refusal(assign({ SecondaryPrivateIpAddressCount: 2 }))).toBe(
    'PrivateIpAddressLimitExceeded: Number of private addresses will exceed limit.',
  )
  expect(await refusal(assign({ PrivateIpAddresses: ['10.0.0.9'] }))).toBe(
    "InvalidParameterValue: Address 10.0.0.9 does not fall within the subnet's address range",
  )
  expect(await refusal(assign({ PrivateIpAddresses: ['nine'] }))).toBe(
    'InvalidParameterValue: invalid value for parameter address: nine',
  )
  const primary = (await shown(first)).PrivateIpAddress!
  expect(await refusal(unassign(first, primary))).toContain('are not assigned to interface')
})

test('calls that mean the one interface of an instance ask which, where there are two', async () => {
  const { ec2, skip, create, attach, InstanceId, allocated, described } = await withAddresses()
  const { NetworkInterfaceId: second = '', PrivateIpAddress } = await create()
  await attach(second)
  await skip({ seconds: 5 })
  const { AllocationId, PublicIp } = await allocated()
  const several = `InvalidInstanceID: There are multiple interfaces attached to instance '${InstanceId}'. Please specify an interface ID for the operation instead.`
  expect(await refusal(ec2.send(new AssociateAddressCommand({ AllocationId, InstanceId })))).toBe(several)
  const unchecked = new ModifyInstanceAttributeCommand({ InstanceId, SourceDestCheck: { Value: false } })
  expect(await refusal(ec2.send(unchecked))).toBe(several)
  await ec2.send(new AssociateAddressCommand({ AllocationId, NetworkInterfaceId: second }))
  const { NetworkInterfaces } = await described()
  expect(NetworkInterfaces![1]!.Association!.PublicIp).toBe(PublicIp)
  const { Addresses } = await ec2.send(new DescribeAddressesCommand({ PublicIps: [PublicIp!] }))
  expect(Addresses![0]).toMatchObject({ InstanceId, PrivateIpAddress })
})

test('with a second interface an instance gets no address of the pool when it starts', async () => {
  const { ec2, skip, create, attach, InstanceId, described } = await withInstance()
  expect((await described()).PublicIpAddress).toMatch(/^\d/)
  await attach((await create()).NetworkInterfaceId!)
  await ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId] }))
  await skip({ minutes: 1 })
  await ec2.send(new StartInstancesCommand({ InstanceIds: [InstanceId] }))
  await skip({ minutes: 1 })
  expect((await described()).PublicIpAddress).toBeUndefined()
})
