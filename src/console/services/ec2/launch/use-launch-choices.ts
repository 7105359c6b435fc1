import { useQuery } from '../../../data/index.ts'
import { useDefaultVpc, useKeyPairs, useSecurityGroups, useSubnets } from '../queries.ts'
import { quickStart } from '../image-family.ts'
import type { LaunchForm } from './launch-form.ts'

/** Everything that the page offers to choose from. */
export const useLaunchChoices = ({ family, imageId }: Pick<LaunchForm, 'family' | 'imageId'>) => {
  const imagesQuery = useQuery('ec2', 'DescribeImages', { Owners: ['amazon'] }, [])
  const types = useQuery('ec2', 'DescribeInstanceTypes', {}, [])
  const vpc = useDefaultVpc()
  const subnets = useSubnets()
  const all = imagesQuery.data?.Images ?? []
  const images = quickStart(all, family)
  const image = images.find(({ ImageId }) => ImageId === imageId) ?? images[0]
  const supports = (supported: readonly string[] = []) => !image || supported.includes(image.Architecture!)
  return {
    /** All families' images. */
    all,
    /** Of the chosen family. */
    images,
    image,
    imagesQuery,
    types: (types.data?.InstanceTypes ?? []).filter(({ ProcessorInfo }) =>
      supports(ProcessorInfo?.SupportedArchitectures),
    ),
    vpc,
    subnets: subnets.filter(({ VpcId }) => VpcId === vpc?.VpcId),
    keyPairs: useKeyPairs(),
    groups: useSecurityGroups(),
  }
}

export type LaunchChoices = ReturnType<typeof useLaunchChoices>
