import { type FilterTable, filterBy } from '../filters.ts'
import {
  type Associated,
  associated,
  describeAssociation,
  findAssociation,
} from '../instance-profiles/association.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'

const filters: FilterTable<Associated> = {
  'instance-id': ({ InstanceId }) => InstanceId,
  state: () => 'associated',
}

export const describeIamInstanceProfileAssociations = operation('DescribeIamInstanceProfileAssociations', {
  decide({ AssociationIds = [], Filters, MaxResults, NextToken }, { tx }) {
    const given = AssociationIds.length > 0
    const asked = given ? AssociationIds.map((id) => findAssociation(tx, id)) : associated(tx)
    const { page, ...more } = paginate(filterBy(asked, Filters, filters), {
      idOf: ({ profile }) => profile.AssociationId,
      MaxResults,
      NextToken,
      ids: { name: 'associationIds', given },
    })
    const associations = page.map((instance) => describeAssociation(instance, 'associated'))
    return { IamInstanceProfileAssociations: associations, ...more }
  },
})
