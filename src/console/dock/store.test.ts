import { beforeEach, expect, test } from 'vitest'
import { useDock } from './store.ts'

const dock = () => useDock.getState()
const terminals = () => dock().tabs.map((tab) => (tab.kind === 'terminal' ? tab.terminalId : tab.kind))

beforeEach(() => {
  useDock.setState({ tabs: [], active: undefined, open: false })
  dock().newTerminal('one')
  dock().newTerminal('two')
})

test('terminals that have ended go, and the one in view gives way to a new one', () => {
  dock().keepTerminals(new Set(['one']))
  expect(terminals()).toEqual(['one', undefined])
  expect(dock()).toMatchObject({ open: true, active: dock().tabs[1]!.id })
})

test('with the dock closed nothing takes their place', () => {
  dock().setOpen(false)
  dock().keepTerminals(new Set())
  expect(dock()).toMatchObject({ tabs: [], open: false })
})

test('those that live stay, and so does a page of the browser', () => {
  dock().newBrowser('http://one.test/')
  dock().keepTerminals(new Set(['one', 'two']))
  expect(terminals()).toEqual(['one', 'two', 'browser'])
})
