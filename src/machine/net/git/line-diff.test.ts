import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { array, assert, constantFrom, property } from 'fast-check'
import { diffLines, hunks, linesOf } from './line-diff.ts'

const rebuilt = (edits: ReturnType<typeof diffLines>, without: 'added' | 'removed') =>
  edits.filter(({ kind }) => kind !== without).map(({ line }) => line)

test('both sides can be had back from the edits, and no shorter way is known to exist', () => {
  const lines = array(constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 })
  assert(
    property(lines, lines, (before, after) => {
      const edits = diffLines(before, after)
      expect(rebuilt(edits, 'added')).toEqual(before)
      expect(rebuilt(edits, 'removed')).toEqual(after)
      const kept = edits.filter(({ kind }) => kind === 'same').length
      expect(kept).toBe(longestCommon(before, after))
    }),
    { seed: 7, numRuns: 300 },
  )
})

function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, () => 0)
  for (const line of a) {
    const next = [0]
    for (const [j, other] of b.entries())
      next.push(line === other ? row[j]! + 1 : Math.max(row[j + 1]!, next[j]!))
    row = next
  }
  return row.at(-1)!
}

test('hunks are those of the real git', () => {
  const folder = mkdtempSync(`${tmpdir()}/diff-`)
  const before = Array.from({ length: 40 }, (_, index) => `line ${index}`)
  const after = before.toSpliced(5, 1, 'changed').toSpliced(8, 0, 'new', 'newer').toSpliced(30, 3)
  writeFileSync(`${folder}/a`, `${before.join('\n')}\n`)
  writeFileSync(`${folder}/b`, `${after.join('\n')}\n`)
  const script = 'git diff --no-index --no-color a b; true'
  const theirs = execFileSync('sh', ['-c', script], { encoding: 'utf8', cwd: folder, stdio: 'pipe' })
  rmSync(folder, { recursive: true })
  const plain = linesOf(theirs)
    .slice(4)
    .map((line) => line.replace(/^(@@ .* @@).*/, '$1'))
  expect(hunks(diffLines(before, after))).toEqual(plain)
})
