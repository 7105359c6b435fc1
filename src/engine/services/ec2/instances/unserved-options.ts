import type { InstanceNetworkInterfaceSpecification, RunInstancesRequest } from '@aws-sdk/client-ec2'
import type { InstanceType } from '../../../catalog/index.ts'
import { AwsError } from '../../../kernel/index.ts'

type Asks = (request: RunInstancesRequest, type: InstanceType) => unknown

/** What a launch may ask of AWS and not of us, unless it asks for what everybody gets anyway. */
const unserved: readonly (readonly [refusal: string, Asks])[] = [
  ['no hibernation: leave HibernationOptions out', (request) => request.HibernationOptions?.Configured],
  ['no Nitro Enclaves: leave EnclaveOptions out', (request) => request.EnclaveOptions?.Enabled],
  [
    'no Spot Instances: leave InstanceMarketOptions out',
    (request) => request.InstanceMarketOptions?.MarketType,
  ],
  [
    'no other processors than those of the instance type: leave CpuOptions out',
    ({ CpuOptions = {} }, type) =>
      (CpuOptions.CoreCount ?? type.cores) !== type.cores ||
      (CpuOptions.ThreadsPerCore ?? type.processors / type.cores) !== type.processors / type.cores ||
      CpuOptions.AmdSevSnp === 'enabled',
  ],
  [
    'default tenancy only',
    ({ Placement = {} }) => Placement.HostId || (Placement.Tenancy ?? 'default') !== 'default',
  ],
  ['no placement groups', ({ Placement = {} }) => Placement.GroupName || Placement.GroupId],
  [
    'no capacity reservations',
    ({ CapacityReservationSpecification: reservation = {} }) =>
      reservation.CapacityReservationTarget ||
      (reservation.CapacityReservationPreference ?? 'open') !== 'open',
  ],
  ['no kernels and RAM disks of their own', (request) => request.KernelId || request.RamdiskId],
  [
    'no accelerators',
    (request) => request.ElasticGpuSpecification?.length || request.ElasticInferenceAccelerators?.length,
  ],
  ['no licence configurations', (request) => request.LicenseSpecifications?.length],
  [
    'no IPv6 networks',
    (request) => request.Ipv6AddressCount || request.Ipv6Addresses?.length || request.EnablePrimaryIpv6,
  ],
  [
    'automatic recovery for every instance',
    ({ MaintenanceOptions = {} }) => (MaintenanceOptions.AutoRecovery ?? 'default') !== 'default',
  ],
  [
    'host names by address only',
    ({ PrivateDnsNameOptions: names = {} }) =>
      (names.HostnameType ?? 'ip-name') !== 'ip-name' ||
      names.EnableResourceNameDnsARecord ||
      names.EnableResourceNameDnsAAAARecord,
  ],
  [
    'one bandwidth for network and disks',
    ({ NetworkPerformanceOptions: performance = {} }) =>
      (performance.BandwidthWeighting ?? 'default') !== 'default',
  ],
  ['no secondary networks', (request) => request.SecondaryInterfaces?.length],
  ['no address prefixes', ({ NetworkInterfaces = [] }) => NetworkInterfaces.some(hasPrefixes)],
  ['no IPv6 networks', ({ NetworkInterfaces = [] }) => NetworkInterfaces.some(isForIpv6)],
  ['plain network interfaces only', ({ NetworkInterfaces = [] }) => NetworkInterfaces.some(isSpecial)],
]

const hasPrefixes = (card: InstanceNetworkInterfaceSpecification) =>
  card.Ipv4PrefixCount || card.Ipv4Prefixes?.length

const isForIpv6 = (card: InstanceNetworkInterfaceSpecification) =>
  card.Ipv6AddressCount ||
  card.Ipv6Addresses?.length ||
  card.Ipv6PrefixCount ||
  card.Ipv6Prefixes?.length ||
  card.PrimaryIpv6

const isSpecial = (card: InstanceNetworkInterfaceSpecification) =>
  card.NetworkCardIndex ||
  (card.InterfaceType ?? 'interface') !== 'interface' ||
  card.AssociateCarrierIpAddress ||
  card.EnaSrdSpecification?.EnaSrdEnabled

/** Refused in the open: nothing that is asked for is passed over. */
export const refuseUnserved = (request: RunInstancesRequest, type: InstanceType) => {
  const [refusal] = unserved.find(([, asks]) => Boolean(asks(request, type))) ?? []
  if (refusal) throw new AwsError('UnsupportedOperation', `Sandcloud has ${refusal}.`)
}
