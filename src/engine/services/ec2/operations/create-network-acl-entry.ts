import { AwsError } from '../../../kernel/index.ts'
import { operation } from '../operation.ts'
import { entryPlace, newEntry, putEntries } from '../vpc/network-acl-entries.ts'

/** The quota of an ACL, of each direction. */
const mostEntries = 20

const alreadyThere = (number: number) =>
  new AwsError(
    'NetworkAclEntryAlreadyExists',
    `The network acl entry identified by ${number} already exists.`,
  )

export const createNetworkAclEntry = operation('CreateNetworkAclEntry', {
  decide(request, { tx }) {
    const place = entryPlace(tx, request)
    const entry = newEntry(request, place)
    const { acl, Egress } = place
    if (place.entry) throw alreadyThere(place.RuleNumber)
    if (acl.entries.filter((each) => each.Egress === Egress).length >= mostEntries)
      throw new AwsError(
        'NetworkAclEntryLimitExceeded',
        'The maximum number of network acl entries has been reached.',
      )
    putEntries(tx, acl, [...acl.entries, entry])
    return {}
  },
})
