import { randomBytes } from 'node:crypto'

export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The admin's key: the environment's, so that a test suite can know it beforehand, or a new one. */
export function adminKey(environment: NodeJS.ProcessEnv): AccessKey {
  const { SANDCLOUD_ACCESS_KEY_ID: id, SANDCLOUD_SECRET_ACCESS_KEY: secret } = environment
  if (id && secret) return { accessKeyId: id, secretAccessKey: secret }
  if (id || secret) throw new Error('Set both SANDCLOUD_ACCESS_KEY_ID and SANDCLOUD_SECRET_ACCESS_KEY, or neither.')
  const letters = Array.from(randomBytes(16), (byte) => base32[byte % 32]).join('')
  return { accessKeyId: `AKIA${letters}`, secretAccessKey: randomBytes(30).toString('base64') }
}
