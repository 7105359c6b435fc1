import type { Service } from '../../kernel/index.ts'
import { lookupEvents } from './operations/lookup-events.ts'

/** Of CloudTrail, the event history: the calls that are on record, in its form. */
export const cloudtrail: Service = {
  name: 'cloudtrail',
  operations: { LookupEvents: lookupEvents },
}
