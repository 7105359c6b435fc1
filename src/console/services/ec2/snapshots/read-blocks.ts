import type { SandcloudClient } from '#host/client'

/** EBS's own block size. */
export const blockSize = 524_288

export interface BlockReading {
  /** Indexes of the blocks that the snapshot holds. */
  written: readonly number[]
  /** Those that differ from the predecessor's; undefined without one. */
  changed: readonly number[] | undefined
}

interface Page {
  indexes: readonly number[]
  next: string | undefined
}

/** 512 TiB of blocks: a list that goes on beyond that does not end. */
const mostPages = 110

const allPages = async (page: (token: string | undefined) => Promise<Page>): Promise<number[]> => {
  const indexes: number[] = []
  let token: string | undefined
  for (let count = 0; count < mostPages; count++) {
    const { indexes: more, next } = await page(token)
    indexes.push(...more)
    if (!next) return indexes
    token = next
  }
  return indexes
}

/** Reads which blocks a completed snapshot holds and which of them are new, through the EBS direct APIs. */
export const readBlocks = async (
  client: Pick<SandcloudClient, 'call'>,
  region: string,
  SnapshotId: string,
  predecessor: string | undefined,
): Promise<BlockReading> => {
  const written = await allPages(async (NextToken) => {
    const answer = await client.call('ebs', 'ListSnapshotBlocks', { SnapshotId, NextToken }, { region })
    return { indexes: (answer.Blocks ?? []).map(({ BlockIndex }) => BlockIndex!), next: answer.NextToken }
  })
  if (!predecessor) return { written, changed: undefined }
  const request = { FirstSnapshotId: predecessor, SecondSnapshotId: SnapshotId }
  const changed = await allPages(async (NextToken) => {
    const answer = await client.call('ebs', 'ListChangedBlocks', { ...request, NextToken }, { region })
    return {
      indexes: (answer.ChangedBlocks ?? []).map(({ BlockIndex }) => BlockIndex!),
      next: answer.NextToken,
    }
  })
  return { written, changed }
}
