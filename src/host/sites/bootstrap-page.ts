/**
 * The page for a navigation that came without its virtual host (a reload, Back, a link that slipped
 * through): it looks into its history entry, else asks the page around it, and goes on from there.
 */
export const bootstrapPage = (url: URL): string => {
  const wanted = JSON.stringify(url.pathname + url.search + url.hash).replaceAll('<', String.raw`\u003c`)
  return `<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Loading</title><script>
const wanted = ${wanted}
const go = (address) => {
  const [, start] = /^(\\/~go\\/[\\w-]+\\/https?\\/[^/]+)/.exec(address) ?? []
  if (start) location.replace(start + wanted)
}
const known = history.state?.sandcloud
if (typeof known === 'string') go(known)
else if (parent === self) document.write('<p>This address belongs to the browser pane of Sandcloud.</p>')
else {
  addEventListener('message', ({ data, source }) => {
    if (source === parent && data?.type === 'sandcloud-here') go(data.address)
  })
  parent.postMessage({ type: 'sandcloud-where' }, '*')
}
</script>`
}
