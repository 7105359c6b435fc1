import { Zip, ZipDeflate } from 'fflate'
import type { LaptopFilesApi, LaptopTree } from '#host/client'
import type { UploadPlan } from './upload-plan.ts'

const partSize = 1024 * 1024

export interface Progress {
  bytes: number
  /** What is on its way now. */
  name: string
}

export class Cancelled extends Error {
  override readonly name = 'Cancelled'
}

interface Watched {
  signal: AbortSignal
  told: (progress: Progress) => void
}

/** Writes everything below a folder of the laptop, part by part. A file that is not finished leaves nothing. */
export const upload = async (
  laptop: LaptopFilesApi,
  folder: string,
  { folders, files }: Pick<UploadPlan, 'folders' | 'files'>,
  { signal, told }: Watched,
): Promise<void> => {
  const base = folder === '/' ? '' : folder
  let bytes = 0
  for (const path of folders) await laptop.makeFolder(`${base}/${path}`)
  for (const { path, file } of files) {
    const target = `${base}/${path}`
    try {
      for (let at = 0; at === 0 || at < file.size; at += partSize) {
        if (signal.aborted) throw new Cancelled()
        told({ bytes, name: path })
        const part = new Uint8Array(await file.slice(at, at + partSize).arrayBuffer())
        await laptop.writePart(target, part, { first: at === 0, last: at + partSize >= file.size })
        bytes += part.length
      }
    } catch (error) {
      await laptop.abandon(target)
      throw error
    }
  }
  told({ bytes, name: '' })
}

/** The parts of a file of the laptop, in order. */
async function* partsOf(
  laptop: LaptopFilesApi,
  { path, size }: { path: string; size: number },
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < size;) {
    if (signal.aborted) throw new Cancelled()
    const part = await laptop.readPart(path, at, partSize)
    // It has become shorter meanwhile.
    if (part.length === 0) return
    at += part.length
    yield new Uint8Array(part)
  }
}

/** A file as it is, a folder as a zip of it. */
export const download = async (
  laptop: LaptopFilesApi,
  tree: LaptopTree,
  { signal, told }: Watched,
): Promise<{ name: string; blob: Blob }> => {
  let bytes = 0
  const parts: Uint8Array<ArrayBuffer>[] = []
  if (!tree.folder) {
    for await (const part of partsOf(laptop, tree.entries[0]!, signal)) {
      parts.push(part)
      bytes += part.length
      told({ bytes, name: tree.name })
    }
    return { name: tree.name, blob: new Blob(parts) }
  }
  const zip = new Zip((error, chunk) => {
    if (!error) parts.push(new Uint8Array(chunk))
  })
  for (const entry of tree.entries) {
    const member = new ZipDeflate(entry.folder ? `${entry.relative}/` : entry.relative, { level: 6 })
    zip.add(member)
    if (!entry.folder)
      for await (const part of partsOf(laptop, entry, signal)) {
        bytes += part.length
        told({ bytes, name: entry.relative })
        member.push(part)
      }
    member.push(new Uint8Array(0), true)
  }
  zip.end()
  return { name: `${tree.name}.zip`, blob: new Blob(parts, { type: 'application/zip' }) }
}

/** Gives a file to the learner's real computer, as a download of the browser's. */
export const saveToComputer = (name: string, blob: Blob) => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The browser has taken it up by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
