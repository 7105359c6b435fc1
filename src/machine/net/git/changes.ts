import { text } from '../bytes.ts'
import { type Edit, diffLines, hunks, linesOf } from './line-diff.ts'
import type { Repository } from './repository.ts'

/** A file on both sides of a comparison; undefined where it is not there. */
export interface FileChange {
  path: string
  before?: Uint8Array
  after?: Uint8Array
}

/** What differs between two commits' trees. */
export async function changesBetween(
  { git, fs, dir }: Repository,
  before: string | undefined,
  after: string,
): Promise<FileChange[]> {
  const trees = [...(before ? [git.TREE({ ref: before })] : []), git.TREE({ ref: after })]
  const found: FileChange[] = []
  await git.walk({
    fs,
    dir,
    trees,
    map: async (path, entries) => {
      const [old, now] = before ? entries : [null, entries[0]!]
      if ((await old?.type()) === 'tree' || (await now?.type()) === 'tree') return path
      if ((await old?.oid()) === (await now?.oid())) return undefined
      found.push(change(path, await old?.content(), await now?.content()))
      return undefined
    },
  })
  return found.sort((a, b) => (a.path < b.path ? -1 : 1))
}

export const change = (path: string, before?: Uint8Array | void, after?: Uint8Array | void): FileChange => ({
  path,
  ...(before && { before }),
  ...(after && { after }),
})

const isBinary = (bytes: Uint8Array | undefined): boolean => bytes?.subarray(0, 8000).includes(0) ?? false

const edits = ({ before, after }: FileChange): Edit[] =>
  diffLines(linesOf(text(before ?? new Uint8Array(0))), linesOf(text(after ?? new Uint8Array(0))))

function counts(file: FileChange): { added: number; removed: number; binary: boolean } {
  if (isBinary(file.before) || isBinary(file.after)) return { added: 0, removed: 0, binary: true }
  const all = edits(file)
  const count = (kind: Edit['kind']) => all.filter((edit) => edit.kind === kind).length
  return { added: count('added'), removed: count('removed'), binary: false }
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

/** ` 2 files changed, 3 insertions(+), 1 deletion(-)`. */
export function shortStat(files: readonly FileChange[]): string {
  const all = files.map(counts)
  const added = all.reduce((sum, file) => sum + file.added, 0)
  const removed = all.reduce((sum, file) => sum + file.removed, 0)
  const parts = [
    `${plural(files.length, 'file')} changed`,
    ...(added > 0 || removed === 0 ? [`${plural(added, 'insertion')}(+)`] : []),
    ...(removed > 0 || added === 0 ? [`${plural(removed, 'deletion')}(-)`] : []),
  ]
  return ` ${parts.join(', ')}`
}

const graphWidth = 40

/** The table of --stat, with its last line. */
export function stat(files: readonly FileChange[]): string {
  const all = files.map((file) => ({ path: file.path, ...counts(file) }))
  const nameWidth = Math.max(...all.map(({ path }) => path.length))
  const most = Math.max(...all.map(({ added, removed }) => added + removed))
  const scale = Math.min(1, graphWidth / Math.max(1, most))
  const countWidth = String(most).length
  const bar = (count: number, sign: string) =>
    sign.repeat(count > 0 ? Math.max(1, Math.round(count * scale)) : 0)
  const rows = all.map(({ path, added, removed, binary }) =>
    binary
      ? ` ${path.padEnd(nameWidth)} | Bin`
      : ` ${path.padEnd(nameWidth)} | ${String(added + removed).padStart(countWidth)} ${bar(added, '+')}${bar(removed, '-')}`.trimEnd(),
  )
  return [...rows, shortStat(files)].join('\n')
}

/** `diff --git a/… b/…` with its hunks. */
export function patch(file: FileChange): string {
  const { path, before, after } = file
  const lines = [`diff --git a/${path} b/${path}`]
  if (!before) lines.push('new file mode 100644')
  if (!after) lines.push('deleted file mode 100644')
  if (isBinary(before) || isBinary(after))
    return [...lines, `Binary files a/${path} and b/${path} differ`].join('\n')
  lines.push(before ? `--- a/${path}` : '--- /dev/null', after ? `+++ b/${path}` : '+++ /dev/null')
  return [...lines, ...hunks(edits(file))].join('\n')
}
