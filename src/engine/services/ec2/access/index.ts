import type {
  AssociateIamInstanceProfileRequest,
  CreateTagsRequest,
  RunInstancesRequest,
  TagSpecification,
} from '@aws-sdk/client-ec2'
import {
  type Access,
  type AccessContext,
  type AccessRule,
  AwsError,
  type Denial,
} from '../../../kernel/index.ts'
import { arnOf, typeOfId } from './arns.ts'
import { launchAccesses, passRole, wholeLaunch } from './launch.ts'
import { accessTo, madeBy, namedIn } from './resources.ts'
import { tagContext, tagsRequested } from './requested-tags.ts'

/** Reading calls are about everything: they take `*` only. Those of one resource's own state are about it. */
const reads = /^(?!Describe\w+Attribute$|GetConsole|GetPassword)(Describe|Get|List)/

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
export const ec2Accesses: AccessRule = (operation, input, context) => {
  const action = `ec2:${operation}`
  if (reads.test(operation)) return [{ action, resource: '*', context: { 'ec2:region': context.region } }]
  if (operation === 'CreateTags' || operation === 'DeleteTags')
    return taggingAccesses(action, input as CreateTagsRequest, context)
  const request = input as Record<string, unknown>
  if (operation === 'RunInstances') {
    const launch = wholeLaunch(input as RunInstancesRequest, context)
    const made = madeAccesses(operation, { ...launch }, context)
    return [...made, ...launchAccesses(launch, context), ...passRole(launch.IamInstanceProfile, context)]
  }
  const made = madeAccesses(operation, request, context)
  const makesKey = made.some(({ resource }) => resource.includes(':key-pair/'))
  const named = makesKey ? [] : namedIn(request, context).map((each) => accessTo(context, action, each))
  const passed = passRole((input as AssociateIamInstanceProfileRequest).IamInstanceProfile, context)
  const all = [...made, ...named, ...passed]
  return all.length > 0 ? all : [{ action, resource: '*', context: { 'ec2:region': context.region } }]
}

/** On what does not exist yet, with the tags that it would get: giving those is an action of its own. */
const madeAccesses = (
  operation: string,
  request: Record<string, unknown>,
  context: AccessContext,
): Access[] => {
  const specifications = request['TagSpecifications'] as TagSpecification[] | undefined
  const types = Object.hasOwn(madeBy, operation) ? madeBy[operation]! : []
  return types.flatMap((type) => {
    const tags = tagsRequested(specifications, type)
    const id = type === 'key-pair' ? String(request['KeyName'] ?? '*') : '*'
    const resource = arnOf(context, type, id)
    const facts = { 'ec2:region': context.region, ...tagContext(tags), ...sortOf(type, request) }
    const make = { action: `ec2:${operation}`, resource, context: facts }
    if (tags.length === 0) return make
    return [
      make,
      { action: 'ec2:CreateTags', resource, context: { ...facts, 'ec2:createaction': operation } },
    ]
  })
}

const sortOf = (type: string, request: Record<string, unknown>): Record<string, string> => {
  const { InstanceType, VolumeType, Size } = request
  if (type === 'instance' && typeof InstanceType === 'string') return { 'ec2:instancetype': InstanceType }
  if (type !== 'volume' || Size === undefined) return {}
  return { 'ec2:volumetype': String(VolumeType ?? 'gp2'), 'ec2:volumesize': String(Size) }
}

const taggingAccesses = (
  action: string,
  { Resources = [], Tags = [] }: CreateTagsRequest,
  context: AccessContext,
): Access[] =>
  Resources.flatMap((id) => {
    const type = typeOfId(id)
    if (!type) return []
    const access = accessTo(context, action, { type, id })
    return { ...access, context: { ...access.context, ...tagContext(Tags) } }
  })

/** Who may not read is told no code to decode. */
export const ec2Denied = ({ sentence, access, encoded }: Denial): AwsError => {
  const message = `You are not authorized to perform this operation. ${sentence}`
  const hint = access.resource === '*' ? '' : `. Encoded authorization failure message: ${encoded}`
  return new AwsError('UnauthorizedOperation', message + hint, { status: 403 })
}
