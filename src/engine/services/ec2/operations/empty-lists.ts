import type { Filter } from '@aws-sdk/client-ec2'
import { AwsError } from '../../../kernel/index.ts'
import { filterBy } from '../filters.ts'
import { operation } from '../operation.ts'

// Scripts look for these wherever they work on a network or an instance. None can be made here, so the
// lists are empty; who asks for one by its id is told that there is none.

interface Asked {
  ids?: readonly string[] | undefined
  filters?: readonly Filter[] | undefined
}

const checkNothing = (
  { ids = [], filters }: Asked,
  notFound: (id: string) => AwsError,
  names: readonly string[],
) => {
  const [id] = ids
  if (id !== undefined) throw notFound(id)
  filterBy([], filters, Object.fromEntries(names.map((name) => [name, () => undefined])))
}

const noneWith = (code: string, what: string) => (id: string) =>
  new AwsError(code, `The ${what} '${id}' does not exist`)

export const describeVpcEndpoints = operation('DescribeVpcEndpoints', {
  decide({ VpcEndpointIds: ids, Filters: filters }) {
    checkNothing({ ids, filters }, noneWith('InvalidVpcEndpointId.NotFound', 'Vpc Endpoint Id'), [
      'ip-address-type',
      'service-name',
      'service-region',
      'vpc-id',
      'vpc-endpoint-id',
      'vpc-endpoint-state',
      'vpc-endpoint-type',
    ])
    return { VpcEndpoints: [] }
  },
})

export const describeVpcPeeringConnections = operation('DescribeVpcPeeringConnections', {
  decide({ VpcPeeringConnectionIds: ids, Filters: filters }) {
    const notFound = noneWith('InvalidVpcPeeringConnectionID.NotFound', 'vpcPeeringConnection ID')
    checkNothing({ ids, filters }, notFound, [
      'accepter-vpc-info.cidr-block',
      'accepter-vpc-info.owner-id',
      'accepter-vpc-info.vpc-id',
      'expiration-time',
      'requester-vpc-info.cidr-block',
      'requester-vpc-info.owner-id',
      'requester-vpc-info.vpc-id',
      'status-code',
      'status-message',
      'vpc-peering-connection-id',
    ])
    return { VpcPeeringConnections: [] }
  },
})

export const describeEgressOnlyInternetGateways = operation('DescribeEgressOnlyInternetGateways', {
  decide({ EgressOnlyInternetGatewayIds: ids, Filters: filters }) {
    const code = 'InvalidEgressOnlyInternetGatewayId.NotFound'
    checkNothing({ ids, filters }, noneWith(code, 'egressOnlyInternetGateway ID'), [])
    return { EgressOnlyInternetGateways: [] }
  },
})

export const describeVpnGateways = operation('DescribeVpnGateways', {
  decide({ VpnGatewayIds: ids, Filters: filters }) {
    checkNothing({ ids, filters }, noneWith('InvalidVpnGatewayID.NotFound', 'vpnGateway ID'), [
      'amazon-side-asn',
      'attachment.state',
      'attachment.vpc-id',
      'availability-zone',
      'state',
      'type',
      'vpn-gateway-id',
    ])
    return { VpnGateways: [] }
  },
})

export const describeFlowLogs = operation('DescribeFlowLogs', {
  decide({ FlowLogIds: ids, Filter: filters }) {
    checkNothing({ ids, filters }, noneWith('InvalidFlowLogId.NotFound', 'flow log ID'), [
      'deliver-log-status',
      'log-destination-type',
      'flow-log-id',
      'log-group-name',
      'resource-id',
      'traffic-type',
    ])
    return { FlowLogs: [] }
  },
})

export const describePlacementGroups = operation('DescribePlacementGroups', {
  decide({ GroupNames = [], GroupIds = [], Filters: filters }) {
    const unknown = (name: string) =>
      new AwsError('InvalidPlacementGroup.Unknown', `The Placement Group '${name}' is unknown.`)
    checkNothing({ ids: [...GroupNames, ...GroupIds], filters }, unknown, [
      'group-arn',
      'group-name',
      'spread-level',
      'state',
      'strategy',
    ])
    return { PlacementGroups: [] }
  },
})

