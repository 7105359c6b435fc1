import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteNatGatewayCommand,
  DeleteRouteCommand,
  DescribeInstancesCommand,
  DescribeNatGatewaysCommand,
  ModifySubnetAttributeCommand,
  ModifyVpcAttributeCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { refusal, testEngine } from '../testing/index.ts'

const home = { address: '203.0.113.25' }
const site = '198.51.100.10'
const anywhere = '0.0.0.0/0'

/** A public and a private subnet, as every course builds them. */
const withSubnets = async () => {
  const { ec2, engine, skip } = await testEngine()
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))
  const VpcId = Vpc!.VpcId!
  const subnet = async (CidrBlock: string) =>
    (await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone: 'us-east-1a' }))).Subnet!
      .SubnetId!
  const [open, hidden] = [await subnet('10.0.1.0/24'), await subnet('10.0.2.0/24')]
  await ec2.send(new ModifySubnetAttributeCommand({ SubnetId: open, MapPublicIpOnLaunch: { Value: true } }))
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}))
  const InternetGatewayId = InternetGateway!.InternetGatewayId!
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }))
  const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }))
  const RouteTableId = RouteTable!.RouteTableId!
  const route = { RouteTableId, DestinationCidrBlock: anywhere }
  await ec2.send(new CreateRouteCommand({ ...route, GatewayId: InternetGatewayId }))
  const associate = (SubnetId: string) => ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }))
  await associate(open)
  const request = { GroupName: 'ssh', Description: 'for a test', VpcId }
  const { GroupId } = await ec2.send(new CreateSecurityGroupCommand(request))
  const IpRanges = [{ CidrIp: anywhere }]
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges }]
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }))
  const launch = async (SubnetId: string, AssociatePublicIpAddress?: boolean) => {
    const card = { DeviceIndex: 0, SubnetId, Groups: [GroupId!] }
    const { Instances } = await ec2.send(
      new RunInstancesCommand({
        ImageId: 'ami-0fef201115eefe936',
        InstanceType: 't3.micro',
        MinCount: 1,
        MaxCount: 1,
        NetworkInterfaces: [
          { ...card, ...(AssociatePublicIpAddress !== undefined && { AssociatePublicIpAddress }) },
        ],
      }),
    )
    await skip({ seconds: 10 })
    const InstanceIds = [Instances![0]!.InstanceId!]
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }))
    return Reservations![0]!.Instances![0]!
  }
  const verdict = (from: { instanceId: string } | { address: string }, to: string) =>
    engine.network.verdict({ from, to, port: 22, protocol: 'tcp' })
  return { ec2, engine, VpcId, open, hidden, InternetGatewayId, route, associate, launch, verdict, skip }
}

test('instances of a public subnet are reached and reach out; those of a private one do neither', async () => {
  const { open, hidden, launch, verdict, associate } = await withSubnets()
  const front = await launch(open)
  // A public address alone makes no public subnet.
  const back = await launch(hidden, true)
  const [fromFront, fromBack] = [{ instanceId: front.InstanceId! }, { instanceId: back.InstanceId! }]
  expect(verdict(home, front.PublicIpAddress!).outcome).toBe('deliver')
  expect(verdict(fromFront, site)).toMatchObject({ outcome: 'outside', source: front.PublicIpAddress })

  expect(verdict(home, back.PublicIpAddress!).steps.at(-1)).toEqual({
    text: `The route table of ${hidden} has no route to an internet gateway.`,
    ok: false,
  })
  expect(verdict(fromBack, site).steps.at(-1)).toEqual({
    text: `The route table of ${hidden} has no route to ${site}.`,
    ok: false,
  })
  // Inside the VPC they meet: the way of a bastion host.
  expect(verdict(fromFront, back.PrivateIpAddress!)).toMatchObject({
    outcome: 'deliver',
    source: front.PrivateIpAddress,
  })

  await associate(hidden)
  expect(verdict(home, back.PublicIpAddress!).outcome).toBe('deliver')
  expect(verdict(fromBack, site).outcome).toBe('outside')
})

test('a lost route closes a subnet, and a narrow one lets only its block through', async () => {
  const { ec2, open, launch, verdict, route, InternetGatewayId } = await withSubnets()
  const { InstanceId, PublicIpAddress } = await launch(open)
  const inside = { instanceId: InstanceId! }
  await ec2.send(new DeleteRouteCommand(route))
  expect(verdict(home, PublicIpAddress!).outcome).toBe('dropped')
  expect(verdict(inside, site).outcome).toBe('dropped')
  const narrow = { ...route, DestinationCidrBlock: '198.51.100.0/24', GatewayId: InternetGatewayId }
  await ec2.send(new CreateRouteCommand(narrow))
  expect(verdict(inside, site).outcome).toBe('outside')
  // What comes from elsewhere gets in, but its answers find no way back.
  expect(verdict(home, PublicIpAddress!).outcome).toBe('dropped')
})

