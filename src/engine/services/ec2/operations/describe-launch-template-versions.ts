import { missingParameter } from '../errors.ts'
import { byMember, filterBy } from '../filters.ts'
import { describeVersion } from '../launch-templates/describe-template.ts'
import { findTemplate, findVersion } from '../launch-templates/find-template.ts'
import type { LaunchTemplateRecord } from '../launch-templates/records.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'

/** Of one template, the newest first; or the latest or default one of every template. */
export const describeLaunchTemplateVersions = operation('DescribeLaunchTemplateVersions', {
  decide(request, { tx }) {
    const { Versions = [], MinVersion, MaxVersion, Filters, MaxResults, NextToken } = request
    const named = request.LaunchTemplateId || request.LaunchTemplateName
    if (!named && !Versions.some((version) => version.startsWith('$')))
      throw missingParameter('LaunchTemplateId or LaunchTemplateName')
    const templates = named ? [findTemplate(tx, request)] : tx.list('ec2.launch-template')
    const chosen = (template: LaunchTemplateRecord) =>
      Versions.length > 0
        ? [...new Set(Versions.map((version) => findVersion(template, version)))]
        : template.versions
            .filter(
              ({ VersionNumber }) =>
                VersionNumber >= Number(MinVersion ?? 1) && VersionNumber <= Number(MaxVersion ?? Infinity),
            )
            .toReversed()
    const versions = templates.flatMap((template) =>
      chosen(template).map((version) => describeVersion(template, version)),
    )
    const found = filterBy(versions, Filters, {
      ...byMember(['host-resource-group-arn', 'license-configuration-arn']),
      'network-card-index': (version) =>
        version.LaunchTemplateData?.NetworkInterfaces?.map((card) => card.NetworkCardIndex),
      'create-time': (version) => version.CreateTime?.toISOString(),
      'ebs-optimized': (version) => version.LaunchTemplateData?.EbsOptimized,
      'http-endpoint': (version) => version.LaunchTemplateData?.MetadataOptions?.HttpEndpoint,
      'http-protocol-ipv4': (version) => version.LaunchTemplateData?.MetadataOptions?.HttpEndpoint,
      'http-tokens': (version) => version.LaunchTemplateData?.MetadataOptions?.HttpTokens,
      'iam-instance-profile': (version) => version.LaunchTemplateData?.IamInstanceProfile?.Arn,
      'image-id': (version) => version.LaunchTemplateData?.ImageId,
      'instance-type': (version) => version.LaunchTemplateData?.InstanceType,
      'is-default-version': (version) => version.DefaultVersion,
      'kernel-id': (version) => version.LaunchTemplateData?.KernelId,
      'ram-disk-id': (version) => version.LaunchTemplateData?.RamDiskId,
    })
    const { page, ...more } = paginate(found, {
      idOf: (version) => `${version.LaunchTemplateId} ${version.VersionNumber}`,
      MaxResults,
      NextToken,
      ids: { name: 'launchTemplateVersionSet', given: Versions.length > 0 },
      least: 1,
      most: 200,
    })
    return { LaunchTemplateVersions: page, ...more }
  },
})