export const describeSpotInstanceRequests = operation('DescribeSpotInstanceRequests', {
  decide({ SpotInstanceRequestIds: ids, Filters: filters }) {
    const notFound = noneWith('InvalidSpotInstanceRequestID.NotFound', 'spot instance request ID')
    checkNothing({ ids, filters }, notFound, [
      'availability-zone-group',
      'create-time',
      'fault-code',
      'fault-message',
      'instance-id',
      'launch-group',
      'launched-availability-zone',
      'launch.image-id',
      'launch.instance-type',
      'launch.key-name',
      'product-description',
      'launch.block-device-mapping.delete-on-termination',
      'launch.block-device-mapping.device-name',
      'launch.block-device-mapping.snapshot-id',
      'launch.block-device-mapping.volume-size',
      'launch.block-device-mapping.volume-type',
      'launch.group-id',
      'launch.group-name',
      'launch.kernel-id',
      'launch.monitoring-enabled',
      'launch.ramdisk-id',
      'launched-availability-zone-id',
      'network-interface.addresses.primary',
      'network-interface.delete-on-termination',
      'network-interface.description',
      'network-interface.device-index',
      'network-interface.group-id',
      'network-interface.network-interface-id',
      'network-interface.private-ip-address',
      'network-interface.subnet-id',
      'spot-instance-request-id',
      'spot-price',
      'state',
      'status-code',
      'status-message',
      'type',
      'valid-from',
      'valid-until',
    ])
    return { SpotInstanceRequests: [] }
  },
})

/** There is no Spot market here, so nothing was ever paid in it. */
export const describeSpotPriceHistory = operation('DescribeSpotPriceHistory', {
  decide({ Filters: filters }) {
    filterBy([], filters, {
      'availability-zone': () => undefined,
      'availability-zone-id': () => undefined,
      'instance-type': () => undefined,
      'product-description': () => undefined,
      'spot-price': () => undefined,
      timestamp: () => undefined,
    })
    return { SpotPriceHistory: [] }
  },
})

/** Instances are never paid for in advance here. */
export const describeReservedInstances = operation('DescribeReservedInstances', {
  decide({ ReservedInstancesIds: ids, Filters: filters }) {
    const notFound = noneWith('InvalidReservedInstancesId', 'reserved instances ID')
    checkNothing({ ids, filters }, notFound, [
      'availability-zone',
      'availability-zone-id',
      'duration',
      'end',
      'fixed-price',
      'instance-type',
      'scope',
      'product-description',
      'reserved-instances-id',
      'start',
      'state',
      'usage-price',
    ])
    return { ReservedInstances: [] }
  },
})

export const describeHosts = operation('DescribeHosts', {
  decide({ HostIds: ids, Filter: filters }) {
    checkNothing({ ids, filters }, noneWith('InvalidHostID.NotFound', 'host ID'), [
      'auto-placement',
      'availability-zone',
      'client-token',
      'host-reservation-id',
      'instance-type',
      'state',
    ])
    return { Hosts: [] }
  },
})

export const describeCapacityReservations = operation('DescribeCapacityReservations', {
  decide({ CapacityReservationIds: ids, Filters: filters }) {
    const notFound = noneWith('InvalidCapacityReservationId.NotFound', 'capacity reservation ID')
    checkNothing({ ids, filters }, notFound, [
      'instance-type',
      'owner-id',
      'instance-platform',
      'availability-zone',
      'tenancy',
      'outpost-arn',
      'state',
      'start-date',
      'end-date',
      'end-date-type',
      'instance-match-criteria',
      'placement-group-arn',
    ])
    return { CapacityReservations: [] }
  },
})

/** Blocks of a volume from a snapshot are there at once here, whatever is restored how fast. */
export const describeFastSnapshotRestores = operation('DescribeFastSnapshotRestores', {
  decide({ Filters: filters }) {
    filterBy([], filters, {
      'availability-zone': () => undefined,
      'availability-zone-id': () => undefined,
      'owner-id': () => undefined,
      'snapshot-id': () => undefined,
      state: () => undefined,
    })
    return { FastSnapshotRestores: [] }
  },
})
