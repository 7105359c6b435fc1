import type { KeyType, Tag } from '@aws-sdk/client-ec2'

/** What a form for a new key pair holds. */
export interface NewKeyPair {
  name: string
  type: KeyType
  tags: readonly Tag[]
}

export const emptyKeyPair: NewKeyPair = { name: '', type: 'rsa', tags: [] }

/** What AWS's form says about a name before it asks the service; undefined for a good one. */
export const nameProblem = (name: string): string | undefined => {
  if (!name) return 'Enter a key pair name.'
  if (name.length > 255) return 'The name can include up to 255 ASCII characters.'
  if (!/^[\x20-\x7e]*$/.test(name)) return 'The name can include ASCII characters only.'
  if (name !== name.trim()) return 'The name cannot include leading or trailing spaces.'
  return undefined
}
