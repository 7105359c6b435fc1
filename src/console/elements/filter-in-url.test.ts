import { expect, test } from 'vitest'
import { readFilter, writeFilter } from './filter-in-url.ts'

const columns = ['state', 'name']

test('a filter comes back from the address as it was', () => {
  const query = {
    operation: 'or' as const,
    tokens: [
      { propertyKey: 'state', operator: '=' as const, value: 'running' },
      { propertyKey: 'name', operator: '!:' as const, value: 'a;b & c=d' },
      { operator: ':' as const, value: 'web' },
    ],
  }
  const text = writeFilter(query)!
  expect(text).toBe('or;state=running;name!:a%3Bb%20%26%20c%3Dd;:web')
  expect(readFilter(text, columns)).toEqual(query)
})

test('no filter takes no room in the address', () => {
  expect(writeFilter({ operation: 'and', tokens: [] })).toBeUndefined()
  expect(readFilter(undefined, columns)).toEqual({ operation: 'and', tokens: [] })
})

test('what is no filter of this table is left out', () => {
  expect(readFilter('colour=red;state;state=%E0%A4%A;name:web', columns).tokens).toEqual([
    { propertyKey: 'name', operator: ':', value: 'web' },
  ])
})
