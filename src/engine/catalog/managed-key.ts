import { sha256 } from '@noble/hashes/sha2.js'

export const managedKeyAlias = 'alias/aws/ebs'

/** The key that AWS keeps for EBS in each account and region, made up once and for all. */
export const managedKeyArn = ({ account, region }: { account: string; region: string }): string => {
  const digest = sha256(new TextEncoder().encode(`${managedKeyAlias} ${account} ${region}`))
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`]
  return `arn:aws:kms:${region}:${account}:key/${[...uuid, hex.slice(20, 32)].join('-')}`
}
