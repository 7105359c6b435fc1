import { useEffect, useSyncExternalStore } from 'react'
import { usePreferences } from '../preferences.ts'

const system = matchMedia('(prefers-color-scheme: dark)')

const subscribe = (listener: () => void) => {
  system.addEventListener('change', listener)
  return () => system.removeEventListener('change', listener)
}

export const useDark = (): boolean => {
  const theme = usePreferences((state) => state.theme)
  const systemDark = useSyncExternalStore(subscribe, () => system.matches)
  return theme === 'system' ? systemDark : theme === 'dark'
}

/** Puts Cloudscape's dark mode on the whole page. */
export const useThemeOnPage = () => {
  const dark = useDark()
  useEffect(() => {
    document.body.classList.toggle('awsui-dark-mode', dark)
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light'
  }, [dark])
}
