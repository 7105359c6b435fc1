import { expect, type Locator, type Page } from '@playwright/test'
import { TerminalPane } from './terminal.ts'

/** The console as a person uses it: by what is written on it. */
export class Console {
  constructor(readonly page: Page) {}

  async open(path = '/') {
    await this.page.goto(path)
    // The bar measures itself with hidden copies of its parts.
    await expect(this.page.getByText('Practice cloud, not AWS').filter({ visible: true })).toBeVisible()
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' })
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole('link', { name, exact: typeof name === 'string' })
  }

  /** An entry of EC2's navigation at the left. */
  async navigate(entry: string) {
    await this.page.getByRole('navigation').getByRole('link', { name: entry, exact: true }).click()
  }

  /** Opens a button's menu and chooses an entry. */
  async choose(menu: string, entry: string | RegExp) {
    await this.button(menu).click()
    await this.page.getByRole('menuitem', { name: entry, exact: typeof entry === 'string' }).click()
  }

  /** The row of a table that holds this text. */
  row(text: string | RegExp): Locator {
    return this.page.getByRole('row').filter({ hasText: text })
  }

  /** Ticks a row, after whatever was ticked before is let go. */
  async select(text: string | RegExp) {
    const row = this.row(text)
    await row.click({ position: { x: 300, y: 10 } })
  }

  async terminal(): Promise<TerminalPane> {
    await this.button('Terminal').click()
    const terminal = new TerminalPane(this.page)
    await terminal.expect(/\$\s*$/)
    await terminal.focus()
    return terminal
  }
}
