import { groupBy } from '../../../kernel/index.ts'
import { filterBy } from '../filters.ts'
import { describeInstance } from '../instances/describe-instance.ts'
import { findInstances } from '../instances/find-instance.ts'
import { instanceFilters } from '../instances/filters.ts'
import { omit } from '../omit.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'
import { interfacesOf } from '../../../network/interfaces.ts'

export const describeInstances = operation('DescribeInstances', {
  decide({ InstanceIds = [], Filters, MaxResults, NextToken }, { tx, account }) {
    const given = InstanceIds.length > 0
    const asked = given ? findInstances(tx, InstanceIds) : tx.list('ec2.instance')
    const views = asked.map((record) => ({
      record,
      interfaceTags: interfacesOf(tx, record.InstanceId).flatMap(({ Tags }) => Tags),
      ...describeInstance(tx, record),
    }))
    const { page, ...more } = paginate(filterBy(views, Filters, instanceFilters), {
      idOf: (view) => view.record.InstanceId,
      MaxResults,
      NextToken,
      ids: { name: 'instancesSet', given },
    })
    return {
      Reservations: [...groupBy(page, (view) => view.record.ReservationId)].map(
        ([ReservationId, launched]) => ({
          ReservationId,
          OwnerId: account,
          Groups: [],
          Instances: launched.map((view) => omit(view, 'record', 'interfaceTags')),
        }),
      ),
      ...more,
    }
  },
})
