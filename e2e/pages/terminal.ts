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

  /** Types a line, presses Enter, and waits until the screen shows what is expected below it. */
  async run(line: string, expected: RegExp, timeout = 30_000) {
    await this.press('Control+l')
    await this.type(line)
    await this.press('Enter')
    await this.expect(expected, timeout)
  }

  async expect(expected: RegExp, timeout = 30_000) {
    await expect.poll(() => this.screen(), { timeout }).toMatch(expected)
  }
}
