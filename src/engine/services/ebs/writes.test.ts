import {
  CompleteSnapshotCommand,
  type CompleteSnapshotCommandInput,
  ListChangedBlocksCommand,
  ListSnapshotBlocksCommand,
  PutSnapshotBlockCommand,
  type PutSnapshotBlockCommandInput,
  StartSnapshotCommand,
  type StartSnapshotCommandInput,
} from '@aws-sdk/client-ebs'
import {
  CreateSnapshotCommand,
  CreateVolumeCommand,
  DeleteSnapshotCommand,
  DescribeSnapshotsCommand,
} from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { chunkOf, refusal, testEngine } from '../../testing/index.ts'
import { aggregate, checksumOf } from './checksum.ts'

const withWriter = async () => {
  const engine = await testEngine()
  const { ec2, ebs, skip } = engine
  const start = async (more: Partial<StartSnapshotCommandInput> = {}) =>
    (await ebs.send(new StartSnapshotCommand({ VolumeSize: 1, ...more }))).SnapshotId!
  const put = (
    SnapshotId: string,
    BlockIndex: number,
    fill: number,
    more: Partial<PutSnapshotBlockCommandInput> = {},
  ) => {
    const BlockData = chunkOf(fill)
    const Checksum = checksumOf(BlockData)
    return ebs.send(
      new PutSnapshotBlockCommand({
        SnapshotId,
        BlockIndex,
        BlockData,
        DataLength: 524_288,
        Checksum,
        ChecksumAlgorithm: 'SHA256',
        ...more,
      }),
    )
  }
  const complete = async (
    SnapshotId: string,
    ChangedBlocksCount: number,
    more: Partial<CompleteSnapshotCommandInput> = {},
  ) => {
    const answer = await ebs.send(new CompleteSnapshotCommand({ SnapshotId, ChangedBlocksCount, ...more }))
    await skip({ seconds: 2 })
    return answer
  }
  const state = async (id: string) =>
    (await ec2.send(new DescribeSnapshotsCommand({ SnapshotIds: [id] }))).Snapshots![0]!.State
  return { ...engine, start, put, complete, state }
}

test('a snapshot is written block by block, and a child adds to what its parent has', async () => {
  const { ebs, ec2, start, put, complete, state, skip, storage } = await withWriter()
  const parent = await start({ Description: 'disk of a computer at home' })
  for (const [index, fill] of [
    [0, 1],
    [3, 2],
    [0, 9],
  ] as const)
    expect((await put(parent, index, fill)).$metadata.httpStatusCode).toBe(201)
  expect(await refusal(ebs.send(new ListSnapshotBlocksCommand({ SnapshotId: parent })))).toBe(
    `ResourceNotFoundException: The snapshot '${parent}' does not exist.`,
  )
  const checksums = { 3: checksumOf(chunkOf(2)), 0: checksumOf(chunkOf(9)) }
  const Checksum = aggregate(checksums)
  const whole = { Checksum, ChecksumAlgorithm: 'SHA256', ChecksumAggregationMethod: 'LINEAR' } as const
  const done = await complete(parent, 2, whole)
  expect([done.Status, done.$metadata.httpStatusCode]).toEqual(['pending', 202])
  expect((await complete(parent, 2, whole)).Status).toBe('completed')
  expect(await refusal(put(parent, 1, 1))).toBe('ValidationException: Snapshot is already completed')

  const child = await start({ ParentSnapshotId: parent })
  await put(child, 3, 2)
  await put(child, 4, 5)
  await complete(child, 2)
  const changed = await ebs.send(
    new ListChangedBlocksCommand({ FirstSnapshotId: parent, SecondSnapshotId: child }),
  )
  // Rewriting a block with identical bytes still counts as changed.
  expect(changed.ChangedBlocks!.map((each) => [each.BlockIndex, 'FirstBlockToken' in each])).toEqual([
    [3, true],
    [4, false],
  ])
  await ec2.send(new DeleteSnapshotCommand({ SnapshotId: parent }))
  expect((await storage.blobIds()).filter((id) => id.startsWith('block/'))).toHaveLength(3)

  const { VolumeId } = await ec2.send(
    new CreateVolumeCommand({ AvailabilityZone: 'us-east-1b', SnapshotId: child }),
  )
  await skip({ seconds: 5 })
  const later = await ec2.send(new CreateSnapshotCommand({ VolumeId }))
  await skip({ minutes: 2 })
  const same = { FirstSnapshotId: child, SecondSnapshotId: later.SnapshotId }
  expect((await ebs.send(new ListChangedBlocksCommand(same))).ChangedBlocks).toEqual([])
  const stranger = await start()
  await complete(stranger, 0)
  const unrelated = { FirstSnapshotId: child, SecondSnapshotId: stranger }
  expect(await refusal(ebs.send(new ListChangedBlocksCommand(unrelated)))).toBe(
    `ValidationException: The snapshot ${child} and ${stranger} are not related.`,
  )
  expect(await state(stranger)).toBe('completed')
})

