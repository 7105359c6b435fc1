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

test('wget names an address once, posts, probes, and says what it has not', async () => {
  const world = await testWorld()
  const run = (...args: string[]) => world.run(wget, ['wget', ...args], { cwd: '/tmp' })
  expect((await run('http://127.0.0.1:3000/x')).stderr).toMatch(
    /\nConnecting to 127\.0\.0\.1:3000\.\.\. failed: Connection refused\.\n$/,
  )
  expect((await run('--spider', 'https://registry.sandcloud.test/-/ping')).stderr).toContain(
    'Remote file exists.\n',
  )
  expect((await run('-nv', '-P', 'down', 'https://registry.sandcloud.test/-/ping')).stderr).toMatch(/ URL:https:\/\/registry\.sandcloud\.test\/-\/ping \[2\/2\] -> "down\/ping" \[1\]\n$/) // prettier-ignore
  expect((await run('-S', '-O', '/dev/null', 'https://registry.sandcloud.test/-/ping')).stderr).toContain('\n  HTTP/1.1 200 OK\n') // prettier-ignore
  expect(await run('-r', 'https://registry.sandcloud.test/')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("Sandcloud's wget has no recursive downloads") as string,
  })
  world.internet.verdict = () => 'dropped'
  const late = await run('-T', '0.01', '-t', '1', 'http://203.0.113.99/')
  expect(late).toMatchObject({ status: 4, stderr: expect.stringContaining('failed: Connection timed out.\nGiving up.\n') as string }) // prettier-ignore
})
