import { expect, test } from '@playwright/test'
import { Console } from './pages/console.ts'
import { endSharedWorker } from './pages/shared-worker.ts'

/** An account that no version here can read: only deleting it helps, and only when that is what one wants. */
test('an account that cannot be opened is kept until the learner deletes it', async ({
  page,
  context,
  browser,
}) => {
  const aws = new Console(page)
  await aws.open()
  await page.getByRole('link', { name: 'Instances' }).first().waitFor()
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('sandcloud')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const tx = opening.result.transaction('records', 'readwrite')
          const all = tx.objectStore('records').getAll()
          all.onsuccess = () => {
            const isForm = ({ kind, id }: { kind: string; id: string }) =>
              kind === 'kernel.setting' && id === 'form'
            const row = all.result.find(isForm)
            tx.objectStore('records').put({ ...row, record: 999 })
          }
          tx.oncomplete = () => {
            opening.result.close()
            resolve()
          }
        }
      }),
  )
  // The worker outlives its last page: the account is read anew by the next one.
  await page.close()
  await endSharedWorker(browser)
  const again = await context.newPage()
  await again.goto('/')
  await expect(again.getByText('The practice cloud did not start')).toBeVisible()
  await again.getByRole('button', { name: 'Delete everything and begin anew' }).click()
  const dialog = again.getByRole('dialog', { name: 'Delete everything' })
  await expect(dialog.getByRole('button', { name: 'Delete everything' })).toBeDisabled()
  await dialog.getByLabel('Type delete to confirm').fill('delete')
  await dialog.getByRole('button', { name: 'Delete everything' }).click()
  await expect(again.getByRole('link', { name: 'Instances' }).first()).toBeVisible()
})
