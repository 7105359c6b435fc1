/** What browsers have that can write a file as it comes; TypeScript's DOM does not know it yet. */
interface FilePicker {
  showSaveFilePicker(options: {
    suggestedName: string
    types: { description: string; accept: Record<string, string[]> }[]
  }): Promise<FileSystemFileHandle>
}

/** Without a picker the whole image has to pass through the browser's own storage. */
const mostInBrowser = 2 ** 30

export type SavingWay = 'to-disk' | 'through-browser' | 'impossible'

export const savingWay = (bytes: number): SavingWay =>
  'showSaveFilePicker' in globalThis ? 'to-disk' : bytes <= mostInBrowser ? 'through-browser' : 'impossible'

interface Saving {
  suggestedName: string
  open: () => Promise<ReadableStream<Uint8Array>>
  onProgress: (bytes: number) => void
  signal: AbortSignal
}

/** Saves an image on the learner's real computer; false when the learner did not choose a place. */
export const saveImage = async (way: SavingWay, saving: Saving): Promise<boolean> =>
  way === 'to-disk' ? saveToDisk(saving) : saveThroughBrowser(saving)

const saveToDisk = async ({ suggestedName, open, onProgress, signal }: Saving): Promise<boolean> => {
  const file = await pickFile(suggestedName)
  if (!file) return false
  const writable = await file.createWritable()
  let position = 0
  const sink = new WritableStream<Uint8Array<ArrayBuffer>>({
    async write(data) {
      // A gap stays a gap: what was never written takes no room on the learner's disk either.
      if (!isEmpty(data)) await writable.write({ type: 'write', position, data })
      position += data.byteLength
      onProgress(position)
    },
    async close() {
      await writable.truncate(position)
      await writable.close()
    },
    abort: (reason) => writable.abort(reason),
  })
  await (await open()).pipeTo(sink as WritableStream<Uint8Array>, { signal })
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
  let size = 0
  const sink = new WritableStream<Uint8Array<ArrayBuffer>>({
    write(data) {
      parts.push(new Blob([data]))
      size += data.byteLength
      onProgress(size)
    },
  })
  await (await open()).pipeTo(sink as WritableStream<Uint8Array>, { signal })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob(parts, { type: 'application/octet-stream' }))
  link.download = suggestedName
  link.click()
  // The browser has taken the file over once the click has been handled.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  return true
}

export const isEmpty = (data: Uint8Array): boolean => {
  const aligned = data.byteOffset % 8 === 0 && data.byteLength % 8 === 0
  if (!aligned) return data.every((byte) => byte === 0)
  return new BigUint64Array(data.buffer, data.byteOffset, data.byteLength / 8).every((word) => word === 0n)
}
