import { paths } from '../../place/index.ts'

const ec2 = { text: 'EC2', path: paths.ec2 }

/** A list of resources, then the one by whose id one came here, then the page itself. */
const under =
  (text: string, list: string, pathOf?: (id: string) => string) =>
  (...rest: string[]) => [
    ec2,
    { text, path: list },
    ...rest.map((each, n) =>
      pathOf && n < rest.length - 1 ? { text: each, path: pathOf(each) } : { text: each },
    ),
  ]

/** The breadcrumbs of EC2's pages. */
export const trails = {
  instances: under('Instances', paths.instances, paths.instance),
  volumes: under('Volumes', paths.volumes, paths.volume),
  snapshots: under('Snapshots', paths.snapshots, paths.snapshot),
  securityGroups: under('Security Groups', paths.securityGroups, paths.securityGroup),
  keyPairs: under('Key pairs', paths.keyPairs),
  dashboard: [ec2, { text: 'Dashboard' }],
} as const
