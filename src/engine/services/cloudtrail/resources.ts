import type { CallRecord } from '../../kernel/index.ts'

export interface TrailResource {
  ResourceType: string
  ResourceName: string
}

/** The type of resource that a member of a call names. */
const types: Readonly<Record<string, string>> = {
  AllocationId: 'AWS::EC2::EIP',
  BucketName: 'AWS::S3::Bucket',
  FunctionName: 'AWS::Lambda::Function',
  GroupId: 'AWS::EC2::SecurityGroup',
  ImageId: 'AWS::EC2::Ami',
  InstanceId: 'AWS::EC2::Instance',
  InstanceProfileName: 'AWS::IAM::InstanceProfile',
  InternetGatewayId: 'AWS::EC2::InternetGateway',
  KeyName: 'AWS::EC2::KeyPair',
  NatGatewayId: 'AWS::EC2::NatGateway',
  NetworkInterfaceId: 'AWS::EC2::NetworkInterface',
  PolicyArn: 'AWS::IAM::Policy',
  RoleArn: 'AWS::IAM::Role',
  RoleName: 'AWS::IAM::Role',
  RouteTableId: 'AWS::EC2::RouteTable',
  SecurityGroupId: 'AWS::EC2::SecurityGroup',
  SnapshotId: 'AWS::EC2::Snapshot',
  SubnetId: 'AWS::EC2::Subnet',
  TableName: 'AWS::DynamoDB::Table',
  UserName: 'AWS::IAM::User',
  VolumeId: 'AWS::EC2::Volume',
  VpcId: 'AWS::EC2::VPC',
}

const most = 20

/** What a call was about, as far as its parameters and answer name it. Calls that only look are about nothing. */
export const resourcesOf = ({ service, sort, input, output }: CallRecord): TrailResource[] => {
  if (sort !== 'write') return []
  const found = new Map<string, TrailResource>()
  collect(input, found)
  collect(output, found)
  const own = service === 'iam' ? 'AWS::IAM::' : 'AWS::'
  return [...found.values()].filter(({ ResourceType }) => ResourceType.startsWith(own)).slice(0, most)
}

const collect = (value: unknown, found: Map<string, TrailResource>): void => {
  if (typeof value !== 'object' || value === null || found.size >= most) return
  for (const [name, each] of Object.entries(value)) {
    const single = name.replace(/s$/, '')
    const type = types[name] ?? types[single]
    for (const ResourceName of type ? [each].flat() : [])
      if (typeof ResourceName === 'string' && ResourceName !== '')
        found.set(`${type} ${ResourceName}`, { ResourceType: type!, ResourceName })
    collect(each, found)
  }
}
