import { instanceTypeNamed } from '../../../catalog/index.ts'
import { invalidCombination } from '../errors.ts'
import { filterBy } from '../filters.ts'
import { creditsOf } from '../instances/credits.ts'
import { findInstances } from '../instances/find-instance.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'

/** Asked for by id, one without credits is an error; otherwise those that run unlimited are listed. */
export const describeInstanceCreditSpecifications = operation('DescribeInstanceCreditSpecifications', {
  decide({ InstanceIds = [], Filters, MaxResults, NextToken }, { tx }) {
    const given = InstanceIds.length > 0
    const asked = given ? findInstances(tx, InstanceIds) : tx.list('ec2.instance')
    const isBurstable = ({ InstanceType }: { InstanceType: string }) =>
      instanceTypeNamed(InstanceType)!.burstable
    const without = given ? asked.find((instance) => !isBurstable(instance)) : undefined
    if (without)
      throw invalidCombination(
        `The instance '${without.InstanceId}' is not a burstable performance instance.`,
      )
    const specifications = asked
      .filter((instance) => isBurstable(instance) && instance.state !== 'terminated')
      .map((instance) => ({ InstanceId: instance.InstanceId, CpuCredits: creditsOf(instance) }))
      .filter(({ CpuCredits }) => given || CpuCredits === 'unlimited')
    const found = filterBy(specifications, Filters, { 'instance-id': (each) => each.InstanceId })
    const { page, ...more } = paginate(found, {
      idOf: (each) => each.InstanceId,
      MaxResults,
      NextToken,
      ids: { name: 'instancesSet', given },
    })
    return { InstanceCreditSpecifications: page, ...more }
  },
})
