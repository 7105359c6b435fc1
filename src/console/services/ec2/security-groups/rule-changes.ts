import type { IpPermission, SecurityGroupRule, Tag } from '@aws-sdk/client-ec2'
import { permissionOf, type RuleSpec, sameSpec, specKey, specOf } from './rule-spec.ts'

/** A rule that the form asks for, and the one it was before, if any. */
export interface WantedRule {
  spec: RuleSpec
  rule?: SecurityGroupRule
}

export type RuleChange = { authorize: IpPermission[]; tags: Tag[] } | { revoke: string[] }

/**
 * The fewest calls that make `before` into `wanted` without ever losing a rule: new ones come first, so
 * that nothing has been taken away when AWS refuses one. Only a rule that shares traffic and peer with
 * one that goes (its description was changed) must wait for that one to go.
 */
export const ruleChanges = (
  before: readonly SecurityGroupRule[],
  wanted: readonly WantedRule[],
): RuleChange[] => {
  const gone = new Map(before.map((rule) => [rule.SecurityGroupRuleId!, specOf(rule)]))
  const fresh = wanted.filter(({ spec }) => {
    const kept = [...gone].find(([, there]) => sameSpec(there, spec))
    if (kept) gone.delete(kept[0])
    return !kept
  })
  const taken = new Set([...gone.values()].map(specKey))
  const waits = ({ spec }: WantedRule) => taken.has(specKey(spec))
  return [
    ...authorizations(fresh.filter((each) => !waits(each))),
    ...(gone.size > 0 ? [{ revoke: [...gone.keys()] }] : []),
    ...authorizations(fresh.filter(waits)),
  ]
}

/** A rule that was changed is another one to AWS: it takes its tags along, and a call gives all its rules the same. */
const authorizations = (rules: readonly WantedRule[]): RuleChange[] => {
  const alike = new Map<string, { authorize: IpPermission[]; tags: Tag[] }>()
  for (const { spec, rule } of rules) {
    const tags = rule?.Tags ?? []
    const call = alike.get(JSON.stringify(tags)) ?? { authorize: [], tags }
    call.authorize.push(permissionOf(spec))
    alike.set(JSON.stringify(tags), call)
  }
  return [...alike.values()]
}
