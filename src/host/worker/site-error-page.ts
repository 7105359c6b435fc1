export type SiteFailure =
  | 'timed-out'
  | 'refused'
  | 'name-not-resolved'
  | 'reset'
  | 'empty-response'
  | 'invalid-response'
  | 'ssl-protocol-error'

/** The words and codes that a browser shows, and what they mean here. */
const texts: Record<SiteFailure, { says: (host: string) => string; code: string; why: string }> = {
  'timed-out': {
    says: (host) => `${host} took too long to respond.`,
    code: 'ERR_CONNECTION_TIMED_OUT',
    why: 'Packets were sent and nothing came back. On AWS that is nearly always a security group without an inbound rule for this port, or an instance that is stopped or has another public address now.',
  },
  refused: {
    says: (host) => `${host} refused to connect.`,
    code: 'ERR_CONNECTION_REFUSED',
    why: 'The packets arrived, and no program listens on this port. Is the server running, and on 0.0.0.0 rather than on 127.0.0.1?',
  },
  'name-not-resolved': {
    says: (host) => `${host}’s server IP address could not be found.`,
    code: 'ERR_NAME_NOT_RESOLVED',
    why: 'No such name on Sandcloud’s internet. It has your instances and a few sites that come with Sandcloud; the real internet is not reachable from here.',
  },
  reset: {
    says: () => 'The connection was reset.',
    code: 'ERR_CONNECTION_RESET',
    why: 'The server closed the connection in the middle, as when its program ends.',
  },
  'empty-response': {
    says: (host) => `${host} didn’t send any data.`,
    code: 'ERR_EMPTY_RESPONSE',
    why: 'The connection was made and closed again without an answer.',
  },
  'invalid-response': {
    says: (host) => `${host} sent an invalid response.`,
    code: 'ERR_INVALID_HTTP_RESPONSE',
    why: 'What answers on this port does not speak HTTP.',
  },
  'ssl-protocol-error': {
    says: (host) => `${host} sent an invalid response.`,
    code: 'ERR_SSL_PROTOCOL_ERROR',
    why: 'The address begins with https://, and the program on this port speaks plain HTTP. Try http://.',
  },
}

/** The page that a browser shows when there is no answer. The status marks it as no answer of the site's. */
export const errorPage = (failure: SiteFailure, url: URL): { status: number; html: string } => {
  const { says, code, why } = texts[failure]
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<title>${escape(url.host)}</title>
<style>
body{font:15px/1.6 system-ui,sans-serif;margin:0;display:grid;min-height:100vh;place-items:center;background:Canvas;color:CanvasText}
main{max-width:34rem;padding:2rem}h1{font-size:1.45rem;font-weight:500;margin:0 0 .75rem}p{margin:.5rem 0}
.why{border-left:3px solid #f90;padding-left:.9rem;margin:1.2rem 0}code{opacity:.7;font-size:.85rem}
button{font:inherit;margin-top:1rem;padding:.4rem 1.2rem;border-radius:1rem;border:0;background:#0972d3;color:#fff;cursor:pointer}
</style></head><body><main>
<h1>This site can’t be reached</h1>
<p>${escape(says(url.host))}</p>
<p class="why">${escape(why)}</p>
<p><code>${code}</code></p>
<button onclick="location.reload()">Reload</button>
</main></body></html>`
  return { status: 502, html }
}

const escape = (text: string) => text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
