import type { DecideContext } from '../../../kernel/index.ts'
import { putDefaultGroup } from '../security-groups/default-group.ts'
import type { Tags } from '../tags.ts'
import { defaultAclOf, openEntries } from './network-acls.ts'
import type { RouteRecord, SubnetRecord, VpcRecord } from './records.ts'

type Context = Pick<DecideContext, 'tx' | 'newId'>

interface NewVpc {
  CidrBlock: string
  IsDefault: boolean
  Tags: Tags
  /** Of the main table, besides the local one. */
  routes?: readonly RouteRecord[]
}

/** A VPC with what AWS makes along with it: a main route table, a network ACL and a group `default`. */
export const makeVpc = (context: Context, { CidrBlock, IsDefault, Tags, routes = [] }: NewVpc): VpcRecord => {
  const { tx, newId } = context
  const vpc: VpcRecord = {
    VpcId: newId('vpc'),
    CidrBlock,
    AssociationId: newId('vpc-cidr-assoc'),
    DhcpOptionsId: dhcpOptionsOf(context),
    IsDefault,
    dnsSupport: true,
    dnsHostnames: IsDefault,
    Tags,
  }
  const { VpcId } = vpc
  tx.put('ec2.vpc', VpcId, vpc)
  const RouteTableId = newId('rtb')
  tx.put('ec2.route-table', RouteTableId, {
    RouteTableId,
    VpcId,
    associations: [{ RouteTableAssociationId: newId('rtbassoc') }],
    routes: [{ DestinationCidrBlock: CidrBlock, target: 'local' }, ...routes],
    Tags: [],
  })
  const NetworkAclId = newId('acl')
  tx.put('ec2.network-acl', NetworkAclId, {
    NetworkAclId,
    VpcId,
    IsDefault: true,
    entries: openEntries,
    Tags: [],
  })
  putDefaultGroup(context, VpcId)
  return vpc
}

/** The region has one set of DHCP options, which all its VPCs use. */
const dhcpOptionsOf = ({ tx, newId }: Context) => tx.list('ec2.vpc')[0]?.DhcpOptionsId ?? newId('dopt')

type NewSubnet = Omit<SubnetRecord, 'SubnetId' | 'NetworkAclId' | 'AclAssociationId'>

export const makeSubnet = ({ tx, newId }: Context, wanted: NewSubnet): SubnetRecord => {
  const { NetworkAclId } = defaultAclOf(tx, wanted.VpcId)
  const subnet = { SubnetId: newId('subnet'), ...wanted, NetworkAclId, AclAssociationId: newId('aclassoc') }
  tx.put('ec2.subnet', subnet.SubnetId, subnet)
  return subnet
}
