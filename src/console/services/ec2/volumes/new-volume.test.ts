import { expect, test } from 'vitest'
import {
  changesForType,
  type NewVolume,
  proposedVolume,
  volumeProblems,
  volumeRequest,
} from './new-volume.ts'

const emptyVolume = proposedVolume()

const problems = (members: Partial<NewVolume>, snapshotSize?: number) =>
  Object.keys(volumeProblems({ ...emptyVolume, ...members }, snapshotSize))

test('what the form proposes is good, for each type', () => {
  for (const type of ['gp3', 'gp2', 'io1', 'io2', 'standard'] as const)
    expect(volumeProblems({ ...emptyVolume, ...changesForType(type) }), type).toEqual({})
  expect(volumeProblems({ ...emptyVolume, ...changesForType('st1'), size: '125' })).toEqual({})
})

test('the size has limits by type, and is a whole number', () => {
  for (const size of ['', '0', '1.5', '-1', 'x', '65537']) expect(problems({ size }), size).toContain('size')
  expect(problems({ type: 'gp2', size: '16385' })).toEqual(['size'])
})

test('IOPS and throughput depend on size and IOPS', () => {
  expect(problems({ size: '1' })).toEqual([])
  expect(problems({ size: '6', iops: '3001' })).toEqual(['iops'])
  expect(problems({ size: '7', iops: '3500', throughput: '875' })).toEqual([])
  expect(problems({ throughput: '751' })).toEqual(['throughput'])
})

test('a volume is no smaller than its snapshot, and begins as large', () => {
  expect(problems({ size: '7' }, 8)).toEqual(['size'])
  expect(proposedVolume({ VolumeSize: 8 }).size).toBe('8')
})

test('the request names only what the type has', () => {
  expect(volumeRequest(emptyVolume, { zone: 'us-east-1a', snapshotId: undefined })).toEqual({
    VolumeType: 'gp3',
    Size: 100,
    Iops: 3000,
    Throughput: 125,
    AvailabilityZone: 'us-east-1a',
    SnapshotId: undefined,
  })
  const tags = [
    { Key: 'Name', Value: 'data' },
    { Key: '', Value: 'never filled in' },
  ]
  const volume = { ...emptyVolume, ...changesForType('gp2'), tags }
  expect(volumeRequest(volume, { zone: 'us-east-1b', snapshotId: 'snap-1' })).toEqual({
    VolumeType: 'gp2',
    Size: 100,
    AvailabilityZone: 'us-east-1b',
    SnapshotId: 'snap-1',
    TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'Name', Value: 'data' }] }],
  })
})
