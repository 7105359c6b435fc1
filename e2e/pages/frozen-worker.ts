import type { Browser } from '@playwright/test'

/** Stops the shared worker's thread in the debugger, as a browser freezes one: it keeps its locks and databases. */
export const frozenSharedWorker = async (browser: Browser): Promise<{ thaw(): Promise<void> }> => {
  const session = await browser.newBrowserCDPSession()
  const { targetInfos } = await session.send('Target.getTargets')
  const { targetId } = targetInfos.find(({ type }) => type === 'shared_worker')!
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false })
  let id = 0
  const tell = (method: string, params = {}) =>
    session.send('Target.sendMessageToTarget', {
      sessionId,
      message: JSON.stringify({ id: ++id, method, params }),
    })
  const said = (text: string) =>
    new Promise<void>((resolve) => {
      session.on('Target.receivedMessageFromTarget', ({ message }) => message.includes(text) && resolve())
    })
  const paused = said('Debugger.paused')
  await tell('Debugger.enable')
  await tell('Runtime.evaluate', { expression: 'debugger' })
  await paused
  return {
    async thaw() {
      await tell('Debugger.resume')
      await session.detach()
    },
  }
}
