import {
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  CreateDefaultVpcCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteInternetGatewayCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeInternetGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  DetachInternetGatewayCommand,
  DisassociateRouteTableCommand,
  ModifySubnetAttributeCommand,
  ModifyVpcAttributeCommand,
  ReplaceRouteCommand,
  ReplaceRouteTableAssociationCommand,
} from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { refusal, testEngine } from '../../../testing/index.ts'

const withVpc = async (CidrBlock = '10.0.0.0/16') => {
  const engine = await testEngine()
  const { ec2 } = engine
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock }))
  const VpcId = Vpc!.VpcId!
  const subnet = async (CidrBlock: string, AvailabilityZone = 'us-east-1a') =>
    (await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }))).Subnet!.SubnetId!
  const gateway = async (attach = true) => {
    const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}))
    const InternetGatewayId = InternetGateway!.InternetGatewayId!
    if (attach) await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }))
    return InternetGatewayId
  }
  const table = async () => (await ec2.send(new CreateRouteTableCommand({ VpcId }))).RouteTable!.RouteTableId!
  const tables = async () => {
    const Filters = [{ Name: 'vpc-id', Values: [VpcId] }]
    return (await ec2.send(new DescribeRouteTablesCommand({ Filters }))).RouteTables!
  }
  return { ...engine, VpcId, subnet, gateway, table, tables }
}

test('a VPC comes with a main route table, an ACL and a default group, and goes with them', async () => {
  const { ec2, VpcId, tables } = await withVpc('10.9.8.7/16')
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [VpcId] }))
  expect(Vpcs![0]).toMatchObject({ CidrBlock: '10.9.0.0/16', IsDefault: false, State: 'available' })
  const [main] = await tables()
  expect(main!.Associations![0]).toMatchObject({ Main: true })
  expect(main!.Routes).toEqual([
    {
      DestinationCidrBlock: '10.9.0.0/16',
      GatewayId: 'local',
      Origin: 'CreateRouteTable',
      State: 'active',
    },
  ])
  const Filters = [{ Name: 'vpc-id', Values: [VpcId] }]
  const { NetworkAcls } = await ec2.send(new DescribeNetworkAclsCommand({ Filters }))
  expect(NetworkAcls![0]!.Entries!.map((entry) => entry.RuleAction)).toEqual([
    'allow',
    'deny',
    'allow',
    'deny',
  ])
  await ec2.send(new DeleteVpcCommand({ VpcId }))
  expect(await tables()).toEqual([])
  expect(await refusal(ec2.send(new DeleteVpcCommand({ VpcId })))).toBe(
    `InvalidVpcID.NotFound: The vpc ID '${VpcId}' does not exist`,
  )
})

test('blocks of VPCs and subnets are checked in the words of AWS', async () => {
  const { ec2, VpcId, subnet } = await withVpc()
  const create = (CidrBlock: string) => refusal(ec2.send(new CreateVpcCommand({ CidrBlock })))
  expect(await create('10.0.0.0/8')).toBe("InvalidVpc.Range: The CIDR '10.0.0.0/8' is invalid.")
  expect(await create('ten')).toBe(
    'InvalidParameterValue: Value (ten) for parameter cidrBlock is invalid. This is not a valid CIDR block.',
  )
  await subnet('10.0.1.0/24')
  expect(await refusal(subnet('10.0.1.128/25'))).toBe(
    "InvalidSubnet.Conflict: The CIDR '10.0.1.128/25' conflicts with another subnet",
  )
  expect(await refusal(subnet('10.1.0.0/24'))).toBe("InvalidSubnet.Range: The CIDR '10.1.0.0/24' is invalid.")
  expect(await refusal(subnet('10.0.18.0/29'))).toBe(
    "InvalidSubnet.Range: The CIDR '10.0.18.0/29' is invalid.",
  )
  expect(await refusal(subnet('10.0.2.0/24', 'us-east-1z'))).toBe(
    'InvalidParameterValue: Value (us-east-1z) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f.',
  )
  const DryRun = true
  expect(
    await refusal(ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.2.0/24', DryRun }))),
  ).toMatch(/^DryRunOperation/)
  for (const network of ['10.1', '10.2', '10.3'])
    await ec2.send(new CreateVpcCommand({ CidrBlock: `${network}.0.0/16` }))
  expect(await create('10.4.0.0/16')).toBe('VpcLimitExceeded: The maximum number of VPCs has been reached.')
})

test('a subnet maps public addresses once it is told to', async () => {
  const { ec2, subnet } = await withVpc()
  const SubnetId = await subnet('10.0.1.0/24', 'us-east-1b')
  const described = async () =>
    (await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [SubnetId] }))).Subnets![0]!
  expect(await described()).toMatchObject({
    AvailabilityZoneId: 'use1-az1',
    AvailableIpAddressCount: 251,
    MapPublicIpOnLaunch: false,
  })
  await ec2.send(new ModifySubnetAttributeCommand({ SubnetId, MapPublicIpOnLaunch: { Value: true } }))
  expect((await described()).MapPublicIpOnLaunch).toBe(true)
  expect(await refusal(ec2.send(new ModifySubnetAttributeCommand({ SubnetId })))).toBe(
    'InvalidParameterCombination: No attributes specified.',
  )
})

