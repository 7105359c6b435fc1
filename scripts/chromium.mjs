import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { run } from './step.mjs'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

const installed = async () => {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  const found = usual.find((path) => existsSync(path))
  if (found) return found
  const { chromium } = await import('@playwright/test')
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined
}

const isRoot = () => process.getuid?.() === 0

/** Ways to get one, tried in turn: the system's packages, then Playwright's own download. */
const ways = [
  {
    name: 'apt-get install chromium',
    possible: () => existsSync('/usr/bin/apt-get') && (isRoot() || canSudo()),
    run: async () => {
      const apt = (...args) => (isRoot() ? run('apt-get', args) : run('sudo', ['-n', 'apt-get', ...args]))
      await apt('update', '-qq')
      await apt('install', '-y', '-qq', '--no-install-recommends', 'chromium')
    },
  },
  {
    name: 'npx playwright install chromium',
    possible: () => true,
    run: () => run('npx', ['playwright', 'install', 'chromium']),
  },
]

const canSudo = () => {
  try {
    execFileSync('sudo', ['-n', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** The path of a Chromium, installed if need be. Throws with what to do when none can be had. */
export const ensureChromium = async () => {
  const found = await installed()
  if (found) return found
  for (const way of ways.filter((each) => each.possible())) {
    console.log(`No Chromium found: trying "${way.name}"…`)
    await way.run().catch((error) => console.log(`  ${error.message}`))
    const now = await installed()
    if (now) return now
  }
  throw new Error(
    'The end-to-end tests need a Chromium and none could be installed. Install Chrome or Chromium, or set CHROMIUM_PATH to one.',
  )
}
