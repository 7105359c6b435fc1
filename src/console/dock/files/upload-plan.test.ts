import { describe, expect, test } from 'vitest'
import type { Picked } from './picked-files.ts'
import { planUpload, resolveConflicts, safeName, sizeText, skippableParts } from './upload-plan.ts'

const file = (path: string, size = 1) => ({ path, file: new Blob([new Uint8Array(size)]) })
const project: Picked = {
  files: [
    file('app/index.js', 10),
    file('app/src/a.js', 5),
    file('app/node_modules/x/index.js', 1000),
    file('app/.git/HEAD', 20),
  ],
  emptyFolders: ['app/logs', 'app/node_modules/empty'],
}
const paths = ({ files }: { files: readonly { path: string }[] }) => files.map(({ path }) => path)

describe('a plan', () => {
  test('tells what need not be copied, and leaves it out', () => {
    expect(skippableParts(project)).toEqual([
      { name: 'node_modules', sum: { files: 1, bytes: 1000 } },
      { name: '.git', sum: { files: 1, bytes: 20 } },
    ])
    const plan = planUpload(project, new Set(['node_modules', '.git']))
    expect(paths(plan)).toEqual(['app/index.js', 'app/src/a.js'])
    expect(plan.folders).toEqual(['app', 'app/src', 'app/logs'])
    expect(plan.sum).toEqual({ files: 2, bytes: 15 })
    expect(planUpload(project, new Set()).files).toHaveLength(4)
  })

  test('makes names safe and says so', () => {
    const plan = planUpload({ files: [file('a\u0007b/../c.txt')], emptyFolders: [] }, new Set())
    expect(paths(plan)).toEqual(['a_b/_/c.txt'])
    expect(plan.renamed).toHaveLength(2)
    const long = safeName(`${'ä'.repeat(300)}.tar.gz`)
    expect(long.endsWith('.gz')).toBe(true)
    expect(new TextEncoder().encode(long).length).toBeLessThanOrEqual(200)
    expect(safeName('.env')).toBe('.env')
  })
})

describe('a name that is taken', () => {
  const plan = planUpload({ files: [file('app/a.js'), file('note.txt')], emptyFolders: [] }, new Set())
  const taken = new Set(['app', 'note.txt', 'note (1).txt'])

  test('is replaced, numbered or left out, as the learner says', () => {
    expect(paths(resolveConflicts(plan, taken, 'replace'))).toEqual(['app/a.js', 'note.txt'])
    const both = resolveConflicts(plan, taken, 'keep-both')
    expect(paths(both)).toEqual(['app (1)/a.js', 'note (2).txt'])
    expect(both.folders).toEqual(['app (1)'])
    expect(resolveConflicts(plan, new Set(['app']), 'skip')).toMatchObject({ folders: [] })
    expect(paths(resolveConflicts(plan, new Set(['app']), 'skip'))).toEqual(['note.txt'])
  })
})

test('sizes as people say them', () => {
  expect([1, 1023, 1024, 1_500_000, 20 * 2 ** 20].map(sizeText)).toEqual(['1 byte', '1023 bytes', '1.0 KiB', '1.4 MiB', '20 MiB']) // prettier-ignore
})
