import type { ImagePart } from '#host/client'

/** What browsers have that can write a file as it comes; TypeScript's DOM does not know it yet. */
interface FilePicker {
  showSaveFilePicker(options: {
    suggestedName: string
    types: { description: string; accept: Record<string, string[]> }[]
  }): Promise<FileSystemFileHandle>
}

/** Without a picker the browser writes the whole file out, gaps and all. */
const mostInBrowser = 32 * 2 ** 30

export type SavingWay = 'to-disk' | 'through-browser' | 'impossible'

export const savingWay = (bytes: number): SavingWay =>
  'showSaveFilePicker' in globalThis ? 'to-disk' : bytes <= mostInBrowser ? 'through-browser' : 'impossible'

interface Saving {
  suggestedName: string
  open: () => Promise<ReadableStream<ImagePart>>
  /** So many bytes of the image are there, gaps among them. */
  onProgress: (bytes: number) => void
  signal: AbortSignal
}

/** Saves an image on the learner's real computer; false when the learner did not choose a place. */
export const saveImage = async (way: SavingWay, saving: Saving): Promise<boolean> =>
  way === 'to-disk' ? saveToDisk(saving) : saveThroughBrowser(saving)

const lengthOf = (part: ImagePart) => (typeof part === 'number' ? part : part.byteLength)

const saveToDisk = async ({ suggestedName, open, onProgress, signal }: Saving): Promise<boolean> => {
  const file = await pickFile(suggestedName)
  if (!file) return false
  const writable = await file.createWritable()
  let position = 0
  const sink = new WritableStream<ImagePart>({
    async write(part) {
      // A gap stays a gap: what was never written takes no room on the learner's disk either.
      if (typeof part !== 'number')
        await writable.write({ type: 'write', position, data: part as Uint8Array<ArrayBuffer> })
      position += lengthOf(part)
      onProgress(position)
    },
    async close() {
      await writable.truncate(position)
      await writable.close()
    },
    abort: (reason) => writable.abort(reason),
  })
  await (await open()).pipeTo(sink, { signal })
  return true
}

const pickFile = async (suggestedName: string): Promise<FileSystemFileHandle | undefined> => {
  const types = [{ description: 'Raw disk image', accept: { 'application/octet-stream': ['.img'] } }]
  try {
    return await (globalThis as unknown as FilePicker).showSaveFilePicker({ suggestedName, types })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined
    throw error
  }
}

const saveThroughBrowser = async ({ suggestedName, open, onProgress, signal }: Saving): Promise<boolean> => {
  const parts: Blob[] = []
  let position = 0
  const sink = new WritableStream<ImagePart>({
    write(part) {
      parts.push(...(typeof part === 'number' ? zeros(part) : [new Blob([part as Uint8Array<ArrayBuffer>])]))
      position += lengthOf(part)
      onProgress(position)
    },
  })
  await (await open()).pipeTo(sink, { signal })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob(parts, { type: 'application/octet-stream' }))
  link.download = suggestedName
  link.click()
  // The browser has taken the file over once the click has been handled.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  return true
}

const zeroPiece = 16 * 2 ** 20

/** So many zeros as blobs, which share one piece: they cost memory once. */
const zeros = (length: number): Blob[] => {
  zeroBlob ??= new Blob([new Uint8Array(zeroPiece)])
  const whole = Array.from({ length: Math.floor(length / zeroPiece) }, () => zeroBlob!)
  return [...whole, zeroBlob.slice(0, length % zeroPiece)]
}
let zeroBlob: Blob | undefined
