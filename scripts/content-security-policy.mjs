/**
 * The app's own policy, in the built page (the development server needs inline scripts): scripts of ours only;
 * frames of ours and of the sites' origin. Styles are inline in xterm and Cloudscape.
 * @returns a Vite plugin.
 */
export const contentSecurityPolicy = () => ({
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: {
        'http-equiv': 'Content-Security-Policy',
        content: [
          "default-src 'self'",
          "script-src 'self'",
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
})
