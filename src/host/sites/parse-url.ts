/** As URL.parse, which Safari and Node have had for less long than the rest of what we use. */
export const parseUrl = (address: string, base?: string | URL): URL | undefined =>
  URL.canParse(address, base) ? new URL(address, base) : undefined
