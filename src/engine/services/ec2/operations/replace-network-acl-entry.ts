import { operation } from '../operation.ts'
import { entryNotFound, entryPlace, newEntry, putEntries } from '../vpc/network-acl-entries.ts'

export const replaceNetworkAclEntry = operation('ReplaceNetworkAclEntry', {
  decide(request, { tx }) {
    const place = entryPlace(tx, request)
    const entry = newEntry(request, place)
    if (!place.entry) throw entryNotFound(place)
    const entries = place.acl.entries.map((each) => (each === place.entry ? entry : each))
    putEntries(tx, place.acl, entries)
    return {}
  },
})
