/**
 * The app and the sites live on two origins, so that a stranger's page can reach nothing of the app's.
 * On a developer's or learner's own computer both are the same server: the app at localhost, the sites at
 * 127.0.0.1. In production the build setting VITE_SITES_ORIGIN names the second one, VITE_APP_ORIGIN the first.
 */
export const sitesOrigin = (page: Location): string | undefined => {
  if (import.meta.env.VITE_SITES_ORIGIN) return import.meta.env.VITE_SITES_ORIGIN
  return page.hostname === 'localhost' ? page.origin.replace('localhost', '127.0.0.1') : undefined
}

export const appOrigin = (site: Location): string =>
  import.meta.env.VITE_APP_ORIGIN ?? site.origin.replace('127.0.0.1', 'localhost')
