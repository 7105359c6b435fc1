import { type Browser, expect } from '@playwright/test'

/** Ends the shared worker, as a browser does some time after its last page: the next page starts it anew. */
export const endSharedWorker = async (browser: Browser): Promise<void> => {
  const session = await browser.newBrowserCDPSession()
  const { targetInfos } = await session.send('Target.getTargets')
  const { targetId } = targetInfos.find(({ type }) => type === 'shared_worker')!
  await session.send('Target.closeTarget', { targetId })
  await expect
    .poll(async () => {
      const { targetInfos: left } = await session.send('Target.getTargets')
      return left.some((target) => target.targetId === targetId)
    })
    .toBe(false)
  await session.detach()
}
