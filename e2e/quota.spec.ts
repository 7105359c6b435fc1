import { expect, type Page, test } from '@playwright/test'
import { Console } from './pages/console.ts'

const mebibyte = 2 ** 20

/** Sets how many bytes the browser gives this site; -1 sets it back. */
const roomFor = async (page: Page): Promise<(room: number) => Promise<void>> => {
  const session = await page.context().newCDPSession(page)
  const origin = new URL(page.url()).origin
  return async (room) => {
    if (room < 0) return void (await session.send('Storage.overrideQuotaForOrigin', { origin }))
    const { usage } = await session.send('Storage.getUsageAndQuota', { origin })
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + room })
  }
}

test('a full browser refuses what does not fit, half does nothing, and takes it all when there is room again', async ({
  page,
}, info) => {
  const aws = new Console(page)
  await aws.open('/ec2/key-pairs')
  const terminal = await aws.terminal()
  const room = await roomFor(page)

  await test.step('a file that does not fit stays in the laptop’s memory, and the page says that it is not saved', async () => {
    await room(mebibyte)
    await terminal.run('head -c 6000000 /dev/urandom > big; md5sum < big > sum; echo done', /done/)
    await expect(aws.button(/^Not saved/)).toBeVisible()
    await expect(page.getByText('The last change could not be saved').first()).toBeVisible()
    await expect(page.getByText('The browser has no more room for Sandcloud.').first()).toBeVisible()
    await terminal.run('sync; md5sum < big | diff - sum && echo as it was', /as it was/)
    await page.screenshot({ path: info.outputPath('not-saved.png') })
  })

  await test.step('so does a call that does not fit: it changes nothing', async () => {
    await room(0)
    await aws.open('/ec2/instances/launch')
    await page.getByLabel('Name', { exact: true }).first().fill('too-much')
    await aws.pick(/Key pair name/, /Proceed without a key pair/)
    await aws.button('Launch instance').click()
    await expect(page.getByText('The browser has no more room for Sandcloud.').nth(1)).toBeVisible()
    await page.screenshot({ path: info.outputPath('launch-refused.png') })
    await aws.navigate('Instances')
    await expect(page.getByText('too-much')).toBeHidden()
  })

  await test.step('with room again the laptop writes what it has kept', async () => {
    await room(-1)
    await expect(aws.button(/^Saved/)).toBeVisible()
    await aws.open('/ec2/key-pairs')
  })

  await test.step('and it is there after the browser has been started again', async () => {
    const again = await page.context().newPage()
    await page.close()
    await new Console(again).open()
    const fresh = await new Console(again).terminal()
    await fresh.run('md5sum < big | diff - sum && echo as it was', /as it was/)
  })
})
