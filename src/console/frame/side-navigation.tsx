import SideNavigation from '@cloudscape-design/components/side-navigation'
import { useLocation } from 'react-router-dom'
import { paths, useHref } from '../place/index.ts'

/** EC2's navigation: the entries of AWS's, as far as there is something behind them. */
export function Ec2Navigation() {
  const href = useHref()
  const { pathname } = useLocation()
  const link = (text: string, path: string) => ({ type: 'link' as const, text, href: href(path) })
  const places = [paths.instances, paths.volumes, paths.snapshots, paths.securityGroups, paths.keyPairs]
  const active = places.find((path) => pathname.startsWith(path)) ?? paths.ec2
  return (
    <SideNavigation
      header={{ text: 'EC2', href: href(paths.ec2) }}
      activeHref={href(active)}
      items={[
        link('Dashboard', paths.ec2),
        { type: 'divider' },
        { type: 'section', text: 'Instances', items: [link('Instances', paths.instances)] },
        {
          type: 'section',
          text: 'Elastic Block Store',
          items: [link('Volumes', paths.volumes), link('Snapshots', paths.snapshots)],
        },
        {
          type: 'section',
          text: 'Network & Security',
          items: [link('Security Groups', paths.securityGroups), link('Key Pairs', paths.keyPairs)],
        },
      ]}
    />
  )
}
