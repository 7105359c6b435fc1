import type { DecideContext } from '../../kernel/index.ts'

export const writeTimeout = 'ebs.snapshot.write-timeout'

const minute = 60_000

/** Each write gives the next one the whole time again. It is the writer's own: no pace shortens it. */
export const awaitWrite = ({ tx, now }: DecideContext, snapshotId: string, minutes: number) =>
  tx.wake(writeTimeout, snapshotId, now.getTime() + minutes * minute)

/** A snapshot to which nobody writes any more is given up. */
export const timeOut = (snapshotId: string, { tx }: DecideContext) => {
  const snapshot = tx.get('ec2.snapshot', snapshotId)
  if (snapshot?.State !== 'pending' || !snapshot.direct || snapshot.direct.closed) return
  const StateMessage = `No block was written for ${snapshot.direct.timeout} minutes.`
  tx.put('ec2.snapshot', snapshotId, { ...snapshot, State: 'error', StateMessage })
}

/** Its blocks are there already: 1.4 s for the books (timings.json), then the end that every snapshot has. */
export const completionTakes = 1400
export const snapshotEnds = 'ec2.snapshot.copy'