test("a VPC's DNS attributes are changed one at a time", async () => {
  const { ec2, VpcId } = await withVpc()
  const hostnames = async () =>
    (await ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsHostnames' })))
      .EnableDnsHostnames!.Value
  expect(await hostnames()).toBe(false)
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }))
  expect(await hostnames()).toBe(true)
  const both = { EnableDnsHostnames: { Value: true }, EnableDnsSupport: { Value: true } }
  expect(await refusal(ec2.send(new ModifyVpcAttributeCommand({ VpcId, ...both })))).toBe(
    'InvalidParameterCombination: Fields for multiple attribute types specified',
  )
})

test('an internet gateway belongs to one VPC, and a VPC has one', async () => {
  const { ec2, VpcId, gateway } = await withVpc()
  const InternetGatewayId = await gateway()
  const attach = (id: string) =>
    refusal(ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: id, VpcId })))
  const detach = () => ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }))
  const remove = () => ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId }))
  expect(await attach(InternetGatewayId)).toBe(
    `Resource.AlreadyAssociated: resource ${InternetGatewayId} is already attached to network ${VpcId}`,
  )
  expect(await attach(await gateway(false))).toBe(
    `InvalidParameterValue: Network ${VpcId} already has an internet gateway attached`,
  )
  const Filters = [{ Name: 'attachment.vpc-id', Values: [VpcId] }]
  const { InternetGateways } = await ec2.send(new DescribeInternetGatewaysCommand({ Filters }))
  expect(InternetGateways).toEqual([
    {
      Attachments: [{ State: 'available', VpcId }],
      InternetGatewayId,
      OwnerId: '123456789012',
      Tags: [],
    },
  ])
  expect(await refusal(remove())).toBe(
    `DependencyViolation: The internetGateway '${InternetGatewayId}' has dependencies and cannot be deleted.`,
  )
  await detach()
  expect(await refusal(detach())).toBe(
    `Gateway.NotAttached: resource ${InternetGatewayId} is not attached to network ${VpcId}`,
  )
  await remove()
  expect(await refusal(remove())).toBe(
    `InvalidInternetGatewayID.NotFound: The internetGateway ID '${InternetGatewayId}' does not exist`,
  )
})

test('routes are made once, replaced, and deleted; those to a lost gateway are black holes', async () => {
  const { ec2, VpcId, gateway, table, tables } = await withVpc()
  const [RouteTableId, GatewayId] = [await table(), await gateway()]
  const DestinationCidrBlock = '0.0.0.0/0'
  const route = { RouteTableId, DestinationCidrBlock, GatewayId }
  const message = `There is no route defined for '0.0.0.0/0' in the route table. Use CreateRoute instead.`
  expect(await refusal(ec2.send(new ReplaceRouteCommand(route)))).toBe(`InvalidParameterValue: ${message}`)
  expect((await ec2.send(new CreateRouteCommand(route))).Return).toBe(true)
  const stranger = await gateway(false)
  expect(await refusal(ec2.send(new CreateRouteCommand({ ...route, GatewayId: stranger })))).toBe(
    `InvalidParameterValue: route table ${RouteTableId} and network gateway ${stranger} belong to different networks`,
  )
  const unknown = 'igw-0123456789abcdef0'
  expect(await refusal(ec2.send(new CreateRouteCommand({ ...route, GatewayId: unknown })))).toBe(
    `InvalidGatewayID.NotFound: The gateway ID '${unknown}' does not exist`,
  )
  const local = { RouteTableId, DestinationCidrBlock: '10.0.0.0/16' }
  expect(await refusal(ec2.send(new CreateRouteCommand({ ...local, GatewayId })))).toBe(
    'RouteAlreadyExists: The route identified by 10.0.0.0/16 already exists.',
  )
  expect(await refusal(ec2.send(new DeleteRouteCommand(local)))).toBe(
    `InvalidParameterValue: cannot remove local route 10.0.0.0/16 in route table ${RouteTableId}`,
  )
  await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId: GatewayId, VpcId }))
  const [, own] = await tables()
  expect(own!.Routes!.map((each) => each.State)).toEqual(['active', 'blackhole'])
  await ec2.send(new DeleteRouteCommand(route))
  expect(await refusal(ec2.send(new DeleteRouteCommand(route)))).toBe(
    `InvalidRoute.NotFound: no route with destination-cidr-block 0.0.0.0/0 in route table ${RouteTableId}`,
  )
})

