/** What was typed into the address bar, as an address: `1.2.3.4:3000` is `http://1.2.3.4:3000/`. */
export const addressOf = (typed: string): URL | undefined => {
  const text = typed.trim()
  if (!text || /\s/.test(text)) return undefined
  const full = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`
  // URL.parse would be shorter; not every browser and Node that we run on has it.
  const url = URL.canParse(full) ? new URL(full) : undefined
  return url && /^https?:$/.test(url.protocol) && url.hostname ? url : undefined
}

/** The port that a connection to this address goes to. */
export const portOf = (url: URL): number => Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
