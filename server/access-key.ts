import type { AccessKey } from '#engine'

/** The admin's key as the environment sets it, so that a test suite knows it beforehand. */
export function adminKeyOf(environment: Readonly<Record<string, string | undefined>>): AccessKey | undefined {
  const { SANDCLOUD_ACCESS_KEY_ID: accessKeyId, SANDCLOUD_SECRET_ACCESS_KEY: secretAccessKey } = environment
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey }
  if (!accessKeyId && !secretAccessKey) return undefined
  throw new Error('Set both SANDCLOUD_ACCESS_KEY_ID and SANDCLOUD_SECRET_ACCESS_KEY, or neither.')
}
