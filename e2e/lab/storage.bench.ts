import { type Page, test } from '@playwright/test'
import { serveLab } from './serve-lab.ts'

let served: Awaited<ReturnType<typeof serveLab>>

test.beforeAll(async () => {
  served = await serveLab()
})
test.afterAll(() => served.stop())

const onPage = async <T>(page: Page, body: () => Promise<T>): Promise<T> => {
  await page.goto(served.url)
  return page.evaluate(body)
}

test('block writes through a volume, against raw puts of 512 KiB × 8 into IndexedDB', async ({ page }) => {
  const { raw, volume } = await onPage(page, () => window.lab.blockWrites(60))
  const ratio = (volume / raw) * 100
  console.log(`
  raw puts              ${raw.toFixed(0)} MiB/s
  through a volume      ${volume.toFixed(0)} MiB/s   ${ratio.toFixed(0)} % of raw (to reach: 70 %)`)
})

test('a snapshot after one changed block, of an 8 GiB and a 1 TiB volume', async ({ page }) => {
  const { small, large } = await onPage(page, () => window.lab.snapshotCosts(60))
  console.log(`
  of 8 GiB              ${small.toFixed(2)} ms
  of 1 TiB              ${large.toFixed(2)} ms   ${(large / small).toFixed(2)} times that (to stay within: 2)`)
})
