import { expect, test } from 'vitest'
import { testWorld } from '../testing/world.ts'
import { wget } from './wget.ts'

test('wget fetches a file, and a second one beside it', async () => {
  const world = await testWorld()
  const run = (...args: string[]) => world.run(wget, ['wget', ...args], { cwd: '/tmp' })
  const { stderr, status } = await run('https://registry.sandcloud.test/-/ping')
  expect(stderr).toMatch(
    /^--\d{4}-\d\d-\d\d \d\d:\d\d:\d\d-- {2}https:\/\/registry\.sandcloud\.test\/-\/ping\nResolving registry\.sandcloud\.test \(registry\.sandcloud\.test\)\.\.\. 192\.0\.2\.\d\nConnecting to registry\.sandcloud\.test \(registry\.sandcloud\.test\)\|192\.0\.2\.\d\|:443\.\.\. connected\.\nHTTP request sent, awaiting response\.\.\. 200 OK\nLength: 2 \[application\/json\]\nSaving to: 'ping'\n/,
  )
  expect(status).toBe(0)
  await run('-q', 'https://registry.sandcloud.test/-/ping')
  expect(await world.root.readText('/tmp/ping.1')).toBe('{}')
  expect((await run('-qO', '-', 'checkip.amazonaws.com')).stdout).toBe('203.0.113.7\n')
})

test('wget tells why it could not', async () => {
  const world = await testWorld()
  const run = (...args: string[]) => world.run(wget, ['wget', ...args], { cwd: '/tmp' })
  expect(await run('nowhere.example')).toMatchObject({
    status: 4,
    stderr: expect.stringContaining(
      "failed: Name or service not known.\nwget: unable to resolve host address 'nowhere.example'\n",
    ),
  })
  expect((await run('http://127.0.0.1:3000')).stderr).toContain('failed: Connection refused.\n')
  expect((await run('https://registry.sandcloud.test/none')).status).toBe(8)
})
