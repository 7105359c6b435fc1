import type { RunInstancesRequest } from '@aws-sdk/client-ec2'
import type { Access, AccessContext } from '../../../kernel/index.ts'
import { findProfile } from '../instance-profiles/find-profile.ts'
import { launchRequest } from '../launch-templates/launch-request.ts'
import { accessTo, namedIn } from './resources.ts'

const action = 'ec2:RunInstances'

/** With what its template says, which asks for the same rights; where there is none, the call will say so. */
export const wholeLaunch = (input: RunInstancesRequest, { tx }: AccessContext): RunInstancesRequest => {
  try {
    return { ...launchRequest(tx, input), LaunchTemplate: input.LaunchTemplate }
  } catch {
    return input
  }
}

/** What a launch uses, also where the request leaves it to the default VPC. */
export const launchAccesses = (input: RunInstancesRequest, context: AccessContext): Access[] => {
  const { tx } = context
  const named = [
    ...namedIn({ ...input }, context),
    ...(input.NetworkInterfaces ?? []).flatMap((card) => namedIn({ ...card }, context)),
    ...namedIn({ ...input.LaunchTemplate }, context),
  ]
  const vpc = tx.list('ec2.vpc').find(({ IsDefault }) => IsDefault)?.VpcId
  if (!named.some(({ type }) => type === 'subnet')) {
    const zone = input.Placement?.AvailabilityZone
    const subnet = tx
      .list('ec2.subnet')
      .find((each) => each.VpcId === vpc && each.DefaultForAz && (!zone || each.AvailabilityZone === zone))
    if (subnet) named.push({ type: 'subnet', id: subnet.SubnetId })
  }
  if (!named.some(({ type }) => type === 'security-group')) {
    const group = tx
      .list('ec2.security-group')
      .find((each) => each.VpcId === vpc && each.GroupName === 'default')
    if (group) named.push({ type: 'security-group', id: group.GroupId })
  }
  return named.map((each) => accessTo(context, action, each))
}

/** Who gives a role to an instance must be allowed to pass it. */
export const passRole = (
  profile: { Arn?: string | undefined; Name?: string | undefined } | undefined,
  { tx }: AccessContext,
): Access[] => {
  const global = tx.in('global')
  const found = profile && findProfile(tx, profile)
  return (found?.roles ?? []).flatMap((name) => {
    const role = global.get('iam.role', name)
    if (!role) return []
    return {
      action: 'iam:PassRole',
      resource: role.Arn,
      context: { 'iam:passedtoservice': 'ec2.amazonaws.com' },
    }
  })
}
