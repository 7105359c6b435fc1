import { type Browser, expect, type Page, test } from '@playwright/test'
import { Console } from './pages/console.ts'
import { frozenSharedWorker } from './pages/frozen-worker.ts'

/** A browser that has no shared workers, as on phones. */
const withoutSharedWorker = () => {
  Reflect.deleteProperty(globalThis, 'SharedWorker')
}

const createKeyPair = async (page: Page, name: string) => {
  const aws = new Console(page)
  await aws.open('/ec2/key-pairs/create')
  await page.getByLabel('Key pair name').fill(name)
  await aws.button('Create key pair').click()
  await expect(aws.row(name)).toBeVisible()
}

const seesKeyPair = async (page: Page, name: string) => {
  const aws = new Console(page)
  await aws.navigate('Key Pairs')
  await expect(aws.row(name)).toBeVisible()
}

test('without shared workers one tab runs the cloud for all, and another goes on when it is closed', async ({
  browser,
}) => {
  const context = await browser.newContext()
  await context.addInitScript(withoutSharedWorker)
  const first = await context.newPage()
  await createKeyPair(first, 'made-in-the-first')
  const second = await context.newPage()
  await createKeyPair(second, 'made-in-the-second')
  await test.step('both see at once what the other has made', async () => {
    await expect(new Console(second).row('made-in-the-first')).toBeVisible()
    await expect(new Console(first).row('made-in-the-second')).toBeVisible()
  })
  await test.step('a terminal of the second tab runs on the machines of the first', async () => {
    const terminal = await new Console(second).terminal()
    await terminal.run('echo made here > note && sync && cat note', /^made here$/m)
  })
  await test.step('the second goes on by itself, with all that was made and the form that was being filled', async () => {
    const aws = new Console(second)
    await aws.navigate('Key Pairs')
    await aws.button('Create key pair').or(aws.link('Create key pair')).first().click()
    await second.getByLabel('Key pair name').fill('made-after')
    await first.close()
    await expect(second.getByText('ran in a tab that was closed')).toBeVisible()
    await aws.button('Create key pair').click()
    await expect(aws.row('made-after')).toBeVisible()
    await expect(aws.row('made-in-the-first')).toBeVisible()
  })
  await test.step('a new terminal finds what was saved', async () => {
    await new Console(second).button('New terminal').click()
    const terminal = await new Console(second).terminal()
    await terminal.run('cat note', /^made here$/m)
  })
  await test.step('and serves a third', async () => {
    const third = await context.newPage()
    await new Console(third).open('/ec2/key-pairs')
    await expect(new Console(third).row('made-after')).toBeVisible()
  })
  await context.close()
})

test('a frozen engine loses the account to another tab, and can write nothing when it thaws', async ({
  browser,
}, info) => {
  const context = await browser.newContext()
  const first = await context.newPage()
  await createKeyPair(first, 'before')
  const worker = await frozenSharedWorker(browser)
  const second = await context.newPage()
  await test.step('a page that finds it frozen starts another', async () => {
    await second.goto('/ec2/key-pairs')
    await expect(second.getByText('The practice cloud is still starting')).toBeVisible()
    await expect(new Console(second).row('before')).toBeVisible({ timeout: 60_000 })
    await createKeyPair(second, 'after')
  })
  await test.step('the thawed one tells its page so', async () => {
    await worker.thaw()
    await expect(first.getByText('Sandcloud runs in another tab now')).toBeVisible()
    await first.screenshot({ path: info.outputPath('superseded.png') })
  })
  await test.step('which goes on where the other is, once it has been loaded again', async () => {
    await first.getByRole('button', { name: 'Reload' }).click()
    await expect(new Console(first).row('after')).toBeVisible()
    await createKeyPair(first, 'together')
    await seesKeyPair(second, 'together')
  })
  await context.close()
})

test('a newer Sandcloud takes over in good order, and the older one’s page is told to reload', async ({
  browser,
}) => {
  const context = await browser.newContext()
  const old = await context.newPage()
  await createKeyPair(old, 'before')
  const terminal = await new Console(old).terminal()
  await terminal.run('echo not yet synced > note', /\$\s*$/)
  const newer = await context.newPage()
  await newer.addInitScript(() => {
    // The build is known by its script's address.
    const { SharedWorker: Original } = globalThis
    globalThis.SharedWorker = class extends Original {
      constructor(url: URL | string, options?: string | WorkerOptions) {
        super(`${String(url)}?deployed=later`, options)
      }
    }
  })
  await new Console(newer).open('/ec2/key-pairs')
  await expect(new Console(newer).row('before')).toBeVisible()
  await expect(old.getByText('A newer Sandcloud has been opened')).toBeVisible()
  const again = await new Console(newer).terminal()
  await again.run('cat note', /^not yet synced$/m)
  await context.close()
})

test('a worker whose script does not load is told, and not waited for', async ({ browser }, info) => {
  const check = async (init: () => void) => {
    const page = await withInit(browser, init)
    await page.goto('/')
    await expect(page.getByText('could not be loaded')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
    await page.screenshot({ path: info.outputPath('worker-failed.png') })
    await page.context().close()
  }
  await check(() => {
    const { SharedWorker: Original } = globalThis
    globalThis.SharedWorker = class extends Original {
      constructor(_: URL | string, options?: string | WorkerOptions) {
        super('/assets/gone.js', options)
      }
    }
  })
  await check(() => {
    Reflect.deleteProperty(globalThis, 'SharedWorker')
    const { Worker: Original } = globalThis
    globalThis.Worker = class extends Original {
      constructor(_: URL | string, options?: WorkerOptions) {
        super('/assets/gone.js', options)
      }
    }
  })
  await test.step('nor does a page wait whose own script does not', async () => {
    const page = await withInit(browser, () => {})
    const script = /\/assets\/index-[^/]*\.js$/
    await page.route(script, (route) => route.fulfill({ status: 404 }))
    await page.goto('/')
    await expect(page.getByText('could not be loaded')).toBeVisible()
    await page.unroute(script)
    await page.getByRole('button', { name: 'Reload' }).click()
    await expect(new Console(page).button('Terminal')).toBeVisible()
    await page.context().close()
  })
})

const withInit = async (browser: Browser, init: () => void): Promise<Page> => {
  const context = await browser.newContext()
  await context.addInitScript(init)
  return context.newPage()
}
