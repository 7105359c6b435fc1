import { type Case, casesOf } from './case.ts'

const { good, bad } = casesOf('ec2')

/** Of what cannot be made here there is none: by id it does not exist, and the list is empty. */
const none: Case[] = [
  ['DescribeVpcEndpoints', 'VpcEndpointIds', 'vpce', 'InvalidVpcEndpointId.NotFound', 'Vpc Endpoint Id'],
  [
    'DescribeVpcPeeringConnections',
    'VpcPeeringConnectionIds',
    'pcx',
    'InvalidVpcPeeringConnectionID.NotFound',
    'vpcPeeringConnection ID',
  ],
  [
    'DescribeEgressOnlyInternetGateways',
    'EgressOnlyInternetGatewayIds',
    'eigw',
    'InvalidEgressOnlyInternetGatewayId.NotFound',
    'egressOnlyInternetGateway ID',
  ],
  ['DescribeVpnGateways', 'VpnGatewayIds', 'vgw', 'InvalidVpnGatewayID.NotFound', 'vpnGateway ID'],
  ['DescribeFlowLogs', 'FlowLogIds', 'fl', 'InvalidFlowLogId.NotFound', 'flow log ID'],
  [
    'DescribeSpotInstanceRequests',
    'SpotInstanceRequestIds',
    'sir',
    'InvalidSpotInstanceRequestID.NotFound',
    'spot instance request ID',
  ],
  [
    'DescribeReservedInstances',
    'ReservedInstancesIds',
    'ri',
    'InvalidReservedInstancesId',
    'reserved instances ID',
  ],
  ['DescribeHosts', 'HostIds', 'h', 'InvalidHostID.NotFound', 'host ID'],
  [
    'DescribeCapacityReservations',
    'CapacityReservationIds',
    'cr',
    'InvalidCapacityReservationId.NotFound',
    'capacity reservation ID',
  ],
].flatMap(([operation, ids, prefix, code, what]) => [
  good(operation!, {}, { answer: { [operation!.slice('Describe'.length)]: [] } }),
  bad(
    operation!,
    { [ids!]: [`${prefix}-0123456789abcdef0`] },
    code!,
    `The ${what} '${prefix}-0123456789abcdef0' does not exist`,
  ),
])

const zones: Case[] = [
  good(
    'DescribeRegions',
    { RegionNames: ['eu-central-1'] },
    {
      answer: { Regions: [{ RegionName: 'eu-central-1', Endpoint: 'ec2.eu-central-1.amazonaws.com' }] },
    },
  ),
  bad('DescribeRegions', { RegionNames: ['moon-1'] }, 'InvalidParameterValue', 'Invalid region: [moon-1]'),
  good(
    'DescribeAvailabilityZones',
    { Filters: [{ Name: 'zone-id', Values: ['use1-az6'] }] },
    {
      answer: { AvailabilityZones: [{ ZoneName: 'us-east-1a', ZoneId: 'use1-az6', State: 'available' }] },
    },
  ),
  bad(
    'DescribeAvailabilityZones',
    { ZoneNames: ['us-east-1z'] },
    'InvalidParameterValue',
    'Invalid availability zone: [us-east-1z]',
  ),
  good(
    'DescribeAccountAttributes',
    { AttributeNames: ['supported-platforms'] },
    {
      answer: { AccountAttributes: [{ AttributeValues: [{ AttributeValue: 'VPC' }] }] },
    },
  ),
  bad(
    'DescribeAccountAttributes',
    { AttributeNames: ['max-fun'] },
    'InvalidParameterValue',
    'Value (max-fun) for parameter attributeName is invalid.',
  ),
]

/** Who deletes a region's default VPC gets another for the asking. */
const furnishAgain = (region: string): Case[] => [
  good('DescribeVpcs', {}, { region, keep: { oldVpc: 'Vpcs.0.VpcId' } }),
  good(
    'DescribeSubnets',
    {},
    {
      region,
      keep: { oldSubnet: 'Subnets.0.SubnetId', otherSubnet: 'Subnets.1.SubnetId' },
    },
  ),
  good(
    'DescribeInternetGateways',
    {},
    {
      region,
      keep: { oldGateway: 'InternetGateways.0.InternetGatewayId' },
    },
  ),
  good('DetachInternetGateway', { InternetGatewayId: '$oldGateway', VpcId: '$oldVpc' }, { region }),
  good('DeleteSubnet', { SubnetId: '$oldSubnet' }, { region }),
  good('DeleteSubnet', { SubnetId: '$otherSubnet' }, { region }),
  good('DeleteVpc', { VpcId: '$oldVpc' }, { region }),
  good('CreateDefaultVpc', {}, { region, answer: { Vpc: { CidrBlock: '172.31.0.0/16', IsDefault: true } } }),
]

