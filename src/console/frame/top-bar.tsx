import { groupBy } from '../data/group-by.ts'
import './top-bar.css'
import type { ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown'
import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation'
import { useNavigate, useLocation } from 'react-router-dom'
import { useClient } from '../data/index.ts'
import { useDock } from '../dock/index.ts'
import { paths, useGo, useHref, useRegion } from '../place/index.ts'
import { type Theme, usePreferences } from '../preferences.ts'
import { cloudIcon } from './cloud-icon.ts'
import { regionNames, regionTitle } from './region-names.ts'
import { saveWords, useSaveState } from './save-state.ts'
import { ServiceSearch } from './service-search.tsx'
import { useRegions } from './use-regions.ts'

export function TopBar() {
  const href = useHref()
  const dock = useDock()
  return (
    <div id="top-bar" className="top-bar">
      <TopNavigation
        identity={{ title: 'Sandcloud', href: href(paths.home), logo: { src: cloudIcon, alt: '' } }}
        search={<ServiceSearch />}
        utilities={[
          {
            type: 'button',
            iconName: 'command-prompt',
            text: 'Terminal',
            ariaLabel: 'Terminal',
            onClick: () => dock.showTerminal(),
          },
          {
            type: 'button',
            iconName: 'globe',
            text: 'Browser',
            ariaLabel: 'Browser',
            onClick: () => dock.showBrowser(),
          },
          useSaveUtility(),
          useSettingsUtility(),
          useRegionUtility(),
          useAccountUtility(),
        ]}
      />
      {/* Apart from the bar, which hides what it has no room for. */}
      <span className="practice-mark">Practice cloud, not AWS</span>
    </div>
  )
}

const useSaveUtility = (): TopNavigationProps.Utility => {
  const { state } = useSaveState()
  const go = useGo()
  return {
    type: 'button',
    iconName:
      state === 'saved' ? 'status-positive' : state === 'saving' ? 'status-in-progress' : 'status-warning',
    ariaLabel: `${saveWords[state]}: what is kept, and where`,
    title: saveWords[state],
    badge: state === 'failed',
    disableUtilityCollapse: true,
    onClick: () => go(paths.settings),
  }
}

const themes: readonly [Theme, string][] = [
  ['system', 'Browser default'],
  ['light', 'Light'],
  ['dark', 'Dark'],
]

const useSettingsUtility = (): TopNavigationProps.Utility => {
  const { theme, setTheme } = usePreferences()
  const go = useGo()
  return {
    type: 'menu-dropdown',
    iconName: 'settings',
    ariaLabel: 'Settings',
    title: 'Settings',
    items: [
      {
        text: 'Visual mode',
        items: themes.map(([id, text]) => ({ id, text, itemType: 'checkbox', checked: id === theme })),
      },
      { id: 'all', text: 'See all settings' },
    ],
    onItemClick: ({ detail }) => {
      if (detail.id === 'all') go(paths.settings)
      else setTheme(detail.id as Theme)
    },
  }
}

const useRegionUtility = (): TopNavigationProps.Utility => {
  const regions = useRegions()
  const region = useRegion()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const item = (code: string): ButtonDropdownProps.CheckboxItem => ({
    id: code,
    itemType: 'checkbox',
    checked: code === region,
    text: regionNames[code]?.[1] ?? code,
    secondaryText: code,
  })
  const continents = groupBy(regions, (code) => regionNames[code]?.[0] ?? 'Other')
  return {
    type: 'menu-dropdown',
    text: regionTitle(region),
    ariaLabel: `Region: ${regionTitle(region)}`,
    title: 'Regions',
    items: [...continents].map(([text, codes]) => ({ text, items: codes.map(item) })),
    onItemClick: ({ detail }) => {
      usePreferences.getState().setRegion(detail.id)
      // What one region holds, another does not: from a resource's page the way leads to its list.
      void navigate(`${listOf(pathname)}?region=${detail.id}`)
    },
  }
}

const listOf = (pathname: string): string => /^\/ec2\/[a-z-]+/.exec(pathname)?.[0] ?? pathname

const useAccountUtility = (): TopNavigationProps.Utility => {
  const { accountId, userName } = useClient()
  const go = useGo()
  const account = accountId.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3')
  return {
    type: 'menu-dropdown',
    text: userName,
    description: `Account ID: ${account}`,
    ariaLabel: `Account: ${userName} @ ${account}`,
    iconName: 'user-profile',
    items: [
      { id: 'copy', text: 'Copy account ID', iconName: 'copy' },
      { id: 'settings', text: 'Settings and reset' },
    ],
    onItemClick: ({ detail }) => {
      if (detail.id === 'copy') void navigator.clipboard.writeText(accountId)
      else go(paths.settings)
    },
  }
}
