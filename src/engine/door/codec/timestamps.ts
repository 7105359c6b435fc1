import type { TimestampFormat } from '../../model/index.ts'

const isoDate = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/
const epoch = /^-?\d{1,12}(\.\d{1,9})?$/

/** Undefined for what is no date in the format. AWS takes seconds since 1970 wherever it takes ISO dates. */
export function parseTimestamp(text: string, format: TimestampFormat): Date | undefined {
  if (text.length > 40) return undefined
  if (epoch.test(text)) return valid(new Date(Math.round(Number(text) * 1000)))
  if (format === 'httpDate') return valid(new Date(text))
  const match = isoDate.exec(text)
  if (!match) return undefined
  // A time without a zone is UTC for AWS, and local for Date.
  return valid(new Date(match[1] && !match[4] ? `${text}Z` : text))
}

/** `millis` says whether whole seconds are written `.000` (EC2 and S3) or without a fraction. */
export function formatTimestamp(date: Date, format: TimestampFormat, millis: boolean): string {
  if (format === 'epochSeconds') return String(date.getTime() / 1000)
  if (format === 'httpDate') return date.toUTCString()
  const iso = date.toISOString()
  return millis ? iso : iso.replace('.000Z', 'Z')
}

const valid = (date: Date) => (Number.isNaN(date.getTime()) ? undefined : date)
