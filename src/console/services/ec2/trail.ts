import { paths } from '../../place/index.ts'

const ec2 = { text: 'EC2', path: paths.ec2 }
const here = (text: string) => ({ text })

/** The breadcrumbs of EC2's pages. */
export const trails = {
  instances: (...rest: string[]) => [ec2, { text: 'Instances', path: paths.instances }, ...rest.map(here)],
  volumes: (...rest: string[]) => [ec2, { text: 'Volumes', path: paths.volumes }, ...rest.map(here)],
  snapshots: (...rest: string[]) => [ec2, { text: 'Snapshots', path: paths.snapshots }, ...rest.map(here)],
  securityGroups: (...rest: string[]) => [
    ec2,
    { text: 'Security Groups', path: paths.securityGroups },
    ...rest.map(here),
  ],
  keyPairs: (...rest: string[]) => [ec2, { text: 'Key pairs', path: paths.keyPairs }, ...rest.map(here)],
  dashboard: [ec2, here('Dashboard')],
} as const
