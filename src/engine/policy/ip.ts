/** An address as a number and how many bits it has. IPv4 and IPv6. */
const addressOf = (text: string): { value: bigint; bits: number } | undefined =>
  text.includes(':') ? version6(text) : version4(text)

const version4 = (text: string) => {
  const bytes = text.split('.')
  if (bytes.length !== 4 || !bytes.every((byte) => /^\d{1,3}$/.test(byte) && Number(byte) < 256))
    return undefined
  return { value: bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n), bits: 32 }
}

const version6 = (text: string) => {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [before, after] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const missing = 8 - before!.length - (after?.length ?? 0)
  if (after ? missing < 1 : missing !== 0) return undefined
  const groups = after ? [...before!, ...Array.from({ length: missing }, () => '0'), ...after] : before!
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined
  return { value: groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n), bits: 128 }
}

/** Whether an address lies in a block such as 203.0.113.0/24; a block without a length is one address. */
export const inBlock = (text: string, block: string): boolean => {
  const [base, length] = block.split('/')
  const address = addressOf(text)
  const network = addressOf(base!)
  if (!address || !network || address.bits !== network.bits) return false
  const prefix = length === undefined ? network.bits : Number(length)
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > network.bits) return false
  const shift = BigInt(network.bits - prefix)
  return address.value >> shift === network.value >> shift
}
