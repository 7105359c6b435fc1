import { expect, test } from 'vitest'
import { arrived, canGoBack, canGoForward, current, emptyHistory, step, visit } from './history.ts'

const a = 'http://1.2.3.4/'
const b = 'http://1.2.3.4/b'
const c = 'http://1.2.3.4/c'

test('back and forward walk over the visits, and stop at their ends', () => {
  const two = visit(visit(emptyHistory, a), b)
  const back = step(two, -1)
  expect([current(back), canGoBack(back), canGoForward(back)]).toEqual([a, false, true])
  expect(current(step(back, -1))).toBe(a)
  expect(current(step(back, 1))).toBe(b)
})

test('a link inside the page is a visit', () => {
  const loaded = arrived(visit(emptyHistory, a), a)
  const followed = arrived(loaded, b)
  expect(followed.entries).toEqual([a, b])
  expect(current(followed)).toBe(b)
})

test('a redirect is no visit of its own', () => {
  expect(arrived(visit(emptyHistory, a), b).entries).toEqual([b])
})

test('going somewhere else from the middle forgets what lay ahead', () => {
  const middle = arrived(step(visit(visit(emptyHistory, a), b), -1), a)
  expect(visit(middle, c).entries).toEqual([a, c])
})

test('a page that navigates for ever fills no memory', () => {
  let history = visit(emptyHistory, a)
  for (let n = 0; n < 1000; n++) history = arrived(history, `${a}${n}`)
  expect(history.entries.length).toBeLessThanOrEqual(100)
  expect(current(history)).toBe(`${a}999`)
})
