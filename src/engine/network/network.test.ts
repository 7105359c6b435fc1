import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  AttachNetworkInterfaceCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateNetworkInterfaceCommand,
  CreateSecurityGroupCommand,
  DescribeInstancesCommand,
  RevokeSecurityGroupEgressCommand,
  RunInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { testEngine } from '../testing/index.ts'
import type { From } from './index.ts'

const home = { address: '203.0.113.25' }

const withInstances = async () => {
  const { ec2, engine, skip } = await testEngine()
  const group = async (GroupName: string) =>
    (await ec2.send(new CreateSecurityGroupCommand({ GroupName, Description: 'for a test' }))).GroupId!
  const launch = async (GroupId: string, AssociatePublicIpAddress = true) => {
    const { Instances } = await ec2.send(
      new RunInstancesCommand({
        ImageId: 'ami-0fef201115eefe936',
        InstanceType: 't3.micro',
        MinCount: 1,
        MaxCount: 1,
        NetworkInterfaces: [{ DeviceIndex: 0, Groups: [GroupId], AssociatePublicIpAddress }],
        TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'web' }] }],
      }),
    )
    await skip({ seconds: 10 })
    const InstanceIds = [Instances![0]!.InstanceId!]
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }))
    return Reservations![0]!.Instances![0]!
  }
  const allow = (GroupId: string, port: number, peer: object) =>
    ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, ...peer }],
      }),
    )
  const verdict = (from: From, to: string, port: number) =>
    engine.network.verdict({ from, to, port, protocol: 'tcp' })
  return { ec2, engine, skip, group, launch, allow, verdict }
}

test('a verdict tells the way of the packet, rule by rule', async () => {
  const { group, launch, allow, verdict } = await withInstances()
  const web = await group('web')
  const { InstanceId, PublicIpAddress, PrivateIpAddress } = await launch(web)
  const { SecurityGroupRules } = await allow(web, 22, { IpRanges: [{ CidrIp: '198.51.100.0/24' }] })
  const rule = SecurityGroupRules![0]!.SecurityGroupRuleId
  const texts = (port: number) =>
    verdict(home, PublicIpAddress!, port).steps.map(({ ok, text }) => `${ok ? 'yes' : 'no'}: ${text}`)
  expect(texts(22)).toEqual([
    `yes: ${PublicIpAddress} is the public address of ${InstanceId} (web).`,
    expect.stringMatching(`^yes: igw-\\w+ hands it on to the private address ${PrivateIpAddress}.$`),
    `no: Rule ${rule} (TCP 22 from 198.51.100.0/24) does not fit: it is for other addresses.`,
    `no: Security group web (${web}): no inbound rule allows TCP 22 from 203.0.113.25.`,
  ])
  expect(texts(3000)[2]).toBe(
    `no: Rule ${rule} (TCP 22 from 198.51.100.0/24) does not fit: it is for another port.`,
  )
  await allow(web, 22, { IpRanges: [{ CidrIp: '203.0.113.25/32' }] })
  expect(verdict(home, PublicIpAddress!, 22)).toMatchObject({
    outcome: 'deliver',
    instanceId: InstanceId,
    source: '203.0.113.25',
    destination: PrivateIpAddress,
  })
})

test('a rule that names a group fits private addresses of its members only', async () => {
  const { group, launch, allow, verdict } = await withInstances()
  const [web, database] = [await group('web'), await group('database')]
  const [front, back] = [await launch(web), await launch(database)]
  await allow(database, 5432, { UserIdGroupPairs: [{ GroupId: web }] })
  const from = { instanceId: front.InstanceId! }
  expect(verdict(from, back.PrivateIpAddress!, 5432)).toMatchObject({
    outcome: 'deliver',
    source: front.PrivateIpAddress,
  })
  // Over the internet it arrives with its public address.
  expect(verdict(from, back.PublicIpAddress!, 5432).outcome).toBe('dropped')
  expect(verdict({ instanceId: back.InstanceId! }, front.PrivateIpAddress!, 5432).outcome).toBe('dropped')
  expect(verdict(home, back.PublicIpAddress!, 5432).outcome).toBe('dropped')
})

test('outside sites need a public address and a way out', async () => {
  const { ec2, group, launch, verdict } = await withInstances()
  const [open, shut] = [await group('open'), await group('shut')]
  const site = '198.51.100.10'
  const free = await launch(open)
  expect(verdict({ instanceId: free.InstanceId! }, site, 443)).toMatchObject({
    outcome: 'outside',
    source: free.PublicIpAddress,
  })
  const hidden = await launch(open, false)
  expect(verdict({ instanceId: hidden.InstanceId! }, site, 443)).toMatchObject({ outcome: 'dropped' })
  const captive = await launch(shut)
  await ec2.send(
    new RevokeSecurityGroupEgressCommand({
      GroupId: shut,
      IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    }),
  )
  const refused = verdict({ instanceId: captive.InstanceId! }, site, 443)
  expect(refused.outcome).toBe('dropped')
  expect(refused.steps.at(-1)!.text).toContain('no outbound rule allows TCP 443 to 198.51.100.10')
  expect(verdict(home, site, 443).outcome).toBe('outside')
})

test('addresses that lead nowhere time out, and impossible ones fail at once', async () => {
  const { ec2, skip, group, launch, allow, verdict } = await withInstances()
  const web = await group('web')
  await allow(web, 80, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] })
  const { InstanceId, PublicIpAddress, PrivateIpAddress } = await launch(web)
  expect(verdict(home, PrivateIpAddress!, 80).outcome).toBe('dropped')
  expect(verdict(home, '0.0.0.1', 80).outcome).toBe('unreachable')
  expect(verdict(home, '239.1.2.3', 80).outcome).toBe('unreachable')
  expect(verdict({ instanceId: InstanceId! }, '172.31.250.250', 80).outcome).toBe('dropped')
  await ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId!] }))
  await skip({ minutes: 1 })
  // The address went back to the pool: it is nobody's, and no outside site's either.
  expect(verdict(home, PublicIpAddress!, 80).outcome).toBe('dropped')
})

