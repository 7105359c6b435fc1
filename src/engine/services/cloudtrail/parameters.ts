type Fields = Readonly<Record<string, unknown>>

/** How EC2's lists are called in its events, and what each scalar in them is wrapped as. */
const lists: Readonly<Record<string, readonly [name: string, item?: string]>> = {
  AllocationIds: ['allocationIdsSet', 'allocationId'],
  BlockDeviceMappings: ['blockDeviceMapping'],
  Filters: ['filterSet'],
  GroupIds: ['groupSet', 'groupId'],
  GroupNames: ['groupSet', 'groupName'],
  Groups: ['groupSet', 'groupId'],
  ImageIds: ['imagesSet', 'imageId'],
  InstanceIds: ['instancesSet', 'instanceId'],
  Instances: ['instancesSet'],
  KeyNames: ['keySet', 'keyName'],
  NetworkInterfaces: ['networkInterfaceSet'],
  Owners: ['ownersSet', 'owner'],
  Resources: ['resourcesSet', 'resourceId'],
  SecurityGroupIds: ['groupSet', 'groupId'],
  SecurityGroups: ['groupSet', 'groupName'],
  SnapshotIds: ['snapshotSet', 'snapshotId'],
  SubnetIds: ['subnetSet', 'subnetId'],
  TagSpecifications: ['tagSpecificationSet'],
  Tags: ['tagSet'],
  Values: ['valueSet', 'value'],
  VolumeIds: ['volumeSet', 'volumeId'],
  VpcIds: ['vpcSet', 'vpcId'],
}

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)

/** Parameters as events have them: names begin small, and EC2 wraps the items of its lists. */
export const parametersOf = (service: string, fields: unknown): Fields | null => {
  const written = (service === 'ec2' ? ofEc2 : ofOthers)(fields as Fields)
  return Object.keys(written).length > 0 ? written : null
}

const ofOthers = (fields: Fields): Fields => named(fields, (_, value) => plain(value))

const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Date) return usDate(value)
  return isFields(value) ? ofOthers(value) : value
}

const ofEc2 = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (name === 'Return') return ['_return', value]
      if (!Array.isArray(value)) return [lowerFirst(name), ec2Value(value)]
      const [listName = lowerFirst(name), item = 'item'] = Object.hasOwn(lists, name) ? lists[name]! : []
      const items = value.map((each) => (isFields(each) ? ofEc2(each) : { [item]: ec2Value(each) }))
      return [listName, items.length > 0 ? { items } : {}]
    }),
  )

const ec2Value = (value: unknown): unknown => {
  if (value instanceof Date) return value.getTime()
  return isFields(value) ? ofEc2(value) : value
}

const named = (fields: Fields, written: (name: string, value: unknown) => unknown): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [lowerFirst(name), written(name, value)]))

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !(value instanceof Date)

/** `Nov 28, 2026, 2:40:48 PM` */
const usDate = (date: Date): string =>
  date
    .toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })
    .replace('\u202f', ' ')
