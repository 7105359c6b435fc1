import { paths } from '../place/index.ts'

/** What the search box finds. */
export const places: readonly {
  text: string
  description: string
  path: string
  words?: readonly string[]
}[] = [
  {
    text: 'EC2',
    description: 'Virtual servers in the cloud',
    path: paths.ec2,
    words: ['elastic compute cloud'],
  },
  {
    text: 'Instances',
    description: 'EC2 feature',
    path: paths.instances,
    words: ['servers', 'virtual machines'],
  },
  { text: 'Launch an instance', description: 'EC2 feature', path: paths.launch, words: ['create server'] },
  { text: 'Volumes', description: 'EC2 feature', path: paths.volumes, words: ['ebs', 'disks'] },
  { text: 'Snapshots', description: 'EC2 feature', path: paths.snapshots, words: ['ebs', 'backup'] },
  {
    text: 'Security Groups',
    description: 'EC2 feature',
    path: paths.securityGroups,
    words: ['firewall', 'ports'],
  },
  { text: 'Key Pairs', description: 'EC2 feature', path: paths.keyPairs, words: ['ssh', 'pem'] },
  { text: 'Console Home', description: 'Getting started, recently visited', path: paths.home },
  { text: 'Settings', description: 'Pace, theme, reset', path: paths.settings, words: ['dark', 'light'] },
]
