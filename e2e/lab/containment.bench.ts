import { type Page, test } from '@playwright/test'
import { runaways } from '../../src/machine/shell/testing/runaways.ts'
import { Console } from '../pages/console.ts'
import { TerminalPane } from '../pages/terminal.ts'

declare global {
  interface Window {
    interrupted: Promise<number>
  }
}

/** A ^C that has not come through by then is lost. */
const patience = 10_000

/** Milliseconds in the page from ^C to a prompt at the end of what is shown. */
const interrupted = async (page: Page): Promise<number> => {
  await page.evaluate((patience) => {
    window.interrupted = new Promise((resolve) => {
      const rows = [...document.querySelectorAll<HTMLElement>('.xterm-rows')].at(-1)!
      const pressed = () => {
        const start = performance.now()
        const look = () => {
          const took = performance.now() - start
          const text = rows.innerText.replaceAll('\u00a0', ' ').trimEnd()
          if (/\^C[^]*ready\$$/.test(text) || took > patience) resolve(took)
          else requestAnimationFrame(look)
        }
        look()
      }
      addEventListener('keydown', pressed, { once: true, capture: true })
    })
  }, patience)
  await page.keyboard.press('Control+c')
  return page.evaluate(() => window.interrupted)
}

test('^C to the prompt, over all that runs away', async ({ page }) => {
  const aws = new Console(page)
  await aws.open()
  const terminal: TerminalPane = await aws.terminal()
  await terminal.type(`PS1='ready$ '\n`)
  await terminal.expect(/^ready\$\s*$/m)
  const times: { what: string; took: number }[] = []
  for (const [what, command] of Object.entries(runaways)) {
    await terminal.type(`clear\n`)
    await terminal.expect(/^ready\$\s*$/)
    await terminal.type(command)
    await terminal.press('Enter')
    await page.waitForTimeout(1000)
    times.push({ what, took: await interrupted(page) })
  }
  times.sort((a, b) => a.took - b.took)
  const middle = times[Math.floor(times.length / 2)]!
  const worst = times.at(-1)!
  console.log(`
  median                ${middle.took.toFixed(0)} ms
  worst                 ${worst.took.toFixed(0)} ms   ${worst.what} (to reach: 100 ms)
  ${times.map(({ what, took }) => `${took.toFixed(0).padStart(6)} ms  ${what}`).join('\n  ')}`)
})
