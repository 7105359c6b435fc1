import type { Picked, PickedFile } from './picked-files.ts'

/** Folders that a project can be copied without: npm makes the one anew, git the other by a clone. */
const skippable = ['node_modules', '.git'] as const
export type Skippable = (typeof skippable)[number]

export interface Sum {
  files: number
  bytes: number
}

const sumOf = (files: readonly PickedFile[]): Sum => ({
  files: files.length,
  bytes: files.reduce((sum, { file }) => sum + file.size, 0),
})

/** What a picked project holds of folders that need not be copied. */
export const skippableParts = (picked: Picked): { name: Skippable; sum: Sum }[] =>
  skippable
    .map((name) => ({ name, sum: sumOf(picked.files.filter(({ path }) => isBelow(path, name))) }))
    .filter(({ sum }) => sum.files > 0)

const isBelow = (path: string, folder: string) => path.split('/').slice(0, -1).includes(folder)

/** What Linux and a shell can live with: no control characters, no way out of the folder, no endless names. */
export const safeName = (name: string): string => {
  const plain = name.replaceAll(/[\u0000-\u001f\u007f/\\]/g, '_')
  if (plain === '' || plain === '.' || plain === '..') return '_'
  return shortened(plain)
}

const longest = 200

/** By its beginning: the ending tells what kind of file it is. */
const shortened = (name: string): string => {
  const bytes = new TextEncoder().encode(name).length
  if (bytes <= longest) return name
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : ''
  let start = name.slice(0, name.length - ending.length)
  while (new TextEncoder().encode(start + ending).length > longest) start = [...start].slice(0, -1).join('')
  return start + ending
}

export interface PlannedFile {
  /** From the folder that everything goes into. */
  path: string
  file: Blob
}

export interface UploadPlan {
  /** The first names of all paths: what may be in the way. */
  top: string[]
  folders: string[]
  files: PlannedFile[]
  sum: Sum
  /** Names that had to be changed, as `from → to`. */
  renamed: string[]
}

/** What will be written, with names made safe; parents stand before what is in them. */
export const planUpload = (picked: Picked, skip: ReadonlySet<Skippable>): UploadPlan => {
  const kept = picked.files.filter(({ path }) => ![...skip].some((name) => isBelow(path, name)))
  const folders = new Set<string>()
  const renamed = new Set<string>()
  const safePath = (path: string) =>
    path
      .split('/')
      .filter((name) => name !== '')
      .map((name) => {
        const safe = safeName(name)
        if (safe !== name) renamed.add(`${JSON.stringify(name)} → ${safe}`)
        return safe
      })
      .join('/')
  const files = kept.map(({ path, file }) => ({ path: safePath(path), file }))
  for (const { path } of files) for (const folder of parentsOf(path)) folders.add(folder)
  const isSkipped = (path: string) => path.split('/').some((name) => skip.has(name as Skippable))
  for (const path of picked.emptyFolders.filter((folder) => !isSkipped(folder))) {
    const safe = safePath(path)
    for (const folder of [...parentsOf(safe), safe]) folders.add(folder)
  }
  const top = new Set([...folders, ...files.map(({ path }) => path)].map((path) => path.split('/')[0]!))
  return { top: [...top], folders: [...folders], files, sum: sumOf(kept), renamed: [...renamed] }
}

const parentsOf = (path: string): string[] => {
  const names = path.split('/')
  return names.slice(0, -1).map((_, index) => names.slice(0, index + 1).join('/'))
}

export type OnConflict = 'replace' | 'keep-both' | 'skip'

/** What becomes of the plan when some of its first names are taken. */
export const resolveConflicts = (
  plan: UploadPlan,
  taken: ReadonlySet<string>,
  how: OnConflict,
): Pick<UploadPlan, 'folders' | 'files'> => {
  if (how === 'replace') return plan
  const renames = new Map<string, string>()
  const used = new Set(taken)
  for (const name of plan.top) {
    if (!taken.has(name)) continue
    const free = freeName(name, used)
    used.add(free)
    renames.set(name, free)
  }
  const top = (path: string) => path.split('/')[0]!
  const move = (path: string) => `${renames.get(top(path)) ?? top(path)}${path.slice(top(path).length)}`
  const keep = (path: string) => how === 'keep-both' || !taken.has(top(path))
  return {
    folders: plan.folders.filter(keep).map(move),
    files: plan.files.filter(({ path }) => keep(path)).map(({ path, file }) => ({ path: move(path), file })),
  }
}

/** `photo (1).png`, as browsers name a second download. */
const freeName = (name: string, taken: ReadonlySet<string>): string => {
  const dot = name.lastIndexOf('.')
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  for (let number = 1; ; number++) {
    const candidate = `${stem} (${number})${ending}`
    if (!taken.has(candidate)) return candidate
  }
}

export const sizeText = (bytes: number): string => {
  if (bytes < 1024) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
  const units = ['KiB', 'MiB', 'GiB']
  let value = bytes / 1024
  let unit = 0
  for (; value >= 1024 && unit < units.length - 1; unit++) value /= 1024
  return `${value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`
}

export const sumText = ({ files, bytes }: Sum): string =>
  `${files.toLocaleString('en-US')} ${files === 1 ? 'file' : 'files'}, ${sizeText(bytes)}`