const vpcs: Case[] = [
  good(
    'DescribeVpcs',
    { Filters: [{ Name: 'is-default', Values: ['true'] }] },
    {
      answer: { Vpcs: [{ CidrBlock: '172.31.0.0/16', State: 'available', IsDefault: true }] },
      keep: { defaultVpc: 'Vpcs.0.VpcId' },
    },
  ),
  bad(
    'DescribeVpcs',
    { VpcIds: ['vpc-0123456789abcdef0'] },
    'InvalidVpcID.NotFound',
    "The vpc ID 'vpc-0123456789abcdef0' does not exist",
  ),
  ...furnishAgain('us-west-1'),
  bad(
    'CreateDefaultVpc',
    {},
    'DefaultVpcAlreadyExists',
    'A Default VPC already exists for this account in this region.',
  ),
  good(
    'CreateVpc',
    {
      CidrBlock: '10.0.0.1/16',
      TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'Name', Value: 'shop' }] }],
    },
    {
      answer: { Vpc: { CidrBlock: '10.0.0.0/16', State: 'pending', Tags: [{ Key: 'Name', Value: 'shop' }] } },
      keep: { vpc: 'Vpc.VpcId' },
    },
  ),
  bad('CreateVpc', { CidrBlock: '10.0.0.0/8' }, 'InvalidVpc.Range', "The CIDR '10.0.0.0/8' is invalid."),
  bad(
    'CreateVpc',
    { CidrBlock: '10.0.0.0' },
    'InvalidParameterValue',
    'Value (10.0.0.0) for parameter cidrBlock is invalid. This is not a valid CIDR block.',
  ),
  good(
    'DescribeDhcpOptions',
    { Filters: [{ Name: 'key', Values: ['domain-name'] }] },
    { answer: { DhcpOptions: [{ OwnerId: '$account' }] } },
  ),
  bad(
    'DescribeDhcpOptions',
    { DhcpOptionsIds: ['dopt-0123456789abcdef0'] },
    'InvalidDhcpOptionID.NotFound',
    "The dhcpOption ID 'dopt-0123456789abcdef0' does not exist",
  ),
  good('ModifyVpcAttribute', { VpcId: '$vpc', EnableDnsHostnames: { Value: true } }),
  bad('ModifyVpcAttribute', { VpcId: '$vpc' }, 'InvalidParameterCombination', 'No attributes specified.'),
  good(
    'DescribeVpcAttribute',
    { VpcId: '$vpc', Attribute: 'enableDnsHostnames' },
    {
      answer: { VpcId: '$vpc', EnableDnsHostnames: { Value: true } },
    },
  ),
  bad(
    'DescribeVpcAttribute',
    { VpcId: '$vpc', Attribute: 'bad' },
    'InvalidParameterValue',
    'Value (bad) for parameter attribute is invalid. Unknown attribute.',
  ),
  good(
    'CreateSubnet',
    { VpcId: '$vpc', CidrBlock: '10.0.1.0/24', AvailabilityZone: 'us-east-1a' },
    {
      answer: { Subnet: { CidrBlock: '10.0.1.0/24', AvailableIpAddressCount: 251, State: 'available' } },
      keep: { subnet: 'Subnet.SubnetId' },
    },
  ),
  good(
    'CreateSubnet',
    { VpcId: '$vpc', CidrBlock: '10.0.2.0/24', AvailabilityZone: 'us-east-1b' },
    {
      keep: { privateSubnet: 'Subnet.SubnetId' },
    },
  ),
  bad(
    'CreateSubnet',
    { VpcId: '$vpc', CidrBlock: '10.0.1.128/25' },
    'InvalidSubnet.Conflict',
    "The CIDR '10.0.1.128/25' conflicts with another subnet",
  ),
  bad(
    'CreateSubnet',
    { VpcId: '$vpc', CidrBlock: '10.0.3.0/29' },
    'InvalidSubnet.Range',
    "The CIDR '10.0.3.0/29' is invalid.",
  ),
  good('ModifySubnetAttribute', { SubnetId: '$subnet', MapPublicIpOnLaunch: { Value: true } }),
  bad(
    'ModifySubnetAttribute',
    { SubnetId: 'subnet-0123456789abcdef0', MapPublicIpOnLaunch: { Value: true } },
    'InvalidSubnetID.NotFound',
    "The subnet ID 'subnet-0123456789abcdef0' does not exist",
  ),
  good(
    'DescribeSubnets',
    { SubnetIds: ['$subnet'] },
    {
      answer: { Subnets: [{ MapPublicIpOnLaunch: true, VpcId: '$vpc' }] },
    },
  ),
  bad(
    'DescribeSubnets',
    { SubnetIds: ['subnet-00000000000000000'] },
    'InvalidSubnetID.NotFound',
    "The subnet ID 'subnet-00000000000000000' does not exist",
  ),
  good(
    'DescribeSpotPriceHistory',
    {
      InstanceTypes: ['t3.micro'],
      Filters: [{ Name: 'product-description', Values: ['Linux/UNIX'] }],
    },
    { answer: { SpotPriceHistory: [] } },
  ),
  bad(
    'DescribeSpotPriceHistory',
    { Filters: [{ Name: 'bad', Values: ['x'] }] },
    'InvalidParameterValue',
    "The filter 'bad' is invalid",
  ),
  good(
    'DescribeNetworkAcls',
    { Filters: [{ Name: 'vpc-id', Values: ['$vpc'] }] },
    {
      answer: { NetworkAcls: [{ IsDefault: true, VpcId: '$vpc' }] },
    },
  ),
  bad(
    'DescribeNetworkAcls',
    { Filters: [{ Name: 'bad', Values: ['x'] }] },
    'InvalidParameterValue',
    "The filter 'bad' is invalid",
  ),
]

