import { createHash } from 'node:crypto'

/**
 * The app's own policy, in the built page (the development server needs inline scripts): scripts of ours only,
 * the page's own inline one among them by its hash; frames of ours and of the sites' origin. Styles are inline in
 * xterm and Cloudscape.
 * @returns a Vite plugin.
 */
export const contentSecurityPolicy = () => ({
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => [
      {
        tag: 'meta',
        attrs: {
          'http-equiv': 'Content-Security-Policy',
          content: [
            "default-src 'self'",
            ["script-src 'self'", ...inlineScripts(html).map(hash)].join(' '),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            `frame-src 'self' ${process.env.VITE_SITES_ORIGIN ?? 'http://127.0.0.1:*'}`,
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
          ].join('; '),
        },
        injectTo: 'head-prepend',
      },
    ],
  },
})

const inlineScripts = (html) => [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(([, text]) => text)

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
