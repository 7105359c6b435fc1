import { ProcessGone } from '../../../kernel/process-gone.ts'

/** Lets something go on that nobody waits for: when the machine is switched off under it, it ends without a word. */
export function byItself(work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    if (!(error instanceof ProcessGone)) throw error
  })
}
