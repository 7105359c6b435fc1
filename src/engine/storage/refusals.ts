import { StorageError } from './storage.ts'

export const superseded = () =>
  new StorageError(
    'superseded',
    'Sandcloud now runs somewhere else in this browser, and can no longer save from here. Nothing was changed. Reload this page.',
  )

export const deleted = () =>
  new StorageError('closed', 'The account was deleted in another tab. Reload this page.')

export const newerForm = () =>
  new StorageError(
    'form',
    'This account was last opened by a newer Sandcloud, whose form this one cannot read. Nothing was changed. Close all its tabs and open it again, so that the browser fetches the newest.',
  )

/** What a browser's database says, in words for the learner. */
export const storageError = (error: unknown): StorageError => {
  if (error instanceof StorageError) return error
  const name = error instanceof Error ? error.name : ''
  const message = error instanceof Error ? error.message : String(error)
  if (name === 'QuotaExceededError')
    return new StorageError(
      'quota',
      'The browser has no more room for Sandcloud. Nothing was changed. Delete snapshots, volumes or files that you no longer need, or free room on this device: machines then write what they still have in memory.',
    )
  if (name === 'VersionError') return newerForm()
  return new StorageError('other', message || 'The browser could not save. Nothing was changed.')
}