test('a public name is a private address inside the VPC', async () => {
  const { engine, group, launch } = await withInstances()
  const { InstanceId, PublicDnsName, PrivateDnsName, PublicIpAddress, PrivateIpAddress } = await launch(
    await group('web'),
  )
  const inside = { instanceId: InstanceId! }
  expect(PublicDnsName).toBe(`ec2-${PublicIpAddress!.replaceAll('.', '-')}.compute-1.amazonaws.com`)
  expect(engine.network.resolve(PublicDnsName!, home)).toBe(PublicIpAddress)
  expect(engine.network.resolve(PublicDnsName!.toUpperCase(), inside)).toBe(PrivateIpAddress)
  expect(engine.network.resolve(PrivateDnsName!, inside)).toBe(PrivateIpAddress)
  expect(engine.network.resolve(PrivateDnsName!, home)).toBeUndefined()
  expect(engine.network.resolve('ec2-1-2-3-4.compute-1.amazonaws.com', home)).toBeUndefined()
  expect(engine.network.resolve('example.com', home)).toBeUndefined()
})

test('ping needs a rule for ICMP: one for TCP lets no echo in', async () => {
  const { engine, ec2, group, launch, allow } = await withInstances()
  const web = await group('web')
  const { PublicIpAddress } = await launch(web)
  const ping = () => engine.network.verdict({ from: home, to: PublicIpAddress!, port: 0, protocol: 'icmp' })
  await allow(web, 22, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] })
  expect(ping().outcome).toBe('dropped')
  expect(ping().steps.at(-1)!.text).toContain('no inbound rule allows ICMP echo from 203.0.113.25.')
  const icmp = { IpProtocol: 'icmp', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }
  // Type 3 is "destination unreachable", type 8 the echo request.
  for (const [FromPort, outcome] of [
    [3, 'dropped'],
    [8, 'deliver'],
  ] as const) {
    const IpPermissions = [{ ...icmp, FromPort, ToPort: -1 }]
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: web, IpPermissions }))
    expect(ping().outcome).toBe(outcome)
  }
})

test('reverse DNS gives the public name to everybody and the private one inside the VPC', async () => {
  const { engine, group, launch } = await withInstances()
  const { InstanceId, PublicIpAddress, PrivateIpAddress, PublicDnsName, PrivateDnsName } = await launch(
    await group('web'),
  )
  expect(engine.network.nameOf(PublicIpAddress!, home)).toBe(PublicDnsName)
  expect(engine.network.nameOf(PrivateIpAddress!, home)).toBeUndefined()
  expect(engine.network.nameOf(PrivateIpAddress!, { instanceId: InstanceId! })).toBe(PrivateDnsName)
  expect(engine.network.cardsOf(InstanceId!)).toEqual([
    {
      deviceIndex: 0,
      mac: expect.stringMatching(/^0e:ff/),
      cidr: expect.stringMatching(/^172\.31\.\d+\.0\/20$/),
      addresses: [PrivateIpAddress],
    },
  ])
})

test('a second interface and a second address have rules, names and a way of their own', async () => {
  const { ec2, engine, skip, group, launch, allow, verdict } = await withInstances()
  const [web, back] = [await group('web'), await group('back')]
  await allow(back, 80, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] })
  const { InstanceId = '', SubnetId, PublicIpAddress } = await launch(web)
  const { NetworkInterface } = await ec2.send(
    new CreateNetworkInterfaceCommand({ SubnetId, Groups: [back], SecondaryPrivateIpAddressCount: 1 }),
  )
  const { NetworkInterfaceId, PrivateIpAddresses } = NetworkInterface!
  const [first, second] = PrivateIpAddresses!.map((each) => each.PrivateIpAddress!)
  const { AllocationId, PublicIp } = await ec2.send(new AllocateAddressCommand({}))
  await ec2.send(new AssociateAddressCommand({ AllocationId, NetworkInterfaceId, PrivateIpAddress: second }))
  expect(verdict(home, PublicIp!, 80).steps.at(-1)!.text).toContain('attached to no instance')
  await ec2.send(new AttachNetworkInterfaceCommand({ NetworkInterfaceId, InstanceId, DeviceIndex: 1 }))
  await skip({ seconds: 5 })
  expect(verdict(home, PublicIp!, 80)).toMatchObject({
    outcome: 'deliver',
    instanceId: InstanceId,
    destination: second,
  })
  expect(verdict(home, PublicIpAddress!, 80).outcome).toBe('dropped')
  const site = '198.51.100.10'
  const from = (source?: string) => ({ instanceId: InstanceId, ...(source && { source }) })
  expect(verdict(from(), site, 443)).toMatchObject({ source: PublicIpAddress })
  expect(verdict(from(second), site, 443)).toMatchObject({ outcome: 'outside', source: PublicIp })
  expect(verdict(from(first), site, 443).steps.at(-1)!.text).toContain(`no public IPv4 address, so igw-`)
  const { network } = engine
  expect(network.resolve(`ip-${second!.replaceAll('.', '-')}.ec2.internal`, from())).toBe(second)
  expect(network.nameOf(PublicIp!, home)).toBe(
    `ec2-${PublicIp!.replaceAll('.', '-')}.compute-1.amazonaws.com`,
  )
})
