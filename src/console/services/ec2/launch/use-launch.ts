import { useAction } from '../../../data/index.ts'
import type { LaunchRequests } from './requests.ts'

/**
 * Makes the group and its rules, then the instances. A group that was made stays when a later call fails,
 * as on AWS: `onGroup` hears of it, so that a second try uses it.
 */
export const useLaunch = (onGroup: (groupId: string) => void) =>
  useAction(
    {
      failure: 'Instance launch failed',
      success: (ids: string[]) => ({
        header: 'Success',
        text: `Successfully initiated launch of instance (${ids.join(', ')})`,
      }),
    },
    async ({ call }, { group, run }: LaunchRequests): Promise<string[]> => {
      let groupId: string | undefined
      if (group) {
        groupId = (await call('ec2', 'CreateSecurityGroup', group.create)).GroupId!
        onGroup(groupId)
        const rules = group.rules(groupId)
        if (rules) await call('ec2', 'AuthorizeSecurityGroupIngress', rules)
      }
      const { Instances = [] } = await call('ec2', 'RunInstances', run(groupId))
      return Instances.map(({ InstanceId }) => InstanceId!)
    },
  )
