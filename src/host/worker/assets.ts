import type { ReadAsset } from '#machine'

/** Files that stand beside the app: the registry's tarballs, the git host's repositories. */
export const readAsset: ReadAsset = async (path) => {
  const response = await fetch(new URL(import.meta.env.BASE_URL + path, self.location.origin))
  // A static host without the file may answer with the app's page.
  if (!response.ok || response.headers.get('content-type')?.startsWith('text/html')) return undefined
  return new Uint8Array(await response.arrayBuffer())
}
