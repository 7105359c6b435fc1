/** How Chromium is started for the tests. */
export const launchOptions = {
  ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // Playwright switches storage partitioning off, and then a service worker on another site is denied
    // its storage. The last --disable-features wins, so this one brings partitioning back.
    '--disable-features=MediaRouter',
  ],
}
