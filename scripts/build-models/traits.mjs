import { changedForm } from './changed-form.mjs'

// Common traits are bits of one number (@smithy/core translateTraits), the others an object's keys.
const bits = [
  'httpLabel',
  'idempotent',
  'idempotencyToken',
  'sensitive',
  'httpPayload',
  'httpResponseCode',
  'httpQueryParams',
]

const named = new Set([
  ...bits,
  'awsQueryError',
  'ec2QueryName',
  'error',
  'eventHeader',
  'eventPayload',
  'http',
  'httpError',
  'httpHeader',
  'httpPrefixHeaders',
  'httpQuery',
  'jsonName',
  'mediaType',
  'requiresLength',
  'streaming',
  'xmlAttribute',
  'xmlFlattened',
  'xmlName',
  'xmlNamespace',
])

// Only clients need these.
const dropped = new Set([
  'endpoint',
  'hostLabel',
  'httpChecksum',
  'idempotent',
  'mediaType',
  'requiresLength',
])

export function readTraits(where, traits) {
  if (typeof traits === 'number') {
    if (traits >= 1 << bits.length) changedForm(where, `traits ${traits}`)
    return Object.fromEntries(
      bits.filter((name, bit) => (traits >> bit) & 1 && !dropped.has(name)).map((name) => [name, 1]),
    )
  }
  if (typeof traits !== 'object' || traits === null) return changedForm(where, `traits ${traits}`)
  const kept = Object.entries(traits).filter(([name]) => !dropped.has(name))
  for (const [name] of kept) if (!named.has(name)) changedForm(where, `unknown trait ${name}`)
  return Object.fromEntries(kept)
}
