import type { DhcpOptions } from '@aws-sdk/client-ec2'
import { AwsError, fail, type Transaction } from '../../../kernel/index.ts'
import { filterBy } from '../filters.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'

const notFound = (id: string) =>
  new AwsError('InvalidDhcpOptionID.NotFound', `The dhcpOption ID '${id}' does not exist`)

/** The one set that comes with the region: Amazon's resolver, and the domain of the private names. */
const setsIn = (tx: Transaction): DhcpOptions[] => {
  const { region, account } = tx.scope
  const domain = region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`
  const ids = new Set(tx.list('ec2.vpc').map(({ DhcpOptionsId }) => DhcpOptionsId))
  return [...ids].map((DhcpOptionsId) => ({
    OwnerId: account,
    Tags: [],
    DhcpOptionsId,
    DhcpConfigurations: [
      { Key: 'domain-name', Values: [{ Value: domain }] },
      { Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] },
    ],
  }))
}

export const describeDhcpOptions = operation('DescribeDhcpOptions', {
  decide({ DhcpOptionsIds = [], Filters, MaxResults, NextToken }, { tx }) {
    const all = setsIn(tx)
    const given = DhcpOptionsIds.length > 0
    const asked = given
      ? DhcpOptionsIds.map((id) => all.find((each) => each.DhcpOptionsId === id) ?? fail(notFound(id)))
      : all
    const found = filterBy(asked, Filters, {
      'dhcp-options-id': (set) => set.DhcpOptionsId,
      key: (set) => set.DhcpConfigurations!.map(({ Key }) => Key),
      'owner-id': (set) => set.OwnerId,
      value: (set) => set.DhcpConfigurations!.flatMap(({ Values }) => Values!.map(({ Value }) => Value)),
    })
    const { page, ...more } = paginate(found, {
      idOf: (set) => set.DhcpOptionsId!,
      MaxResults,
      NextToken,
      ids: { name: 'dhcpOptionsSet', given },
    })
    return { DhcpOptions: page, ...more }
  },
})
