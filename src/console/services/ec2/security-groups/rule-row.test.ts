import type { SecurityGroupRule } from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { newRow, problemsOf, type RuleRow, rowOf, specOfRow } from './rule-row.ts'
import { specOf } from './rule-spec.ts'
import { portText, typeText } from './rule-words.ts'

const rules: SecurityGroupRule[] = [
  { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIpv4: '0.0.0.0/0' },
  { IpProtocol: 'tcp', FromPort: 8000, ToPort: 8100, CidrIpv4: '10.0.0.0/8', Description: 'apps' },
  { IpProtocol: 'udp', FromPort: 0, ToPort: 65_535, CidrIpv6: '::/0' },
  { IpProtocol: 'icmp', FromPort: 8, ToPort: -1, CidrIpv4: '203.0.113.25/32' },
  { IpProtocol: 'icmp', FromPort: 3, ToPort: 4, CidrIpv4: '203.0.113.25/32' },
  { IpProtocol: '-1', FromPort: -1, ToPort: -1, ReferencedGroupInfo: { GroupId: 'sg-0a1b2c3d4e5f60718' } },
  { IpProtocol: '47', FromPort: -1, ToPort: -1, CidrIpv4: '10.0.0.0/8' },
]

const row = (members: Partial<RuleRow>): RuleRow => ({
  ...newRow(),
  ports: '22',
  peer: '0.0.0.0/0',
  ...members,
})
const problems = (members: Partial<RuleRow>) => Object.keys(problemsOf(row(members), [], 'inbound'))

test('a rule goes through the form unchanged, and has nothing wrong', () => {
  for (const rule of rules) {
    expect(specOfRow(rowOf(rule))).toEqual(specOf(rule))
    expect(problemsOf(rowOf(rule), [], 'inbound')).toEqual({})
  }
})

test('traffic is called as AWS calls it', () => {
  const words = rules.map(specOf).map((spec) => `${typeText(spec)}: ${portText(spec)}`)
  expect(words).toEqual([
    'SSH: 22',
    'Custom TCP: 8000 - 8100',
    'All UDP: 0 - 65535',
    'Custom ICMP - IPv4: Echo Request',
    'Custom ICMP - IPv4: Destination Unreachable, code 4',
    'All traffic: All',
    'Custom protocol: All',
  ])
})

test('ports are a number or a range within 65535', () => {
  for (const ports of ['0', '65535', '80-80', ' 8000 - 8100 ']) expect(problems({ ports }), ports).toEqual([])
  for (const ports of ['', 'http', '-1', '65536', '90-80', '1-2-3'])
    expect(problems({ ports }), ports).toEqual(['ports'])
})

test('a peer is a block of addresses or a security group', () => {
  for (const peer of ['10.0.0.0/8', '::/0', '2001:db8::/32', 'sg-0a1b2c3d4e5f60718'])
    expect(problems({ peer }), peer).toEqual([])
  for (const peer of ['', '10.0.0.1', '10.0.0.256/8', '10.0.0.0/33', '::/129', 'default', 'sg-x'])
    expect(problems({ peer }), peer).toEqual(['peer'])
})

test('a custom protocol has a number', () => {
  expect(problems({ type: 'custom-protocol', protocol: '47' })).toEqual([])
  expect(problems({ type: 'custom-protocol', protocol: '256' })).toEqual(['protocol'])
})

test('the same permission twice is told at both rows, descriptions aside', () => {
  const one = row({ description: 'a' })
  const two = row({ type: 'SSH-22', ports: '', description: 'b' })
  const rows = [one, two, row({ ports: '23' })]
  expect(rows.map((each) => 'peer' in problemsOf(each, rows, 'inbound'))).toEqual([true, true, false])
})

test('a description has the characters that AWS takes', () => {
  expect(problems({ description: 'web (port 80), [all] = yes; $5!' })).toEqual([])
  expect(problems({ description: 'Büro' })).toEqual(['description'])
  expect(problems({ description: 'x'.repeat(256) })).toEqual(['description'])
})
