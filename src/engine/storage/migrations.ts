import type { StoredRecord } from './storage.ts'

/** Brings an account's records to the next form: what it returns is put over them (`record` undefined: deleted). */
export type Migration = (records: readonly StoredRecord[]) => StoredRecord[]

type Members = Record<string, unknown>

const changed = (records: readonly StoredRecord[], kind: string, change: (record: Members) => Members) =>
  records
    .filter((each) => each.kind === kind)
    .map((each) => ({ ...each, record: change(each.record as Members) }))

/** To form 2: instances have more than one interface, and interfaces more than one private address. */
const severalInterfaces: Migration = (records) => {
  const firstAddress = new Map(
    records
      .filter(({ kind }) => kind === 'ec2.network-interface')
      .map(({ id, record }) => [id, (record as Members)['PrivateIpAddress']]),
  )
  const withDevice = ({ Attachment, ...eni }: Members): Members => ({
    ...eni,
    secondary: [],
    ...(Attachment !== undefined && { Attachment: { ...(Attachment as Members), DeviceIndex: 0 } }),
  })
  const withAddress = ({ association, ...address }: Members): Members => {
    if (association === undefined) return address
    const id = (association as Members)['NetworkInterfaceId'] as string
    return {
      ...address,
      association: { ...(association as Members), PrivateIpAddress: firstAddress.get(id) },
    }
  }
  return [
    ...changed(records, 'ec2.network-interface', withDevice),
    ...changed(records, 'ec2.address', withAddress),
  ]
}

/** To form 3: subnets have network ACLs of their own, whose rules can be changed. */
const networkAcls: Migration = (records) => {
  const ofVpc = new Map(
    records
      .filter(({ kind }) => kind === 'ec2.network-acl')
      .map(({ id, record }) => [(record as Members)['VpcId'], id]),
  )
  const allow = { CidrBlock: '0.0.0.0/0', Protocol: '-1', RuleAction: 'allow', RuleNumber: 100 }
  const entries = [true, false].map((Egress) => ({ ...allow, Egress }))
  return [
    ...changed(records, 'ec2.network-acl', (acl) => ({ ...acl, IsDefault: true, entries })),
    ...changed(records, 'ec2.subnet', (subnet) => ({ ...subnet, NetworkAclId: ofVpc.get(subnet['VpcId']) })),
  ]
}

/**
 * From the first form to today's, one step each: the n-th leads from form n to form n + 1. Whoever changes
 * what stored records look like adds a step here; steps that were shipped are never changed.
 */
export const migrations: readonly Migration[] = [severalInterfaces, networkAcls]
