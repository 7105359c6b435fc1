import type { Tag } from '@aws-sdk/client-ec2'
import { allTrafficRow, type Direction, problemsOf, type RuleRow } from './rule-row.ts'

/** What the form for a new group holds. */
export interface NewGroup {
  name: string
  description: string
  vpcId: string | undefined
  inbound: readonly RuleRow[]
  outbound: readonly RuleRow[]
  tags: readonly Tag[]
}

export const emptyGroup = (): NewGroup => ({
  name: '',
  description: '',
  vpcId: undefined,
  inbound: [],
  outbound: [allTrafficRow()],
  tags: [],
})

export interface GroupProblems {
  name?: string
  description?: string
  rules: boolean
}

const texts = /^[\w .:/()#,@[\]+=&;{}!$*-]*$/
const allowed = 'a-z, A-Z, 0-9, spaces, and ._-:/()#,@[]+=&;{}!$*'

/** What AWS would refuse, told before it is asked. */
export const groupProblems = (group: NewGroup): GroupProblems => {
  const problems: GroupProblems = { rules: !good(group, 'inbound') || !good(group, 'outbound') }
  if (!group.name) problems.name = 'Enter a security group name.'
  else if (/^sg-/i.test(group.name)) problems.name = 'The name cannot start with sg-.'
  else if (!fits(group.name)) problems.name = `The name has up to 255 characters: ${allowed}`
  if (!group.description) problems.description = 'Enter a description.'
  else if (!fits(group.description))
    problems.description = `The description has up to 255 characters: ${allowed}`
  return problems
}

const fits = (text: string) => text.length <= 255 && texts.test(text)

const good = (group: NewGroup, direction: Direction) =>
  group[direction].every((row) => Object.keys(problemsOf(row, group[direction], direction)).length === 0)
