import type { DnsAnswer, DnsRecord, DnsType } from '#machine'

const reverseName = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.in-addr\.arpa$/
const ttl = 60

/** What this internet's names lead to. */
export interface Names {
  addressOf(name: string): string | undefined
  nameOf(address: string): string | undefined
}

/** The one DNS zone of this internet: addresses of names and names of addresses, and no mail. */
export const answerQuery = (names: Names, asked: string, type: DnsType): DnsAnswer => {
  const name = asked.toLowerCase().replace(/\.$/, '')
  const record = recordOf(names, name)
  if (!record) return { status: 'NXDOMAIN', answers: [] }
  return { status: 'NOERROR', answers: type === record.type || type === 'ANY' ? [record] : [] }
}

const recordOf = (names: Names, name: string): DnsRecord | undefined => {
  const [, ...octets] = reverseName.exec(name) ?? []
  if (octets.length > 0) {
    const found = names.nameOf(octets.toReversed().join('.'))
    return found === undefined ? undefined : { name, type: 'PTR', ttl, data: `${found}.` }
  }
  const address = names.addressOf(name)
  return address === undefined ? undefined : { name, type: 'A', ttl, data: address }
}
