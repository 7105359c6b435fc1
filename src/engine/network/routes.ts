import type { RecordKinds, Transaction } from '../kernel/index.ts'
import { type Acl, aclOf } from './acls.ts'
import { cidrContains } from './ipv4.ts'

/** A route with what its target is good for now. */
export interface Route {
  DestinationCidrBlock: string
  /** `local`, or the id of a gateway. */
  target: string
  /** False for a black hole: its gateway is gone, or no longer the VPC's. */
  live: boolean
  /** What a NAT gateway sends on, and by which routes. */
  nat?: Nat
}

/** A NAT gateway, which stands in a subnet of its own. */
export interface Nat {
  PublicIp: string
  PrivateIp: string
  SubnetId: string
  acl: Acl | undefined
  routes: readonly Route[]
}

type Place = { VpcId: string; SubnetId: string }

/** The table that a subnet goes by: its own, or its VPC's main one. */
const routeTableOf = (
  tx: Transaction,
  { VpcId, SubnetId }: Place,
): RecordKinds['ec2.route-table'] | undefined => {
  const tables = tx.list('ec2.route-table').filter((table) => table.VpcId === VpcId)
  const associatedWith = (subnet: string | undefined) =>
    tables.find(({ associations }) => associations.some((each) => each.SubnetId === subnet))
  return associatedWith(SubnetId) ?? associatedWith(undefined)
}

export const routesOf = (tx: Transaction, place: Place, beyondNat = true): Route[] =>
  (routeTableOf(tx, place)?.routes ?? []).map(({ DestinationCidrBlock, target }) => {
    const live = isLive(tx, place.VpcId, target)
    const gateway = beyondNat && live ? tx.get('ec2.nat-gateway', target) : undefined
    return {
      DestinationCidrBlock,
      target,
      live,
      ...(gateway && { nat: natOf(tx, gateway) }),
    }
  })

const natOf = (tx: Transaction, gateway: RecordKinds['ec2.nat-gateway']): Nat => ({
  PublicIp: gateway.PublicIp,
  PrivateIp: gateway.PrivateIp,
  SubnetId: gateway.SubnetId,
  acl: aclOf(tx, gateway.SubnetId),
  routes: routesOf(tx, gateway, false),
})

export const isLive = (tx: Transaction, VpcId: string, target: string): boolean =>
  target === 'local' ||
  tx.get('ec2.internet-gateway', target)?.VpcId === VpcId ||
  tx.get('ec2.nat-gateway', target)?.State === 'available'

/** The narrowest block wins. */
export const routeTo = (routes: readonly Route[], address: string): Route | undefined =>
  routes
    .filter(({ DestinationCidrBlock }) => cidrContains(DestinationCidrBlock, address))
    .sort((a, b) => prefixOf(b) - prefixOf(a))[0]

const prefixOf = ({ DestinationCidrBlock }: Route) => Number(DestinationCidrBlock.split('/')[1])
