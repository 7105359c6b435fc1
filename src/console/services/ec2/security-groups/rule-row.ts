import type { SecurityGroupRule } from '@aws-sdk/client-ec2'
import { type RuleSpec, specKey, specOf } from './rule-spec.ts'
import { ruleType, typeOfTraffic } from './rule-types.ts'

export type SourceType = 'custom' | 'anywhere-ipv4' | 'anywhere-ipv6' | 'my-ip'

export type Direction = 'inbound' | 'outbound'

/** What AWS calls the other side. */
const peerWord: Record<Direction, string> = { inbound: 'source', outbound: 'destination' }

/** One row of the rules' form, as it has been typed. */
export interface RuleRow {
  key: string
  /** The rule that this row began as. */
  rule?: SecurityGroupRule
  type: string
  /** What the type leaves open: a protocol's number, or an ICMP type. */
  protocol: string
  /** "22", "8000-8100"; the code of an ICMP type. */
  ports: string
  sourceType: SourceType
  peer: string
  description: string
}

export const anywhere = { 'anywhere-ipv4': '0.0.0.0/0', 'anywhere-ipv6': '::/0' } as const

let count = 0

export const newRow = (): RuleRow => ({
  key: `new-${++count}`,
  type: 'custom-tcp',
  protocol: '',
  ports: '',
  sourceType: 'custom',
  peer: '',
  description: '',
})

/** What every new group lets out, and AWS's form begins with. */
export const allTrafficRow = (): RuleRow => ({
  ...newRow(),
  type: 'all-traffic',
  sourceType: 'anywhere-ipv4',
  peer: anywhere['anywhere-ipv4'],
})

export const rowOf = (rule: SecurityGroupRule): RuleRow => {
  const { protocol, from, to, peer, description } = specOf(rule)
  const type = typeOfTraffic(protocol, from, to)
  const icmp = protocol.startsWith('icmp')
  return {
    key: rule.SecurityGroupRuleId!,
    rule,
    type: type.id,
    protocol: icmp ? String(from) : type.protocol ? '' : protocol,
    ports: icmp ? String(to) : from === to ? String(from) : `${from}-${to}`,
    sourceType:
      peer === anywhere['anywhere-ipv4']
        ? 'anywhere-ipv4'
        : peer === anywhere['anywhere-ipv6']
          ? 'anywhere-ipv6'
          : 'custom',
    peer,
    description,
  }
}

/** What the row asks for; undefined while its ports or its protocol cannot be read. */
export const specOfRow = (row: RuleRow): RuleSpec | undefined => {
  const type = ruleType(row.type)
  const protocol = type.protocol ?? readNumber(row.protocol, 255)
  const ports = type.ports ?? portsOf(row, protocol)
  if (protocol === undefined || !ports) return undefined
  const [from, to] = ports
  return { protocol: String(protocol), from, to, peer: row.peer.trim(), description: row.description.trim() }
}

const portsOf = (
  row: RuleRow,
  protocol: string | number | undefined,
): readonly [number, number] | undefined => {
  if (protocol === 'icmp' || protocol === 'icmpv6')
    return [row.protocol === '' ? -1 : Number(row.protocol), row.ports === '' ? -1 : Number(row.ports)]
  if (protocol !== 'tcp' && protocol !== 'udp') return [-1, -1]
  const [, first, last = first] = /^\s*(\d{1,5})\s*(?:-\s*(\d{1,5})\s*)?$/.exec(row.ports) ?? []
  if (first === undefined || Number(last) > 65_535 || Number(first) > Number(last)) return undefined
  return [Number(first), Number(last)]
}

const readNumber = (text: string, most: number): number | undefined =>
  /^\d{1,3}$/.test(text.trim()) && Number(text) <= most ? Number(text) : undefined

export interface RowProblems {
  protocol?: string
  ports?: string
  peer?: string
  description?: string
}

const texts = /^[\w .:/()#,@[\]+=&;{}!$*-]*$/

/** What is wrong with a row before AWS is asked; empty for a good one. */
export const problemsOf = (row: RuleRow, rows: readonly RuleRow[], direction: Direction): RowProblems => {
  const type = ruleType(row.type)
  const spec = specOfRow(row)
  const problems: RowProblems = {}
  if (!type.protocol && readNumber(row.protocol, 255) === undefined)
    problems.protocol = 'Enter a protocol number from 0 to 255.'
  else if (!spec) problems.ports = 'Enter a port or a port range from 0 to 65535.'
  const peer = row.peer.trim()
  if (!isPeer(peer))
    problems.peer = `The ${peerWord[direction]} needs to be a CIDR block or a security group ID.`
  else if (spec && rows.some((other) => other !== row && isSame(other, spec)))
    problems.peer = 'The same permission must not appear multiple times.'
  if (row.description.length > 255 || !texts.test(row.description))
    problems.description = 'Up to 255 characters: a-z, A-Z, 0-9, spaces, and ._-:/()#,@[]+=&;{}!$*'
  return problems
}

const isSame = (row: RuleRow, spec: RuleSpec): boolean => {
  const other = specOfRow(row)
  return other !== undefined && specKey(other) === specKey(spec)
}

const isPeer = (text: string): boolean =>
  /^sg-[0-9a-f]{8,17}$/.test(text) || isIpv4Block(text) || isIpv6Block(text)

const isIpv4Block = (text: string): boolean => {
  const [, address, length] = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(text) ?? []
  return (
    address !== undefined && Number(length) <= 32 && address.split('.').every((part) => Number(part) <= 255)
  )
}

/** Only the shape: whether the groups add up is for AWS to say. */
const isIpv6Block = (text: string): boolean => {
  const [, length] = /^[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}\/(\d{1,3})$/i.exec(text) ?? []
  return length !== undefined && Number(length) <= 128
}
