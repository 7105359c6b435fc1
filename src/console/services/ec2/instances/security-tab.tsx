import type { Instance } from '@aws-sdk/client-ec2'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Fields, timestamp } from '../../../elements/index.ts'
import { paths, useHref } from '../../../place/index.ts'
import { RulesTable } from '../security-groups/rules-table.tsx'

export function SecurityTab({ instance }: { instance: Instance }) {
  const href = useHref()
  const groups = instance.SecurityGroups ?? []
  return (
    <SpaceBetween size="l">
      <Fields
        items={[
          ['Owner ID', instance.NetworkInterfaces?.[0]?.OwnerId],
          ['Launch time', timestamp(instance.LaunchTime)],
          [
            'Security groups',
            <SpaceBetween key="groups" size="xxs">
              {groups.map(({ GroupId, GroupName }) => (
                <Link key={GroupId} href={href(paths.securityGroup(GroupId!))}>
                  {`${GroupId} (${GroupName})`}
                </Link>
              ))}
            </SpaceBetween>,
          ],
        ]}
      />
      {groups.map(({ GroupId }) => (
        <SpaceBetween key={GroupId} size="l">
          <RulesTable groupId={GroupId!} direction="inbound" />
          <RulesTable groupId={GroupId!} direction="outbound" />
        </SpaceBetween>
      ))}
    </SpaceBetween>
  )
}