test('a subnet has one table of its own, or goes by the main one', async () => {
  const { ec2, subnet, table, tables } = await withVpc()
  const [SubnetId, first, second] = [await subnet('10.0.1.0/24'), await table(), await table()]
  const associate = (RouteTableId: string) =>
    ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }))
  const { AssociationId } = await associate(first)
  expect((await associate(first)).AssociationId).toBe(AssociationId)
  expect(await refusal(associate(second))).toBe(
    `Resource.AlreadyAssociated: the specified association for route table ${second} conflicts with an existing association`,
  )
  expect(await refusal(ec2.send(new DeleteRouteTableCommand({ RouteTableId: first })))).toBe(
    `DependencyViolation: The routeTable '${first}' has dependencies and cannot be deleted.`,
  )
  const { NewAssociationId } = await ec2.send(
    new ReplaceRouteTableAssociationCommand({ AssociationId, RouteTableId: second }),
  )
  expect(await refusal(ec2.send(new DisassociateRouteTableCommand({ AssociationId })))).toBe(
    `InvalidAssociationID.NotFound: The association ID '${AssociationId}' does not exist`,
  )
  await ec2.send(new DeleteRouteTableCommand({ RouteTableId: first }))
  const main = (await tables())[0]!.Associations![0]!.RouteTableAssociationId!
  expect(await refusal(ec2.send(new DisassociateRouteTableCommand({ AssociationId: main })))).toBe(
    `InvalidParameterValue: cannot disassociate the main route table association ${main}`,
  )
  await ec2.send(new DisassociateRouteTableCommand({ AssociationId: NewAssociationId }))
  await ec2.send(new ReplaceRouteTableAssociationCommand({ AssociationId: main, RouteTableId: second }))
  expect((await tables()).map((each) => each.Associations!.map(({ Main }) => Main))).toEqual([[], [true]])
})

test('what is in a VPC holds it', async () => {
  const { ec2, VpcId, subnet, gateway, table } = await withVpc()
  const held = async () =>
    expect(await refusal(ec2.send(new DeleteVpcCommand({ VpcId })))).toBe(
      `DependencyViolation: The vpc '${VpcId}' has dependencies and cannot be deleted.`,
    )
  const SubnetId = await subnet('10.0.1.0/24')
  await held()
  const RouteTableId = await table()
  await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }))
  await ec2.send(new DeleteSubnetCommand({ SubnetId }))
  await held()
  await ec2.send(new DeleteRouteTableCommand({ RouteTableId }))
  const InternetGatewayId = await gateway()
  await held()
  await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }))
  const request = { GroupName: 'web', Description: 'for a test', VpcId }
  const { GroupId } = await ec2.send(new CreateSecurityGroupCommand(request))
  await held()
  await ec2.send(new DeleteSecurityGroupCommand({ GroupId }))
  await ec2.send(new DeleteVpcCommand({ VpcId }))
})

test('the default VPC can be deleted and made again', async () => {
  const { ec2 } = await testEngine({ region: 'us-west-1' })
  const message = 'A Default VPC already exists for this account in this region.'
  expect(await refusal(ec2.send(new CreateDefaultVpcCommand({})))).toBe(`DefaultVpcAlreadyExists: ${message}`)
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({}))
  const [{ SubnetId, VpcId }] = Subnets as [{ SubnetId: string; VpcId: string }]
  const { InternetGateways } = await ec2.send(new DescribeInternetGatewaysCommand({}))
  const { InternetGatewayId } = InternetGateways![0]!
  await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }))
  for (const each of Subnets!) await ec2.send(new DeleteSubnetCommand({ SubnetId: each.SubnetId }))
  expect(await refusal(ec2.send(new DeleteSubnetCommand({ SubnetId })))).toMatch('InvalidSubnetID.NotFound')
  await ec2.send(new DeleteVpcCommand({ VpcId }))
  const { Vpc } = await ec2.send(new CreateDefaultVpcCommand({}))
  expect(Vpc!.IsDefault).toBe(true)
  expect((await ec2.send(new DescribeSubnetsCommand({}))).Subnets).toHaveLength(2)
})
