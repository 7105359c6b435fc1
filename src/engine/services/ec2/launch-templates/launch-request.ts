import type { RequestLaunchTemplateData, ResourceType, RunInstancesRequest } from '@aws-sdk/client-ec2'
import { AwsError, type Transaction } from '../../../kernel/index.ts'
import { omit } from '../omit.ts'
import { checkUnique, type Tags, withTags } from '../tags.ts'
import { findTemplate, findVersion } from './find-template.ts'

/** A launch with what its template says: the request's own members come first. */
export const launchRequest = (tx: Transaction, request: RunInstancesRequest): RunInstancesRequest => {
  const { LaunchTemplate, ...asked } = request
  if (!LaunchTemplate) return request
  const template = findTemplate(tx, LaunchTemplate)
  const { data } = findVersion(template, LaunchTemplate.Version)
  if (data.InstanceRequirements)
    throw new AwsError(
      'UnsupportedOperation',
      'Sandcloud chooses no instance types by their attributes: give the template an InstanceType.',
    )
  const { RamDiskId, ElasticGpuSpecifications, ...shared } = omit(data, 'InstanceRequirements')
  const said = {
    ...(shared as Partial<RunInstancesRequest>),
    ...(RamDiskId !== undefined && { RamdiskId: RamDiskId }),
    ...(ElasticGpuSpecifications && { ElasticGpuSpecification: ElasticGpuSpecifications }),
  }
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
  return {
    ...said,
    ...(given as unknown as RunInstancesRequest),
    ...mergedDisks(data, asked),
    ...mergedTags(data, asked),
  }
}

/** A device that both name is as the request has it. */
const mergedDisks = (
  { BlockDeviceMappings: before = [] }: RequestLaunchTemplateData,
  { BlockDeviceMappings: after = [] }: Pick<RunInstancesRequest, 'BlockDeviceMappings'>,
): Pick<RunInstancesRequest, 'BlockDeviceMappings'> => {
  const named = new Set(after.map(({ DeviceName }) => DeviceName))
  const kept = before.filter(({ DeviceName }) => !named.has(DeviceName))
  return kept.length + after.length > 0 ? { BlockDeviceMappings: [...kept, ...after] } : {}
}

/** Tags of both; where both have a key, the request's value stands. */
const mergedTags = (
  { TagSpecifications: before = [] }: RequestLaunchTemplateData,
  { TagSpecifications: after = [] }: Pick<RunInstancesRequest, 'TagSpecifications'>,
): Pick<RunInstancesRequest, 'TagSpecifications'> => {
  const merged = new Map<ResourceType, Tags>()
  for (const { ResourceType: type, Tags = [] } of before) if (type) merged.set(type, Tags)
  const asked = after.map((specification) => {
    const { ResourceType: type, Tags = [] } = specification
    const standing = type && merged.get(type)
    if (!standing) return specification
    merged.delete(type)
    checkUnique(Tags)
    return { ...specification, Tags: [...withTags(standing, Tags)] }
  })
  const kept = [...merged].map(([ResourceType, Tags]) => ({ ResourceType, Tags: [...Tags] }))
  return kept.length + asked.length > 0 ? { TagSpecifications: [...kept, ...asked] } : {}
}

/** The tags that AWS itself gives to what a template has launched. */
export const templateTags = (tx: Transaction, { LaunchTemplate }: RunInstancesRequest) => {
  if (!LaunchTemplate) return []
  const template = findTemplate(tx, LaunchTemplate)
  const { VersionNumber } = findVersion(template, LaunchTemplate.Version)
  return [
    { Key: 'aws:ec2launchtemplate:id', Value: template.LaunchTemplateId },
    { Key: 'aws:ec2launchtemplate:version', Value: String(VersionNumber) },
  ]
}