const rule = { NetworkAclId: '$acl', RuleNumber: 100, Protocol: '6', Egress: false }

const acls: Case[] = [
  good(
    'CreateNetworkAcl',
    {
      VpcId: '$vpc',
      TagSpecifications: [{ ResourceType: 'network-acl', Tags: [{ Key: 'Name', Value: 'guard' }] }],
    },
    {
      answer: { NetworkAcl: { VpcId: '$vpc', IsDefault: false, Tags: [{ Key: 'Name', Value: 'guard' }] } },
      keep: { acl: 'NetworkAcl.NetworkAclId' },
    },
  ),
  bad(
    'CreateNetworkAcl',
    { VpcId: 'vpc-0123456789abcdef0' },
    'InvalidVpcID.NotFound',
    "The vpc ID 'vpc-0123456789abcdef0' does not exist",
  ),
  good('CreateNetworkAclEntry', {
    ...rule,
    RuleAction: 'allow',
    CidrBlock: '0.0.0.0/0',
    PortRange: { From: 22, To: 22 },
  }),
  bad(
    'CreateNetworkAclEntry',
    { ...rule, RuleAction: 'allow', CidrBlock: '0.0.0.0/0', PortRange: { From: 80, To: 80 } },
    'NetworkAclEntryAlreadyExists',
    'The network acl entry identified by 100 already exists.',
  ),
  good('ReplaceNetworkAclEntry', {
    ...rule,
    RuleAction: 'deny',
    CidrBlock: '203.0.113.7/24',
    PortRange: { From: 22, To: 23 },
  }),
  bad(
    'ReplaceNetworkAclEntry',
    {
      ...rule,
      RuleNumber: 90,
      RuleAction: 'deny',
      CidrBlock: '0.0.0.0/0',
      PortRange: { From: 22, To: 23 },
    },
    'InvalidNetworkAclEntry.NotFound',
    'no ingress entry with number 90',
  ),
  good(
    'DescribeNetworkAcls',
    { Filters: [{ Name: 'entry.cidr', Values: ['203.0.113.0/24'] }] },
    { answer: { NetworkAcls: [{ NetworkAclId: '$acl', Associations: [] }] } },
  ),
  good(
    'DescribeNetworkAcls',
    { Filters: [{ Name: 'association.subnet-id', Values: ['$privateSubnet'] }] },
    { keep: { defaultAcl: 'NetworkAcls.0.NetworkAclId' } },
  ),
  // A subnet that comes last stands last in the list of its ACL.
  good(
    'CreateSubnet',
    { VpcId: '$vpc', CidrBlock: '10.0.9.0/24' },
    { keep: { guardedSubnet: 'Subnet.SubnetId' } },
  ),
  good(
    'DescribeNetworkAcls',
    { NetworkAclIds: ['$defaultAcl'] },
    { keep: { aclAssociation: 'NetworkAcls.0.Associations.2.NetworkAclAssociationId' } },
  ),
  good(
    'ReplaceNetworkAclAssociation',
    { AssociationId: '$aclAssociation', NetworkAclId: '$acl' },
    { keep: { newAclAssociation: 'NewAssociationId' } },
  ),
  bad(
    'ReplaceNetworkAclAssociation',
    { AssociationId: '$aclAssociation', NetworkAclId: '$acl' },
    'InvalidAssociationID.NotFound',
    "The association ID '$aclAssociation' does not exist",
  ),
  bad(
    'DeleteNetworkAcl',
    { NetworkAclId: '$acl' },
    'DependencyViolation',
    "The networkAcl '$acl' has dependencies and cannot be deleted.",
  ),
  good('DeleteNetworkAclEntry', { NetworkAclId: '$acl', RuleNumber: 100, Egress: false }),
  bad(
    'DeleteNetworkAclEntry',
    { NetworkAclId: '$acl', RuleNumber: 100, Egress: false },
    'InvalidNetworkAclEntry.NotFound',
    'no ingress entry with number 100',
  ),
  good('ReplaceNetworkAclAssociation', {
    AssociationId: '$newAclAssociation',
    NetworkAclId: '$defaultAcl',
  }),
  good('DeleteNetworkAcl', { NetworkAclId: '$acl' }),
  good('DeleteSubnet', { SubnetId: '$guardedSubnet' }),
]