test('through a NAT gateway a private subnet reaches out, and nothing reaches in', async () => {
  const { ec2, VpcId, open, hidden, launch, verdict, skip } = await withSubnets()
  const { AllocationId, PublicIp } = await ec2.send(new AllocateAddressCommand({}))
  const { NatGateway } = await ec2.send(new CreateNatGatewayCommand({ SubnetId: open, AllocationId }))
  const { NatGatewayId, State } = NatGateway!
  expect(State).toBe('pending')
  const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }))
  const { RouteTableId } = RouteTable!
  const route = { RouteTableId, DestinationCidrBlock: anywhere, NatGatewayId }
  await ec2.send(new CreateRouteCommand(route))
  await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId: hidden }))
  const back = await launch(hidden)
  const inside = { instanceId: back.InstanceId! }
  expect(verdict(inside, site).outcome).toBe('dropped')
  await skip({ minutes: 2 })
  const { NatGateways } = await ec2.send(
    new DescribeNatGatewaysCommand({ Filter: [{ Name: 'state', Values: ['available'] }] }),
  )
  expect(NatGateways![0]!.NatGatewayAddresses![0]).toMatchObject({ PublicIp, Status: 'succeeded' })
  expect(verdict(inside, site)).toMatchObject({ outcome: 'outside', source: PublicIp })
  expect(verdict(home, PublicIp!).outcome).toBe('dropped')
  const twice = new CreateNatGatewayCommand({ SubnetId: open, AllocationId })
  expect(await refusal(ec2.send(twice))).toMatch(/^Resource.AlreadyAssociated: resource eipalloc-/)

  await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId }))
  await skip({ minutes: 1 })
  expect(verdict(inside, site).steps.at(-1)!.text).toBe(
    `The route to 0.0.0.0/0 is a black hole: ${NatGatewayId} is not there any more.`,
  )
  await skip({ hours: 2 })
  expect(await refusal(ec2.send(new DeleteNatGatewayCommand({ NatGatewayId })))).toBe(
    `NatGatewayNotFound: The Nat Gateway ${NatGatewayId} was not found`,
  )
})

test('a NAT gateway in a private subnet helps nobody, and without an internet gateway it fails', async () => {
  const { ec2, VpcId, hidden, launch, verdict, skip } = await withSubnets()
  const create = async (SubnetId: string) => {
    const { AllocationId } = await ec2.send(new AllocateAddressCommand({}))
    const { NatGateway } = await ec2.send(new CreateNatGatewayCommand({ SubnetId, AllocationId }))
    await skip({ minutes: 2 })
    return NatGateway!.NatGatewayId!
  }
  const NatGatewayId = await create(hidden)
  const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }))
  const { RouteTableId } = RouteTable!
  await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: anywhere, NatGatewayId }))
  await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId: hidden }))
  const { InstanceId } = await launch(hidden)
  expect(verdict({ instanceId: InstanceId! }, site).steps.at(-1)!.text).toContain(
    'is in a subnet without a route to an internet gateway',
  )

  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.1.0.0/16' }))
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: Vpc!.VpcId, CidrBlock: '10.1.0.0/24' }))
  const failed = await create(Subnet!.SubnetId!)
  const described = await ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds: [failed] }))
  expect(described.NatGateways![0]).toMatchObject({
    State: 'failed',
    FailureCode: 'Gateway.NotAttached',
    FailureMessage: `Network ${Vpc!.VpcId} has no Internet gateway attached`,
  })
})

test('without DNS hostnames an instance has no public name, with them it has', async () => {
  const { ec2, engine, VpcId, open, launch } = await withSubnets()
  const { InstanceId, PublicDnsName, PublicIpAddress, PrivateDnsName } = await launch(open)
  expect(PublicDnsName).toBe('')
  expect(PrivateDnsName).toMatch(/^ip-10-0-1-\d+\.ec2\.internal$/)
  const name = `ec2-${PublicIpAddress!.replaceAll('.', '-')}.compute-1.amazonaws.com`
  expect(engine.network.resolve(name, home)).toBeUndefined()
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }))
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId!] }))
  expect(Reservations![0]!.Instances![0]!.PublicDnsName).toBe(name)
  expect(engine.network.resolve(name, home)).toBe(PublicIpAddress)
})
