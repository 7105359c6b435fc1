import { beforeEach, expect, test } from 'vitest'
import { useFlashes } from './store.ts'

const { show, leave, dismiss } = useFlashes.getState()
const texts = () => useFlashes.getState().flashes.map(({ text }) => text)

beforeEach(() => useFlashes.setState({ flashes: [], page: undefined }))

test('a success is told on its page and on the next one, an error until it is dismissed', () => {
  leave('/create')
  show({ type: 'success', text: 'made' })
  show({ id: 'broken', type: 'error', text: 'broken' })
  leave('/list')
  leave('/list')
  expect(texts()).toEqual(['broken', 'made'])
  leave('/other')
  expect(texts()).toEqual(['broken'])
  dismiss('broken')
  expect(texts()).toEqual([])
})

test('the newest is on top, one with the same id is replaced, and old ones go', () => {
  for (let n = 0; n < 7; n++) show({ type: 'info', text: String(n) })
  show({ id: 'same', type: 'info', text: 'first' })
  show({ id: 'same', type: 'info', text: 'second' })
  expect(texts()).toEqual(['second', '6', '5', '4', '3'])
})
