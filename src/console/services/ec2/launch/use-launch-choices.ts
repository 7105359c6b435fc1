import type { Image } from '@aws-sdk/client-ec2'
import { useQuery } from '../../../data/index.ts'
import { useDefaultVpc, useKeyPairs, useSecurityGroups, useSubnets } from '../queries.ts'

/** Everything that the page offers to choose from. */
export const useLaunchChoices = () => {
  const images = useQuery('ec2', 'DescribeImages', { Owners: ['amazon'] }, [])
  const types = useQuery('ec2', 'DescribeInstanceTypes', {}, [])
  const vpc = useDefaultVpc()
  const subnets = useSubnets()
  return {
    image: images.data?.Images?.[0],
    imagesQuery: images,
    types: types.data?.InstanceTypes ?? [],
    vpc,
    subnets: subnets.filter(({ VpcId }) => VpcId === vpc?.VpcId),
    keyPairs: useKeyPairs(),
    groups: useSecurityGroups(),
  }
}

export type LaunchChoices = ReturnType<typeof useLaunchChoices>

/** The user that Amazon's images are made with. */
export const imageUser = 'ec2-user'

/** What AWS's page calls an image: "Amazon Linux 2023 (kernel-6.18) AMI". */
export const imageTitle = ({ Description = '' }: Image): string => {
  const [, family, kernel] = /^(Amazon Linux \d+).*?(kernel-[\d.]+)?$/.exec(Description) ?? []
  return family ? `${family}${kernel ? ` ${kernel}` : ''} AMI` : Description
}
