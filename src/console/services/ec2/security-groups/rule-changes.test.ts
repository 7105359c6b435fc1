import type { SecurityGroupRule, Tag } from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { ruleChanges } from './rule-changes.ts'
import { type RuleSpec, specOf } from './rule-spec.ts'

const rule = (id: string, port: number, CidrIpv4: string, more: Partial<SecurityGroupRule> = {}) => ({
  SecurityGroupRuleId: id,
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  CidrIpv4,
  Tags: [] as Tag[],
  ...more,
})

const ssh = rule('sgr-1', 22, '203.0.113.25/32')
const web = rule('sgr-2', 80, '0.0.0.0/0', { Description: 'web' })

const unchanged = (each: SecurityGroupRule) => ({ rule: each, spec: specOf(each) })
const changed = (each: SecurityGroupRule, change: Partial<RuleSpec>) => ({
  rule: each,
  spec: { ...specOf(each), ...change },
})
const app: RuleSpec = { protocol: 'tcp', from: 3000, to: 3000, peer: '0.0.0.0/0', description: '' }

test('nothing changed is no call', () => {
  expect(ruleChanges([ssh, web], [unchanged(web), unchanged(ssh)])).toEqual([])
})

test('a rule that was deleted and typed again is no change', () => {
  expect(ruleChanges([ssh], [{ spec: specOf(ssh) }])).toEqual([])
})

test('new rules are one call, deleted rules another', () => {
  const mysql = { ...app, from: 3306, to: 3306, peer: 'sg-0a1b2c3d4e5f60718' }
  expect(ruleChanges([ssh, web], [{ spec: app }, { spec: mysql }])).toEqual([
    {
      authorize: [
        { IpProtocol: 'tcp', FromPort: 3000, ToPort: 3000, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
        {
          IpProtocol: 'tcp',
          FromPort: 3306,
          ToPort: 3306,
          UserIdGroupPairs: [{ GroupId: 'sg-0a1b2c3d4e5f60718' }],
        },
      ],
      tags: [],
    },
    { revoke: ['sgr-1', 'sgr-2'] },
  ])
})

test('a changed rule is let in before the old one goes: a refusal loses nothing', () => {
  const calls = ruleChanges([ssh, web], [changed(ssh, { peer: '0.0.0.0/0' }), unchanged(web)])
  expect(calls.map((call) => Object.keys(call)[0])).toEqual(['authorize', 'revoke'])
})

test('a rule with another description must go first: to AWS it is the same rule', () => {
  expect(ruleChanges([web], [changed(web, { description: 'the site' })])).toEqual([
    { revoke: ['sgr-2'] },
    {
      authorize: [
        {
          IpProtocol: 'tcp',
          FromPort: 80,
          ToPort: 80,
          IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'the site' }],
        },
      ],
      tags: [],
    },
  ])
})

test('two rules that swap their ports both wait for each other to go', () => {
  const other = rule('sgr-3', 443, '0.0.0.0/0')
  const calls = ruleChanges(
    [web, other],
    [changed(web, { from: 443, to: 443 }), changed(other, { from: 80, to: 80 })],
  )
  expect(calls.map((call) => Object.keys(call)[0])).toEqual(['revoke', 'authorize'])
})

test('a changed rule keeps its tags', () => {
  const named = { ...ssh, Tags: [{ Key: 'Name', Value: 'from home' }] }
  const calls = ruleChanges([named], [changed(named, { from: 2222, to: 2222 }), { spec: app }])
  expect(calls).toMatchObject([
    { authorize: [{ FromPort: 2222 }], tags: named.Tags },
    { authorize: [{ FromPort: 3000 }], tags: [] },
    { revoke: ['sgr-1'] },
  ])
})

test('all traffic and ICMP say what AWS needs, and no ports where there are none', () => {
  const all = { protocol: '-1', from: -1, to: -1, peer: '::/0', description: '' }
  const ping = { protocol: 'icmp', from: 8, to: -1, peer: '10.0.0.0/8', description: '' }
  expect(ruleChanges([], [{ spec: all }, { spec: ping }])).toEqual([
    {
      authorize: [
        { IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] },
        { IpProtocol: 'icmp', FromPort: 8, ToPort: -1, IpRanges: [{ CidrIp: '10.0.0.0/8' }] },
      ],
      tags: [],
    },
  ])
})
