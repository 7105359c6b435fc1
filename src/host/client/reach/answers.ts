import type { Remote } from 'comlink'
import type { CloudApi } from '../../api/api.ts'

/** So long a worker may take to say that it lives, in milliseconds. */
const patience = 10_000

/** Whether a worker says in time that it lives, whatever else it does. */
export const answers = (cloud: Remote<CloudApi>): Promise<boolean> =>
  Promise.race([
    cloud.answers().then(() => true),
    new Promise<boolean>((resolve) => {
      setTimeout(() => resolve(false), patience)
    }),
  ])
