import { useLocation } from 'react-router-dom'
import { usePreferences } from '../preferences.ts'

/** The region that a fresh account starts in. */
export const firstRegion = 'us-east-1'

const form = /^[a-z]{2}(-[a-z]+){1,3}-\d$/

export const regionOf = (search: string): string | undefined => {
  const region = new URLSearchParams(search).get('region')
  return region && form.test(region) ? region : undefined
}

/** The region of this place: the address says it, as on AWS; else the one that was last looked at. */
export const useRegion = (): string => {
  const { search } = useLocation()
  const last = usePreferences((state) => state.region)
  return regionOf(search) ?? last
}
