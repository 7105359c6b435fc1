/** A source of randomness: fills and returns `length` bytes. */
export type RandomBytes = (length: number) => Uint8Array

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

const hex = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += digits[byte]
  return text
}

/** EC2's form: a prefix and 17 hex digits, the first of which is 0 in what AWS gives out today. */
export const newResourceId = (prefix: string, random: RandomBytes) => `${prefix}-0${hex(random(8))}`

export const newUuid = (random: RandomBytes) => {
  const bytes = random(16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const text = hex(bytes)
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`
}

/** The name of a blob in storage. */
export const newBlobId = (random: RandomBytes) => hex(random(12))

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

const inBase32 = (prefix: string, length: number, random: RandomBytes) =>
  prefix + Array.from(random(length), (byte) => base32[byte & 31]).join('')

/** AKIA… for keys, ASIA… for temporary ones: twenty letters in all. */
export const newAccessKeyId = (prefix: 'AKIA' | 'ASIA', random: RandomBytes) => inBase32(prefix, 16, random)

/** AIDA… users, AGPA… groups, AROA… roles, AIPA… instance profiles, ANPA… policies: twenty-one letters. */
export const newPrincipalId = (prefix: string, random: RandomBytes) => inBase32(prefix, 17, random)

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** As secret access keys are: letters of base64. */
export const newSecret = (random: RandomBytes, length: number) =>
  Array.from(random(length), (byte) => letters[byte & 63]).join('')
