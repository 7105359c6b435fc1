/** The account's database and the laptop's. */
const databases = ['sandcloud', 'sandcloud-laptop']

/**
 * Deletes everything that this browser keeps of Sandcloud, for an account that cannot be opened any more.
 * Whoever has a database open lets go of it; rejects when somebody does not, or the browser refuses.
 */
export const forgetEverything = async (): Promise<void> => {
  await Promise.all(databases.map(deleteDatabase))
}

const deleteDatabase = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.addEventListener('success', () => resolve())
    request.addEventListener('error', () => reject(request.error ?? new Error('The browser refused.')))
    request.addEventListener('blocked', () =>
      reject(new Error('Another tab still has it open: close all other tabs of Sandcloud and try again.')),
    )
  })