const routes: Case[] = [
  good('CreateInternetGateway', {}, { keep: { gateway: 'InternetGateway.InternetGatewayId' } }),
  bad(
    'CreateInternetGateway',
    { TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'a', Value: 'b' }] }] },
    'InvalidParameterValue',
    "'vpc' is not a valid taggable resource type for this operation.",
  ),
  good('AttachInternetGateway', { InternetGatewayId: '$gateway', VpcId: '$vpc' }),
  bad(
    'AttachInternetGateway',
    { InternetGatewayId: '$gateway', VpcId: '$vpc' },
    'Resource.AlreadyAssociated',
    'resource $gateway is already attached to network $vpc',
  ),
  good(
    'DescribeInternetGateways',
    { InternetGatewayIds: ['$gateway'] },
    {
      answer: { InternetGateways: [{ Attachments: [{ State: 'available', VpcId: '$vpc' }] }] },
    },
  ),
  bad(
    'DescribeInternetGateways',
    { InternetGatewayIds: ['igw-0123456789abcdef0'] },
    'InvalidInternetGatewayID.NotFound',
    "The internetGateway ID 'igw-0123456789abcdef0' does not exist",
  ),
  good(
    'CreateRouteTable',
    { VpcId: '$vpc' },
    {
      answer: { RouteTable: { Routes: [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' }] } },
      keep: { table: 'RouteTable.RouteTableId' },
    },
  ),
  bad(
    'CreateRouteTable',
    { VpcId: 'vpc-0123456789abcdef0' },
    'InvalidVpcID.NotFound',
    "The vpc ID 'vpc-0123456789abcdef0' does not exist",
  ),
  good(
    'CreateRoute',
    { RouteTableId: '$table', DestinationCidrBlock: '0.0.0.0/0', GatewayId: '$gateway' },
    {
      answer: { Return: true },
    },
  ),
  bad(
    'CreateRoute',
    { RouteTableId: '$table', DestinationCidrBlock: '10.0.0.0/16', GatewayId: '$gateway' },
    'RouteAlreadyExists',
    'The route identified by 10.0.0.0/16 already exists.',
  ),
  good(
    'AssociateRouteTable',
    { RouteTableId: '$table', SubnetId: '$subnet' },
    {
      answer: { AssociationState: { State: 'associated' } },
      keep: { association: 'AssociationId' },
    },
  ),
  bad(
    'AssociateRouteTable',
    { RouteTableId: 'rtb-0123456789abcdef0', SubnetId: '$subnet' },
    'InvalidRouteTableID.NotFound',
    "The routeTable ID 'rtb-0123456789abcdef0' does not exist",
  ),
  good(
    'DescribeRouteTables',
    { Filters: [{ Name: 'association.subnet-id', Values: ['$subnet'] }] },
    {
      answer: { RouteTables: [{ RouteTableId: '$table', Associations: [{ Main: false }] }] },
    },
  ),
  good(
    'DescribeRouteTables',
    {
      Filters: [
        { Name: 'vpc-id', Values: ['$vpc'] },
        { Name: 'association.main', Values: ['true'] },
      ],
    },
    { keep: { mainTable: 'RouteTables.0.RouteTableId' } },
  ),
  bad(
    'DescribeRouteTables',
    { RouteTableIds: ['rtb-0123456789abcdef0'] },
    'InvalidRouteTableID.NotFound',
    "The routeTable ID 'rtb-0123456789abcdef0' does not exist",
  ),
  good(
    'ReplaceRouteTableAssociation',
    { AssociationId: '$association', RouteTableId: '$mainTable' },
    {
      keep: { association: 'NewAssociationId' },
    },
  ),
  bad(
    'ReplaceRouteTableAssociation',
    { AssociationId: 'rtbassoc-0123456789abcdef0', RouteTableId: '$mainTable' },
    'InvalidAssociationID.NotFound',
    "The association ID 'rtbassoc-0123456789abcdef0' does not exist",
  ),
  good('DisassociateRouteTable', { AssociationId: '$association' }),
  bad(
    'DisassociateRouteTable',
    { AssociationId: '$association' },
    'InvalidAssociationID.NotFound',
    "The association ID '$association' does not exist",
  ),
  good('AssociateRouteTable', { RouteTableId: '$table', SubnetId: '$subnet' }),
]

const translation: Case[] = [
  good(
    'AllocateAddress',
    { Domain: 'vpc' },
    {
      answer: { Domain: 'vpc', PublicIpv4Pool: 'amazon', NetworkBorderGroup: 'us-east-1' },
      keep: { natAddress: 'AllocationId' },
    },
  ),
  bad('AllocateAddress', { NetworkBorderGroup: 'invalid' }, 'InvalidParameterValue', 'invalid'),
  good(
    'CreateNatGateway',
    { SubnetId: '$subnet', AllocationId: '$natAddress' },
    {
      answer: { NatGateway: { State: 'pending', VpcId: '$vpc' } },
      keep: { nat: 'NatGateway.NatGatewayId' },
    },
  ),
  bad(
    'CreateNatGateway',
    { SubnetId: '$subnet', AllocationId: 'eipalloc-0123456789abcdef0' },
    'InvalidAllocationID.NotFound',
    "The allocation ID 'eipalloc-0123456789abcdef0' does not exist",
  ),
  good(
    'DescribeNatGateways',
    { NatGatewayIds: ['$nat'] },
    {
      answer: {
        NatGateways: [{ State: 'available', NatGatewayAddresses: [{ AllocationId: '$natAddress' }] }],
      },
    },
  ),
  bad(
    'DescribeNatGateways',
    { NatGatewayIds: ['nat-0123456789abcdef0'] },
    'NatGatewayNotFound',
    'The Nat Gateway nat-0123456789abcdef0 was not found',
  ),
  good('CreateRoute', {
    RouteTableId: '$mainTable',
    DestinationCidrBlock: '0.0.0.0/0',
    NatGatewayId: '$nat',
  }),
  good('ReplaceRoute', {
    RouteTableId: '$mainTable',
    DestinationCidrBlock: '0.0.0.0/0',
    GatewayId: '$gateway',
  }),
  bad(
    'ReplaceRoute',
    { RouteTableId: '$mainTable', DestinationCidrBlock: '1.0.0.0/8', GatewayId: '$gateway' },
    'InvalidParameterValue',
    "There is no route defined for '1.0.0.0/8' in the route table. Use CreateRoute instead.",
  ),
  good('DeleteRoute', { RouteTableId: '$mainTable', DestinationCidrBlock: '0.0.0.0/0' }),
  bad(
    'DeleteRoute',
    { RouteTableId: '$mainTable', DestinationCidrBlock: '0.0.0.0/0' },
    'InvalidRoute.NotFound',
    'no route with destination-cidr-block 0.0.0.0/0 in route table $mainTable',
  ),
  good('DeleteNatGateway', { NatGatewayId: '$nat' }, { answer: { NatGatewayId: '$nat' } }),
  bad(
    'DeleteNatGateway',
    { NatGatewayId: 'nat-0123456789abcdef0' },
    'NatGatewayNotFound',
    'The Nat Gateway nat-0123456789abcdef0 was not found',
  ),
  good('ReleaseAddress', { AllocationId: '$natAddress' }),
  bad(
    'ReleaseAddress',
    { AllocationId: '$natAddress' },
    'InvalidAllocationID.NotFound',
    "The allocation ID '$natAddress' does not exist",
  ),
]

const groups: Case[] = [
  good(
    'CreateSecurityGroup',
    { GroupName: 'web', Description: 'what the web may reach', VpcId: '$vpc' },
    {
      keep: { group: 'GroupId' },
    },
  ),
  bad(
    'CreateSecurityGroup',
    { GroupName: 'WEB', Description: 'twice', VpcId: '$vpc' },
    'InvalidGroup.Duplicate',
    "The security group 'WEB' already exists for VPC '$vpc'",
  ),
  good(
    'AuthorizeSecurityGroupIngress',
    {
      GroupId: '$group',
      IpPermissions: [
        {
          IpProtocol: 'tcp',
          FromPort: 22,
          ToPort: 22,
          IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'ssh' }],
        },
        { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, Ipv6Ranges: [{ CidrIpv6: '::/0' }] },
      ],
    },
    {
      answer: { Return: true, SecurityGroupRules: [{ CidrIpv4: '0.0.0.0/0' }, { CidrIpv6: '::/0' }] },
      keep: { rule: 'SecurityGroupRules.0.SecurityGroupRuleId' },
    },
  ),
  bad(
    'AuthorizeSecurityGroupIngress',
    { GroupId: '$group', IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '0.0.0.0/0' },
    'InvalidPermission.Duplicate',
    'the specified rule "peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW" already exists',
  ),
  good(
    'AuthorizeSecurityGroupEgress',
    {
      GroupId: '$group',
      IpPermissions: [{ IpProtocol: 'udp', FromPort: 53, ToPort: 53, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
    },
    { answer: { Return: true } },
  ),
  bad(
    'AuthorizeSecurityGroupEgress',
    { GroupId: '$group', IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] },
    'InvalidPermission.Duplicate',
    'the specified rule "peer: 0.0.0.0/0, ALL, ALLOW" already exists',
  ),
  good(
    'DescribeSecurityGroups',
    { GroupIds: ['$group'] },
    {
      answer: { SecurityGroups: [{ GroupName: 'web', VpcId: '$vpc' }] },
    },
  ),
  bad(
    'DescribeSecurityGroups',
    { GroupIds: ['sg-0123456789abcdef0'] },
    'InvalidGroup.NotFound',
    "The security group 'sg-0123456789abcdef0' does not exist",
  ),
  good(
    'DescribeSecurityGroupRules',
    { SecurityGroupRuleIds: ['$rule'] },
    {
      answer: { SecurityGroupRules: [{ GroupId: '$group', FromPort: 22, Description: 'ssh' }] },
    },
  ),
  bad(
    'DescribeSecurityGroupRules',
    { SecurityGroupRuleIds: ['sgr-0123456789abcdef0'] },
    'InvalidSecurityGroupRuleId.NotFound',
    "The security group rule ID 'sgr-0123456789abcdef0' does not exist",
  ),
  good('DescribeSecurityGroupReferences', { GroupId: ['$group'] }),
  bad(
    'DescribeSecurityGroupReferences',
    { GroupId: ['sg-0123456789abcdef0'] },
    'InvalidGroup.NotFound',
    "The security group 'sg-0123456789abcdef0' does not exist",
  ),
  good(
    'ModifySecurityGroupRules',
    {
      GroupId: '$group',
      SecurityGroupRules: [
        {
          SecurityGroupRuleId: '$rule',
          SecurityGroupRule: { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIpv4: '198.51.100.0/24' },
        },
      ],
    },
    { answer: { Return: true } },
  ),
  bad(
    'ModifySecurityGroupRules',
    {
      GroupId: '$group',
      SecurityGroupRules: [
        { SecurityGroupRuleId: 'sgr-0123456789abcdef0', SecurityGroupRule: { IpProtocol: 'tcp' } },
      ],
    },
    'InvalidSecurityGroupRuleId.NotFound',
    "The security group rule ID 'sgr-0123456789abcdef0' does not exist",
  ),
  good(
    'UpdateSecurityGroupRuleDescriptionsIngress',
    {
      GroupId: '$group',
      SecurityGroupRuleDescriptions: [{ SecurityGroupRuleId: '$rule', Description: 'the office' }],
    },
    { answer: { Return: true } },
  ),
  bad(
    'UpdateSecurityGroupRuleDescriptionsIngress',
    {
      GroupId: '$group',
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 1, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    },
    'InvalidPermission.NotFound',
    'The specified rule does not exist in this security group.',
  ),
  good(
    'UpdateSecurityGroupRuleDescriptionsEgress',
    {
      GroupId: '$group',
      IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'everything' }] }],
    },
    { answer: { Return: true } },
  ),
  bad(
    'UpdateSecurityGroupRuleDescriptionsEgress',
    {
      GroupId: '$group',
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 1, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    },
    'InvalidPermission.NotFound',
    'The specified rule does not exist in this security group.',
  ),
  good(
    'RevokeSecurityGroupIngress',
    { GroupId: '$group', SecurityGroupRuleIds: ['$rule'] },
    {
      answer: { Return: true },
    },
  ),
  bad(
    'RevokeSecurityGroupIngress',
    { GroupId: '$group', SecurityGroupRuleIds: ['$rule'] },
    'InvalidSecurityGroupRuleId.NotFound',
    "The security group rule ID '$rule' does not exist",
  ),
  good(
    'RevokeSecurityGroupEgress',
    {
      GroupId: '$group',
      IpPermissions: [{ IpProtocol: 'udp', FromPort: 53, ToPort: 53, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
    },
    { answer: { Return: true } },
  ),
  bad(
    'RevokeSecurityGroupEgress',
    {
      GroupId: '$group',
      IpPermissions: [{ IpProtocol: 'udp', FromPort: 53, ToPort: 53, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
    },
    'InvalidPermission.NotFound',
    'The specified rule does not exist in this security group.',
  ),
]

const interfaces: Case[] = [
  good(
    'CreateNetworkInterface',
    {
      SubnetId: '$subnet',
      Groups: ['$group'],
      PrivateIpAddress: '10.0.1.10',
      Description: 'of its own',
    },
    {
      answer: { NetworkInterface: { PrivateIpAddress: '10.0.1.10', Status: 'pending' } },
      keep: { eni: 'NetworkInterface.NetworkInterfaceId' },
    },
  ),
  bad(
    'CreateNetworkInterface',
    { SubnetId: '$subnet', PrivateIpAddress: '10.0.1.10' },
    'InvalidIPAddress.InUse',
    'Address 10.0.1.10 is in use.',
  ),
  good('ModifyNetworkInterfaceAttribute', {
    NetworkInterfaceId: '$eni',
    Description: { Value: 'renamed' },
  }),
  bad(
    'ModifyNetworkInterfaceAttribute',
    { NetworkInterfaceId: 'eni-0123456789abcdef0', Description: { Value: 'x' } },
    'InvalidNetworkInterfaceID.NotFound',
    "The networkInterface ID 'eni-0123456789abcdef0' does not exist",
  ),
  good(
    'DescribeNetworkInterfaces',
    { NetworkInterfaceIds: ['$eni'] },
    {
      answer: { NetworkInterfaces: [{ Description: 'renamed', Status: 'available', SubnetId: '$subnet' }] },
    },
  ),
  bad(
    'DescribeNetworkInterfaces',
    { NetworkInterfaceIds: ['eni-0123456789abcdef0'] },
    'InvalidNetworkInterfaceID.NotFound',
    "The networkInterface ID 'eni-0123456789abcdef0' does not exist",
  ),
  good(
    'DescribeNetworkInterfaceAttribute',
    { NetworkInterfaceId: '$eni', Attribute: 'description' },
    { answer: { Description: { Value: 'renamed' } } },
  ),
  bad(
    'DescribeNetworkInterfaceAttribute',
    { NetworkInterfaceId: '$eni', Attribute: 'colour' },
    'InvalidParameterValue',
    'Value (colour) for parameter attribute is invalid. Unknown attribute.',
  ),
  good('AllocateAddress', {}, { keep: { address: 'AllocationId', publicIp: 'PublicIp' } }),
  good(
    'AssociateAddress',
    { AllocationId: '$address', NetworkInterfaceId: '$eni' },
    {
      keep: { addressAssociation: 'AssociationId' },
    },
  ),
  bad(
    'AssociateAddress',
    { AllocationId: '$address', InstanceId: 'i-00000000000000000' },
    'InvalidInstanceID.Malformed',
    'Invalid id: "i-00000000000000000"',
  ),
  good(
    'DescribeAddresses',
    { PublicIps: ['$publicIp'] },
    {
      answer: { Addresses: [{ AllocationId: '$address', PrivateIpAddress: '10.0.1.10' }] },
    },
  ),
  bad(
    'DescribeAddresses',
    { AllocationIds: ['bad'] },
    'InvalidAllocationID.NotFound',
    "The allocation ID 'bad' does not exist",
  ),
  good(
    'DescribeAddressesAttribute',
    { AllocationIds: ['$address'], Attribute: 'domain-name' },
    { answer: { Addresses: [{ PublicIp: '$publicIp' }] } },
  ),
  bad(
    'DescribeAddressesAttribute',
    { AllocationIds: ['bad'] },
    'InvalidAllocationID.NotFound',
    "The allocation ID 'bad' does not exist",
  ),
  good('DisassociateAddress', { AssociationId: '$addressAssociation' }),
  bad(
    'DisassociateAddress',
    { AssociationId: '$addressAssociation' },
    'InvalidAssociationID.NotFound',
    "The association ID '$addressAssociation' does not exist",
  ),
]

export const ec2Network: readonly Case[] = [
  ...zones,
  ...none,
  ...vpcs,
  ...acls,
  ...routes,
  ...translation,
  ...groups,
  ...interfaces,
]

/** At the end: what still stands is taken down, in the order in which AWS lets it go. */
export const ec2NetworkEnd: readonly Case[] = [
  bad(
    'DeleteVpc',
    { VpcId: '$vpc' },
    'DependencyViolation',
    "The vpc '$vpc' has dependencies and cannot be deleted.",
  ),
  bad(
    'DeleteSubnet',
    { SubnetId: '$subnet' },
    'DependencyViolation',
    "The subnet '$subnet' has dependencies and cannot be deleted.",
  ),
  good('DeleteNetworkInterface', { NetworkInterfaceId: '$eni' }),
  bad(
    'DeleteNetworkInterface',
    { NetworkInterfaceId: '$eni' },
    'InvalidNetworkInterfaceID.NotFound',
    "The networkInterface ID '$eni' does not exist",
  ),
  good('ReleaseAddress', { AllocationId: '$address' }),
  good('DeleteSecurityGroup', { GroupId: '$group' }),
  bad(
    'DeleteSecurityGroup',
    { GroupId: '$group' },
    'InvalidGroup.NotFound',
    "The security group '$group' does not exist",
  ),
  good('DeleteSubnet', { SubnetId: '$subnet' }),
  good('DeleteSubnet', { SubnetId: '$privateSubnet' }),
  bad(
    'DeleteInternetGateway',
    { InternetGatewayId: '$gateway' },
    'DependencyViolation',
    "The internetGateway '$gateway' has dependencies and cannot be deleted.",
  ),
  good('DetachInternetGateway', { InternetGatewayId: '$gateway', VpcId: '$vpc' }),
  bad(
    'DetachInternetGateway',
    { InternetGatewayId: '$gateway', VpcId: '$vpc' },
    'Gateway.NotAttached',
    'resource $gateway is not attached to network $vpc',
  ),
  good('DeleteInternetGateway', { InternetGatewayId: '$gateway' }),
  bad(
    'DeleteRouteTable',
    { RouteTableId: '$mainTable' },
    'DependencyViolation',
    "The routeTable '$mainTable' has dependencies and cannot be deleted.",
  ),
  good('DeleteRouteTable', { RouteTableId: '$table' }),
  good('DeleteVpc', { VpcId: '$vpc' }),
]