test('a count that is wrong, or a writer that stays away, ends in error', async () => {
  const { start, put, complete, state, skip } = await withWriter()
  const short = await start()
  await put(short, 0, 1)
  expect((await complete(short, 2)).Status).toBe('pending')
  expect(await state(short)).toBe('error')
  const left = await start({ Timeout: 10 })
  await skip({ minutes: 9 })
  await put(left, 0, 1)
  await skip({ minutes: 9 })
  expect(await state(left)).toBe('pending')
  await skip({ minutes: 1 })
  expect(await state(left)).toBe('error')
  expect(await refusal(put(left, 0, 1))).toMatch(/^ValidationException: /)
})

test('blocks and snapshots are refused in AWS’s words', async () => {
  const { ebs, start, put, complete } = await withWriter()
  const id = await start({ ClientToken: 'once', Description: 'a' })
  expect(await start({ ClientToken: 'once', Description: 'a' })).toBe(id)
  expect(await refusal(start({ ClientToken: 'once', Description: 'b' }))).toBe(
    'ConflictException: Current request does not match request stored with this token.',
  )
  expect(await refusal(start({ ParentSnapshotId: id }))).toBe(
    `ValidationException: Source snapshot (${id}) is not complete.`,
  )
  expect(await refusal(start({ Encrypted: true, KmsKeyArn: 'arn:aws:kms:us-east-1:1:key/mine' }))).toMatch(
    /^ValidationException: .*customer managed keys/,
  )
  expect(await refusal(put(id, 2048, 1))).toBe(
    'ValidationException: Block index 2048 is beyond the volume size extent',
  )
  expect(await refusal(put(id, 0, 1, { DataLength: 1 }))).toBe(
    'ValidationException: Block data length 1 is not valid, expected 524288',
  )
  expect(await refusal(put(id, 0, 1, { BlockData: new Uint8Array(3) }))).toBe(
    'ValidationException: Failed to read block data',
  )
  expect(await refusal(put(id, 0, 1, { ChecksumAlgorithm: 'SHA1' as never }))).toBe(
    "ValidationException: Unsupported Checksum Algorithm 'SHA1', supported algorithms are SHA256",
  )
  const [one, two] = [checksumOf(chunkOf(1)), checksumOf(chunkOf(2))]
  expect(await refusal(put(id, 0, 1, { Checksum: two }))).toBe(
    `InvalidSignatureException: The value passed in as x-amz-Checksum does not match the computed checksum. Computed checksum: ${one} expected checksum: ${two}`,
  )
  expect(await refusal(put(id, 0, 1, { Progress: 101 }))).toMatch(/^ValidationException: 1 validation error/)
  const reasons = await ebs
    .send(new CompleteSnapshotCommand({ SnapshotId: 'snap-0123456789abcdef0', ChangedBlocksCount: 0 }))
    .catch((error: { Reason?: string }) => error.Reason)
  expect(reasons).toBe('SNAPSHOT_NOT_FOUND')
  const whole = { ChecksumAlgorithm: 'SHA256', ChecksumAggregationMethod: 'LINEAR' } as const
  expect(await refusal(complete(id, 0, { Checksum: one, ...whole }))).toMatch(/^ValidationException: /)
})
