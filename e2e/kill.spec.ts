import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { OwnChromium } from './lab/own-chromium.ts'
import { seededBelow } from './lab/page/random.ts'
import type { Answered } from './lab/page/workload.ts'
import { serveLab } from './lab/serve-lab.ts'
import { fsck } from './pages/volume-image.ts'

const rounds = Number(process.env.SOAK ?? 3)
const seed = 20_261_128

/** A few rounds with a fixed seed; SOAK says how many, by `npm run soak`. */
test('a browser killed in mid-write loses nothing that was answered, and has nothing half-written', async () => {
  const info = test.info()
  test.setTimeout(120_000 + rounds * 30_000)
  const { url, stop } = await serveLab()
  const profile = info.outputPath('profile')
  const below = seededBelow(seed)
  const facts: Answered[] = []
  let chromium = await OwnChromium.start(profile, url)
  const volumes = await chromium.page.evaluate(() => window.lab.begin())
  for (let round = 0; round < rounds; round++) {
    const { page } = chromium
    const before = facts.length
    await page.exposeFunction('answered', (fact: Answered) => void facts.push(fact))
    // It ends with the page.
    page
      .evaluate((options) => window.lab.work(...options), [volumes, options(round)] as const)
      .catch(() => {})
    await expect.poll(() => facts.length, { timeout: 30_000 }).toBeGreaterThan(before + 10)
    await new Promise((resolve) => setTimeout(resolve, below(2500)))
    await chromium.kill()
    const answered = facts.length - before
    chromium = await OwnChromium.start(profile, url)
    const wrong = await chromium.page.evaluate((arguments_) => window.lab.inspect(...arguments_), [
      volumes,
      facts,
    ] as const)
    expect(wrong, `round ${round}, after ${answered} answers`).toEqual([])
    const path = info.outputPath('files.img')
    writeImage(await chromium.page.evaluate(() => window.lab.chunks('/dev/sdf')), path)
    const verdict = fsck(path)
    info.annotations.push({
      type: `round ${round}`,
      description: `${answered} answers; e2fsck: ${verdict?.output ?? 'not installed here'}`,
    })
    if (verdict) expect(verdict.status, verdict.output).toBe(0)
  }
  await chromium.kill()
  stop()
})

const options = (round: number) => ({ seed: seed + round, version: (round + 1) * 1_000_000 })

/** A sparse file of 1 GiB. */
const writeImage = (chunks: readonly [number, string][], path: string) => {
  const file = openSync(path, 'w')
  ftruncateSync(file, 2 ** 30)
  for (const [index, base64] of chunks)
    writeSync(file, Buffer.from(base64, 'base64'), 0, 524_288, index * 524_288)
  closeSync(file)
}
