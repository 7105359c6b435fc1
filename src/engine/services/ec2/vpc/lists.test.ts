import {
  CreateTagsCommand,
  DescribeAddressesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeTagsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { refusal, testEngine } from '../../../testing/index.ts'

const bad = [{ Name: 'bad-filter', Values: ['x'] }]

test('no list of the network takes a filter that it does not serve', async () => {
  const { ec2 } = await testEngine()
  const answers = await Promise.all([
    refusal(ec2.send(new DescribeAddressesCommand({ Filters: bad }))),
    refusal(ec2.send(new DescribeInternetGatewaysCommand({ Filters: bad }))),
    refusal(ec2.send(new DescribeNatGatewaysCommand({ Filter: bad }))),
    refusal(ec2.send(new DescribeNetworkAclsCommand({ Filters: bad }))),
    refusal(ec2.send(new DescribeNetworkInterfacesCommand({ Filters: bad }))),
    refusal(ec2.send(new DescribeRouteTablesCommand({ Filters: bad }))),
    refusal(ec2.send(new DescribeSubnetsCommand({ Filters: bad }))),
    refusal(ec2.send(new DescribeVpcsCommand({ Filters: bad }))),
  ])
  expect(new Set(answers)).toEqual(new Set(["InvalidParameterValue: The filter 'bad-filter' is invalid"]))
})

test('what the network is made of takes tags, and is found by them', async () => {
  const { ec2 } = await testEngine()
  const { InternetGateways } = await ec2.send(new DescribeInternetGatewaysCommand({}))
  const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({}))
  const { NetworkAcls } = await ec2.send(new DescribeNetworkAclsCommand({}))
  const Resources = [
    InternetGateways![0]!.InternetGatewayId!,
    RouteTables![0]!.RouteTableId!,
    NetworkAcls![0]!.NetworkAclId!,
  ]
  await ec2.send(new CreateTagsCommand({ Resources, Tags: [{ Key: 'Name', Value: 'main' }] }))
  const Filters = [{ Name: 'tag:Name', Values: ['ma*'] }]
  expect((await ec2.send(new DescribeRouteTablesCommand({ Filters }))).RouteTables).toHaveLength(1)
  const { Tags } = await ec2.send(new DescribeTagsCommand({ Filters: [{ Name: 'key', Values: ['Name'] }] }))
  expect(Tags!.map((tag) => tag.ResourceType).toSorted()).toEqual([
    'internet-gateway',
    'network-acl',
    'route-table',
  ])
})
