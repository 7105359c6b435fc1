import { expect, type Locator, type Page } from '@playwright/test'

/** The terminal in the dock, used as a person does: keys in, what stands on the screen out. */
export class TerminalPane {
  readonly #rows: Locator
  constructor(private readonly page: Page) {
    this.#rows = page.locator('.xterm-rows').last()
  }

  async focus() {
    await this.page.locator('.xterm').last().click()
  }

  /** The screen as text, rows trimmed at the end. */
  async screen(): Promise<string> {
    const rows = await this.#rows.locator('> div').allInnerTexts()
    return rows
      .map((row) => row.replaceAll('\u00a0', ' ').trimEnd())
      .join('\n')
      .trimEnd()
  }

  async press(key: string) {
    await this.page.keyboard.press(key)
  }

  async type(text: string) {
    await this.page.keyboard.type(text)
  }

  /** Types a line at a prompt on a clear screen, presses Enter, and waits until what is expected stands below it. */
  async run(line: string, expected: RegExp, timeout = 30_000) {
    await this.expect(/[$#]\s*$/)
    await this.press('Control+l')
    await expect.poll(async () => (await this.screen()).split('\n').length).toBe(1)
    await this.type(line)
    await expect.poll(async () => endOf(line, await this.screen())).not.toBeNull()
    await this.press('Enter')
    const below = async () => {
      const screen = await this.screen()
      // A line that is no longer there has been scrolled away.
      return screen.slice(endOf(line, screen) ?? 0)
    }
    await expect.poll(below, { timeout }).toMatch(expected)
  }

  async expect(expected: RegExp, timeout = 30_000) {
    await expect.poll(() => this.screen(), { timeout }).toMatch(expected)
  }
}

/** Where on a screen a typed line ends, which may be broken over several rows; null where it does not stand. */
const endOf = (line: string, screen: string): number | null => {
  const wanted = line.replaceAll(/\s/g, '')
  let seen = ''
  for (const [at, character] of screen.split('').entries()) {
    seen += character.trim()
    if (seen.endsWith(wanted)) return at + 1
  }
  return null
}
