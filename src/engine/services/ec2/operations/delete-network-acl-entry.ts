import { operation } from '../operation.ts'
import { entryNotFound, entryPlace, putEntries } from '../vpc/network-acl-entries.ts'

export const deleteNetworkAclEntry = operation('DeleteNetworkAclEntry', {
  decide(request, { tx }) {
    const place = entryPlace(tx, request)
    if (!place.entry) throw entryNotFound(place)
    const entries = place.acl.entries.filter((each) => each !== place.entry)
    putEntries(tx, place.acl, entries)
    return {}
  },
})
