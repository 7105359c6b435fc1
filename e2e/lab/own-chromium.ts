import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'

/** A Chromium of one's own on a profile that outlives it, and that can be killed as a whole. */
export class OwnChromium {
  private constructor(
    private readonly process: ChildProcess,
    private readonly browser: Browser,
    readonly page: Page,
  ) {}

  static async start(profile: string, url: string): Promise<OwnChromium> {
    const portFile = join(profile, 'DevToolsActivePort')
    rmSync(portFile, { force: true })
    // A killed Chromium leaves its lock behind.
    for (const name of ['SingletonLock', 'SingletonCookie', 'SingletonSocket'])
      rmSync(join(profile, name), { force: true })
    const process = spawn(
      executable(),
      [
        '--headless=new',
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--remote-debugging-port=0',
        `--user-data-dir=${profile}`,
        'about:blank',
      ],
      { stdio: 'ignore', detached: true },
    )
    const port = await debuggingPort(portFile, process)
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    const context = browser.contexts()[0]!
    const page = await context.newPage()
    await page.goto(url)
    return new OwnChromium(process, browser, page)
  }

  /** SIGKILL to every process of it at once. Resolves when it is dead. */
  async kill() {
    const dead = new Promise((resolve) => this.process.once('exit', resolve))
    // It leads a process group of its own.
    process.kill(-this.process.pid!, 'SIGKILL')
    await dead
    await this.browser.close().catch(() => {})
  }
}

const executable = () => process.env.CHROMIUM_PATH ?? chromium.executablePath()

const debuggingPort = async (file: string, process: ChildProcess): Promise<string> => {
  for (;;) {
    if (process.exitCode !== null) throw new Error(`Chromium ended with status ${process.exitCode}`)
    const port = existsSync(file) && readFileSync(file, 'utf8').split('\n')[0]
    if (port) return port
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
