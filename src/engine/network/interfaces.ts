import type { RecordKinds, Transaction } from '../kernel/index.ts'

type Interface = RecordKinds['ec2.network-interface']

/** A private address with the public one that is mapped to it. */
export type InterfaceAddress = Pick<Interface, 'PrivateIpAddress' | 'PublicIp' | 'AllocationId'>

/** The addresses of an interface, its first one first. */
export const addressesOf = (eni: Interface): InterfaceAddress[] => [eni, ...eni.secondary]

export const hasPrivateAddress = (eni: Interface, address: string): boolean =>
  addressesOf(eni).some(({ PrivateIpAddress }) => PrivateIpAddress === address)

/** The private address to which a public one is mapped. */
export const mappedTo = (eni: Interface, publicIp: string): InterfaceAddress | undefined =>
  addressesOf(eni).find(({ PublicIp }) => PublicIp === publicIp)

/** A further interface works from when it is attached until it is being detached. */
export const isPluggedIn = ({ Attachment }: Interface): boolean =>
  Attachment !== undefined && (Attachment.DeviceIndex === 0 || Attachment.Status === 'attached')

/** An instance's interfaces, its first one first. */
export const interfacesOf = (tx: Transaction, instanceId: string): Interface[] =>
  tx
    .list('ec2.network-interface')
    .filter(({ Attachment }) => Attachment?.InstanceId === instanceId)
    .sort(byDevice)

export const byDevice = (a: Interface, b: Interface): number =>
  a.Attachment!.DeviceIndex - b.Attachment!.DeviceIndex
