import { expect, test } from 'vitest'
// @ts-expect-error -- the build's scripts are plain JavaScript
import { buildModels, staleFiles } from './build-models.mjs'
// @ts-expect-error -- as above
import { readTraits } from './build-models/traits.mjs'

test('the committed models are what the installed SDK packages give', () => {
  expect(staleFiles(buildModels())).toEqual([])
})

test('a trait that the script does not know stops it', () => {
  expect(readTraits('here', 9)).toEqual({ httpLabel: 1, sensitive: 1 })
  expect(() => readTraits('here', { colour: 'red' }) as unknown).toThrow('here: unknown trait colour')
  expect(() => readTraits('here', 128) as unknown).toThrow('changed their form')
})
