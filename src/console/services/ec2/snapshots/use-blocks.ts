import { useMemo, useSyncExternalStore } from 'react'
import { LiveQuery, useClient } from '../../../data/index.ts'
import { useRegion } from '../../../place/index.ts'
import { readBlocks } from './read-blocks.ts'

/** What a completed snapshot holds never changes: it is read once, for as long as somebody looks. */
export const useBlocks = (snapshotId: string, predecessor: string | undefined) => {
  const client = useClient()
  const region = useRegion()
  const query = useMemo(
    () => new LiveQuery(() => readBlocks(client, region, snapshotId, predecessor)),
    [client, region, snapshotId, predecessor],
  )
  const answer = useSyncExternalStore(query.subscribe, query.answer)
  return { ...answer, refresh: query.refresh }
}
