import { expect, test } from 'vitest'
import served from './model/served.json' with { type: 'json' }
import { services } from './services/index.ts'
import { runCases, sdkCaller, withoutCases } from './testing/cases/index.ts'
import { testEngine } from './testing/index.ts'

test('what is served is what is said to be served, and has a good and a bad case', () => {
  const offered = services.flatMap(({ name, operations }) =>
    Object.keys(operations).map((operation) => `${name}:${operation}`),
  )
  const said = Object.entries(served).flatMap(([service, { operations }]) =>
    operations === 'all' ? [] : [operations].flat().map((operation) => `${service}:${operation}`),
  )
  const ours = services.map(({ name }) => `${name}:`)
  const missing = said.filter((name) => !offered.includes(name))
  expect(missing.filter((name) => ours.some((service) => name.startsWith(service)))).toEqual([])
  expect(withoutCases(offered)).toEqual([])
})

test('SDK v3 is answered as by AWS, whatever it calls', async () => {
  const { engine, clientOptions, faults } = await testEngine()
  await engine.setPace('instant')
  await runCases(sdkCaller(clientOptions), 'sdk', engine)
  expect(faults).toEqual([])
}, 60_000)
