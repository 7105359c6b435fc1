import type { InstanceStatus, SummaryStatus } from '@aws-sdk/client-ec2'
import { AwsError } from '../../../kernel/index.ts'
import { invalidParameter } from '../errors.ts'
import { byMember, filterBy } from '../filters.ts'
import { stateOf } from '../instances/describe-instance.ts'
import { findInstances } from '../instances/find-instance.ts'
import type { InstanceRecord } from '../instances/records.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'

/** This call has no hint of what it expects (errors.json). */
const malformed = (id: string) => new AwsError('InvalidInstanceID.Malformed', `Invalid id: "${id}"`)

const check = (status: SummaryStatus, reachability: 'passed' | 'initializing') => ({
  Details: [{ Name: 'reachability' as const, Status: reachability }],
  Status: status,
})

const checksOf = ({ state, checked }: InstanceRecord): Partial<InstanceStatus> => {
  if (state !== 'running')
    return { InstanceStatus: { Status: 'not-applicable' }, SystemStatus: { Status: 'not-applicable' } }
  const found = checked ? check('ok', 'passed') : check('initializing', 'initializing')
  return { InstanceStatus: found, SystemStatus: found, ...(checked && { AttachedEbsStatus: found }) }
}

const describe = (instance: InstanceRecord): InstanceStatus => ({
  AvailabilityZone: instance.AvailabilityZone,
  AvailabilityZoneId: instance.AvailabilityZoneId,
  Operator: { Managed: false, HiddenByDefault: false },
  InstanceId: instance.InstanceId,
  InstanceState: stateOf(instance),
  ...checksOf(instance),
})

const notBase64 = () => invalidParameter('Not base64 encoded.')

export const describeInstanceStatus = operation('DescribeInstanceStatus', {
  decide({ InstanceIds = [], Filters, MaxResults, NextToken, IncludeAllInstances }, { tx }) {
    const given = InstanceIds.length > 0
    const asked = given ? findInstances(tx, InstanceIds, malformed) : tx.list('ec2.instance')
    const shown = asked.filter(({ state }) => IncludeAllInstances || state === 'running').map(describe)
    const paging = {
      idOf: (status: InstanceStatus) => status.InstanceId!,
      MaxResults,
      NextToken,
      ids: { name: 'instanceIdsSet', given },
      badToken: notBase64,
    }
    // The size of the page is looked at before the filters.
    paginate(shown, { ...paging, NextToken: undefined })
    const found = filterBy(shown, Filters, {
      ...byMember(['operator.managed', 'operator.principal', 'application-status.status']),
      'event.code': () => undefined,
      'event.description': () => undefined,
      'event.instance-event-id': () => undefined,
      'event.not-after': () => undefined,
      'event.not-before': () => undefined,
      'event.not-before-deadline': () => undefined,
      'availability-zone': (status) => status.AvailabilityZone,
      'availability-zone-id': (status) => status.AvailabilityZoneId,
      'instance-state-code': (status) => status.InstanceState?.Code,
      'instance-state-name': (status) => status.InstanceState?.Name,
      'instance-status.reachability': (status) => status.InstanceStatus?.Details?.[0]?.Status,
      'instance-status.status': (status) => status.InstanceStatus?.Status,
      'system-status.reachability': (status) => status.SystemStatus?.Details?.[0]?.Status,
      'system-status.status': (status) => status.SystemStatus?.Status,
      'attached-ebs-status.status': (status) => status.AttachedEbsStatus?.Status,
    })
    const { page, ...more } = paginate(found, paging)
    return { InstanceStatuses: page, ...more }
  },
})
