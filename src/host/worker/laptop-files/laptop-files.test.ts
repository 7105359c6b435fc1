import { beforeEach, expect, test } from 'vitest'
import { testMachine, type TestMachine } from '#machine/testing'
import type { LaptopFilesApi } from '../../api/laptop-files.ts'
import { laptopFiles } from './laptop-files.ts'

let laptop: TestMachine
let files: LaptopFilesApi
const home = '/home/learner'
const bytes = (text: string) => new TextEncoder().encode(text)

beforeEach(async () => {
  laptop = await testMachine({ image: 'laptop', hardware: { kind: 'laptop' } })
  files = laptopFiles(
    async () => laptop.machine,
    () => `${home}/work`,
  )
})

test('a folder is written part by part as the learner’s own, and read back whole', async () => {
  await files.makeFolder(`${home}/app`)
  await files.makeFolder(`${home}/app`)
  await files.writePart(`${home}/app/a.txt`, bytes('first '), { first: true, last: false })
  expect((await files.list(`${home}/app`)).entries.map(({ name }) => name)).toEqual(['.a.txt.part'])
  await files.writePart(`${home}/app/a.txt`, bytes('second'), { first: false, last: true })
  expect(await files.tree('app')).toEqual({
    name: 'app',
    folder: true,
    size: 12,
    entries: [
      { path: `${home}/app`, relative: 'app', folder: true, size: 0 },
      { path: `${home}/app/a.txt`, relative: 'app/a.txt', folder: false, size: 12 },
    ],
  })
  expect(new TextDecoder().decode(await files.readPart(`${home}/app/a.txt`, 6, 100))).toBe('second')
  const owner = await laptop.machine.asUser('learner', ({ stat }) => stat('app/a.txt'))
  expect(owner).toMatchObject({ uid: 1000, mode: 0o644 })
})

test('it may go where the learner may, and nowhere by a strange path', async () => {
  expect(await files.places('the-shells-terminal')).toEqual({
    home,
    downloads: `${home}/Downloads`,
    current: `${home}/work`,
  })
  const write = (path: string) => files.writePart(path, bytes('x'), { first: true, last: true })
  await expect(write('/etc/passwd')).rejects.toThrow('Permission denied')
  for (const path of [`${home}/../../etc/x`, 'relative', `${home}/`, `${home}/a\u0000b`, `${home}//x`])
    await expect(write(path)).rejects.toThrow('Files cannot be written to')
})

test('a file that is not finished leaves nothing behind', async () => {
  await files.writePart(`${home}/big`, bytes('half'), { first: true, last: false })
  await files.abandon(`${home}/big`)
  expect((await files.list(home)).entries.filter(({ name }) => name.includes('big'))).toEqual([])
})
