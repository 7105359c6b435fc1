import { expect, type Page, test } from '@playwright/test'
import { Console } from './pages/console.ts'
import { endSharedWorker } from './pages/shared-worker.ts'

const mebibyte = 2 ** 20

/**
 * Sets how many bytes the browser gives this site, or sets it back. Chromium looks at the quota anew only when
 * what it knew of before is used up: less must be given before the first byte is written.
 */
const give = async (page: Page, quotaSize?: number) => {
  const session = await page.context().newCDPSession(page)
  await session.send('Storage.overrideQuotaForOrigin', {
    origin: new URL(page.url()).origin,
    ...(quotaSize !== undefined && { quotaSize }),
  })
}

test('a full browser refuses what does not fit and says so, and takes it all when there is room again', async ({
  page,
}, info) => {
  const aws = new Console(page)
  // A page of the same origin that starts no cloud.
  await page.goto('/bridge.js')
  await give(page, 4 * mebibyte)
  await aws.open('/ec2/key-pairs')
  const terminal = await aws.terminal()

  await test.step('a file that does not fit stays in the laptop’s memory, and the page says that it is not saved', async () => {
    await terminal.run('head -c 8000000 /dev/urandom > big; md5sum < big > sum; echo done', /done/)
    await expect(aws.button(/^Not saved/)).toBeVisible()
    await expect(page.getByText('The last change could not be saved').first()).toBeVisible()
    await expect(page.getByText('The browser has no more room for Sandcloud.').first()).toBeVisible()
    await terminal.run('sync; md5sum < big | diff - sum && echo as it was', /as it was/)
    await page.screenshot({ path: info.outputPath('not-saved.png') })
  })

  await test.step('a page that is opened meanwhile says so too', async () => {
    await page.reload()
    await expect(aws.button(/^Not saved/)).toBeVisible()
  })

  await test.step('with room again the laptop writes what it has kept', async () => {
    await give(page)
    await expect(aws.button(/^Saved/)).toBeVisible()
  })

  await test.step('and it is there after the worker has ended', async () => {
    await endSharedWorker(page.context().browser()!)
    await aws.open('/ec2/key-pairs')
    const fresh = await aws.terminal()
    await fresh.run('md5sum < big | diff - sum && echo as it was', /as it was/)
  })
})
