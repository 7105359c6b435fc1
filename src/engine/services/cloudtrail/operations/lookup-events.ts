import type { LookupAttribute } from '@aws-sdk/client-cloudtrail'
import type { CallRecord } from '../../../kernel/index.ts'
import { invalidLookupAttributes, invalidMaxResults, invalidNextToken, invalidTimeRange } from '../errors.ts'
import { eventOf, regionOf, sourceOf, userNameOf } from '../event.ts'
import { operation } from '../operation.ts'
import { resourcesOf } from '../resources.ts'

const longestPage = 50
const history = 90 * 24 * 60 * 60 * 1000

export const lookupEvents = operation('LookupEvents', {
  decide: (request, { facilities, account, region, now, tx }) => {
    const { LookupAttributes = [], StartTime, EndTime, MaxResults = longestPage, NextToken } = request
    if (LookupAttributes.length > 1) throw invalidLookupAttributes()
    if (MaxResults < 1 || MaxResults > longestPage) throw invalidMaxResults()
    if (StartTime && EndTime && StartTime > EndTime) throw invalidTimeRange()
    const from = Math.max(StartTime?.getTime() ?? 0, now.getTime() - history)
    const to = EndTime?.getTime() ?? Infinity
    const found = facilities.calls
      .list()
      .filter((record) => record.account === account && regionOf(record) === region)
      .filter(({ sort, time }) => sort !== 'data' && time >= from && time <= to)
      .filter((record) => LookupAttributes.every((attribute) => has(record, attribute)))
      // Insights are found by trails, and there is none.
      .filter(() => request.EventCategory === undefined)
    const start = NextToken === undefined ? 0 : after(found, NextToken)
    const page = found.slice(start, start + MaxResults)
    const more = start + MaxResults < found.length
    return {
      Events: page.map((record) => eventOf(record, tx)),
      ...(more && { NextToken: btoa(page.at(-1)!.id) }),
    }
  },
})

const has = (record: CallRecord, { AttributeKey, AttributeValue = '' }: LookupAttribute): boolean => {
  switch (AttributeKey) {
    case 'EventId':
      return record.id === AttributeValue
    case 'EventName':
      return record.operation === AttributeValue
    case 'ReadOnly':
      return String(record.sort === 'read') === AttributeValue.toLowerCase()
    case 'Username':
      return userNameOf(record) === AttributeValue
    case 'EventSource':
      return sourceOf(record) === AttributeValue
    case 'AccessKeyId':
      return record.source.accessKeyId === AttributeValue
    case 'ResourceType':
      return resourcesOf(record).some(({ ResourceType }) => ResourceType === AttributeValue)
    case 'ResourceName':
      return resourcesOf(record).some(({ ResourceName }) => ResourceName === AttributeValue)
    default:
      throw invalidLookupAttributes()
  }
}

/** A token is the last event of the page before. */
const after = (found: readonly CallRecord[], token: string): number => {
  let id: string
  try {
    id = atob(token)
  } catch {
    throw invalidNextToken()
  }
  const at = found.findIndex((record) => record.id === id)
  if (at < 0) throw invalidNextToken()
  return at + 1
}
