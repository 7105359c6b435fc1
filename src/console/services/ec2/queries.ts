import type { Instance, InstanceStatus, SecurityGroup, Snapshot, Volume } from '@aws-sdk/client-ec2'
import { useMemo } from 'react'
import { type ChangeKind, type Query, useQuery } from '../../data/index.ts'

/** What a list asks for: the query, and the items that it answered. */
export type Listed<T> = Omit<Query<unknown>, 'data'> & { items: readonly T[] }

const none: readonly never[] = []

const instanceKinds: readonly ChangeKind[] = [
  'ec2.instance',
  'ec2.tag',
  'ec2.network-interface',
  'ec2.volume',
]
const volumeKinds: readonly ChangeKind[] = ['ec2.volume', 'ec2.tag', 'ec2.instance']
const snapshotKinds: readonly ChangeKind[] = ['ec2.snapshot', 'ec2.tag']
const groupKinds: readonly ChangeKind[] = ['ec2.security-group', 'ec2.security-group-rule', 'ec2.tag']

/** All instances, or the one with this id: one that is not there answers AWS's error. */
export const useInstances = (id?: string): Listed<Instance> => {
  const query = useQuery('ec2', 'DescribeInstances', id ? { InstanceIds: [id] } : {}, instanceKinds)
  const items = useMemo(
    () => query.data?.Reservations?.flatMap(({ Instances }) => Instances ?? []) ?? none,
    [query.data],
  )
  return { ...query, items }
}

export const useInstanceStatuses = (): ReadonlyMap<string, InstanceStatus> => {
  const { data } = useQuery('ec2', 'DescribeInstanceStatus', {}, ['ec2.instance'])
  return useMemo(() => new Map(data?.InstanceStatuses?.map((status) => [status.InstanceId!, status])), [data])
}

export const useVolumes = (id?: string): Listed<Volume> => {
  const query = useQuery('ec2', 'DescribeVolumes', id ? { VolumeIds: [id] } : {}, volumeKinds)
  return { ...query, items: query.data?.Volumes ?? none }
}

/** The account's own snapshots; those of Amazon's images are not in its list. */
export const useSnapshots = (): Listed<Snapshot> => {
  const query = useQuery('ec2', 'DescribeSnapshots', { OwnerIds: ['self'] }, snapshotKinds)
  return { ...query, items: query.data?.Snapshots ?? none }
}

export const useSnapshot = (id: string): Listed<Snapshot> => {
  const query = useQuery('ec2', 'DescribeSnapshots', { SnapshotIds: [id] }, snapshotKinds)
  return { ...query, items: query.data?.Snapshots ?? none }
}

export const useSecurityGroups = (id?: string): Listed<SecurityGroup> => {
  const query = useQuery('ec2', 'DescribeSecurityGroups', id ? { GroupIds: [id] } : {}, groupKinds)
  return { ...query, items: query.data?.SecurityGroups ?? none }
}

export const useSecurityGroupRules = (groupId: string) => {
  const query = useQuery(
    'ec2',
    'DescribeSecurityGroupRules',
    { Filters: [{ Name: 'group-id', Values: [groupId] }] },
    groupKinds,
  )
  return { ...query, items: query.data?.SecurityGroupRules ?? none }
}

export const useKeyPairs = () => {
  const query = useQuery('ec2', 'DescribeKeyPairs', {}, ['ec2.key-pair', 'ec2.tag'])
  return { ...query, items: query.data?.KeyPairs ?? none }
}

/** The default VPC is there from the start, in each region. */
export const useDefaultVpc = () => {
  const { data } = useQuery('ec2', 'DescribeVpcs', {}, [])
  return data?.Vpcs?.find(({ IsDefault }) => IsDefault) ?? data?.Vpcs?.[0]
}

export const useVpcs = () => useQuery('ec2', 'DescribeVpcs', {}, []).data?.Vpcs ?? none

export const useSubnets = () =>
  useQuery('ec2', 'DescribeSubnets', {}, ['ec2.network-interface']).data?.Subnets ?? none

export const useZones = (): readonly string[] =>
  useQuery('ec2', 'DescribeAvailabilityZones', {}, []).data?.AvailabilityZones?.map(
    ({ ZoneName }) => ZoneName!,
  ) ?? none
