import type { SecurityGroupRule } from '@aws-sdk/client-ec2'
import Link from '@cloudscape-design/components/link'
import type { TableProps } from '@cloudscape-design/components/table'
import { dash } from '../../../elements/index.ts'
import { paths, useHref } from '../../../place/index.ts'
import { useSecurityGroups } from '../queries.ts'
import { nameOf } from '../tags/index.ts'
import type { Direction } from './rule-row.ts'
import { specOf } from './rule-spec.ts'
import { ipVersionText, portText, protocolText, typeText } from './rule-words.ts'

type Column = TableProps.ColumnDefinition<SecurityGroupRule>

/** AWS's columns in AWS's order. */
export const ruleColumns = (direction: Direction): Column[] => [
  { id: 'name', header: 'Name', cell: (rule) => dash(nameOf(rule)), width: 90 },
  {
    id: 'id',
    header: 'Security group rule ID',
    isRowHeader: true,
    cell: ({ SecurityGroupRuleId }) => SecurityGroupRuleId,
    width: 225,
  },
  { id: 'ipVersion', header: 'IP version', cell: (rule) => ipVersionText(specOf(rule)), width: 125 },
  { id: 'type', header: 'Type', cell: (rule) => typeText(specOf(rule)), width: 120 },
  { id: 'protocol', header: 'Protocol', cell: (rule) => protocolText(specOf(rule).protocol), width: 105 },
  { id: 'ports', header: 'Port range', cell: (rule) => portText(specOf(rule)), width: 130 },
  {
    id: 'peer',
    header: direction === 'inbound' ? 'Source' : 'Destination',
    cell: (rule) => <PeerCell rule={rule} />,
    width: 170,
  },
  { id: 'description', header: 'Description', cell: ({ Description }) => dash(Description), width: 150 },
]

/** A block of addresses, or `sg-… / name` as AWS writes a group. */
function PeerCell({ rule }: { rule: SecurityGroupRule }) {
  const href = useHref()
  const groups = useSecurityGroups().items
  const id = rule.ReferencedGroupInfo?.GroupId
  if (!id) return specOf(rule).peer
  const name = groups.find(({ GroupId }) => GroupId === id)?.GroupName
  return <Link href={href(paths.securityGroup(id))}>{name ? `${id} / ${name}` : id}</Link>
}
