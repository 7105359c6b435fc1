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
    // The breadcrumbs are navigation too: their last entry is the page itself and leads nowhere.
    const links = this.page.getByRole('navigation').getByRole('link', { name: entry, exact: true })
    await links.and(this.page.locator('a[href]')).last().click()
    // The page before stands until the new one's code has come: its rows must not be taken for the new ones.
    await expect(
      this.page.getByRole('heading', { level: 1, name: new RegExp(`^${entry}`, 'i') }),
    ).toBeVisible()
  }

  /** Opens a button's menu and chooses an entry. */
  async choose(menu: string, entry: string | RegExp) {
    await this.button(menu).and(this.page.locator('[aria-haspopup]')).click()
    await this.page.getByRole('menuitem', { name: entry, exact: typeof entry === 'string' }).click()
  }

  /** The row of a table that holds this text. */
  row(text: string | RegExp): Locator {
    return this.page.getByRole('row').filter({ hasText: text })
  }

  /** Ticks the one row that holds this text, and no other. */
  async select(text: string | RegExp) {
    for (const ticked of await this.page.getByRole('checkbox', { name: /^Select /, checked: true }).all())
      await ticked.uncheck()
    await this.row(text).getByRole('checkbox').check()
  }

  /** Ticks a row, opens a menu above the list and chooses an entry. */
  async act(text: string | RegExp, menu: string, entry: string | RegExp) {
    await this.select(text)
    await this.choose(menu, entry)
  }

  /** The confirming button of the dialog that is open. */
  async confirm(name: string) {
    const dialog = this.page.getByRole('dialog').filter({ visible: true })
    await dialog.getByRole('button', { name, exact: true }).click()
    await expect(dialog).toBeHidden()
  }

  /** On the page of a launch: a new key pair for it, by its dialog. */
  async createKeyPair(name: string) {
    await this.button('Create new key pair').click()
    const dialog = this.page.getByRole('dialog', { name: 'Create key pair' })
    await dialog.getByLabel('Key pair name').fill(name)
    await this.confirm('Create key pair')
  }

  /** Launches what the page of a launch says, and goes to the list where it comes up. */
  async launch(name: string) {
    await this.button('Launch instance').click()
    await expect(this.page.getByText(/Successfully initiated launch of instance/).first()).toBeVisible()
    await this.link('View all instances').or(this.button('View all instances')).first().click()
    await expect(this.row(name)).toContainText('Running')
  }

  /** Picks an option of a form's select by its label. */
  async pick(label: string | RegExp, option: string | RegExp) {
    await this.page.getByRole('button', { name: label }).click()
    await this.page.getByRole('option', { name: option }).first().click()
  }

  async terminal(): Promise<TerminalPane> {
    await this.button('Terminal').click()
    const terminal = new TerminalPane(this.page)
    await terminal.expect(/\$\s*$/)
    await terminal.focus()
    return terminal
  }
}
