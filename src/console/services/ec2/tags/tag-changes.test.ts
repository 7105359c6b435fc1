import { expect, test } from 'vitest'
import { tagChanges } from './tag-changes.ts'

test('only what differs is put or removed', () => {
  const before = [
    { Key: 'Name', Value: 'web' },
    { Key: 'stage', Value: 'test' },
    { Key: 'owner', Value: 'ann' },
  ]
  const after = [
    { Key: 'Name', Value: 'api' },
    { Key: 'stage', Value: 'test' },
    { Key: 'team', Value: '' },
  ]
  expect(tagChanges(before, after)).toEqual({
    put: [
      { Key: 'Name', Value: 'api' },
      { Key: 'team', Value: '' },
    ],
    remove: [{ Key: 'owner' }],
  })
})
