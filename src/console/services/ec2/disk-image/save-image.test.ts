import { afterEach, expect, test, vi } from 'vitest'
import type { ImagePart } from '#host/client'
import { saveImage, savingWay } from './save-image.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** A file on a disk that remembers what was written where. */
const withPicker = () => {
  const writes: [position: number, bytes: number][] = []
  let size: number | undefined
  let outcome: 'closed' | 'aborted' | undefined
  const createWritable = async () => ({
    write: async ({ position, data }: { position: number; data: Uint8Array }) =>
      void writes.push([position, data.length]),
    truncate: async (to: number) => void (size = to),
    close: async () => void (outcome = 'closed'),
    abort: async () => void (outcome = 'aborted'),
  })
  vi.stubGlobal('showSaveFilePicker', async () => ({ createWritable }))
  return { file: () => ({ writes, size, outcome }) }
}

const image = (...parts: (number | 'bytes')[]) =>
  new ReadableStream<ImagePart>({
    start(controller) {
      for (const part of parts) controller.enqueue(part === 'bytes' ? new Uint8Array(512).fill(7) : part)
      controller.close()
    },
  })

const saving = (stream: ReadableStream<ImagePart>, signal = new AbortController().signal) => ({
  suggestedName: 'vol-1.img',
  open: async () => stream,
  onProgress: () => {},
  signal,
})

test('an image on disk has its full length, and gaps where nothing was written', async () => {
  const { file } = withPicker()
  expect(await saveImage('to-disk', saving(image('bytes', 1024, 'bytes', 512)))).toBe(true)
  expect(file()).toEqual({
    writes: [
      [0, 512],
      [1536, 512],
    ],
    size: 2560,
    outcome: 'closed',
  })
})

test('a cancelled image leaves no file behind', async () => {
  const { file } = withPicker()
  const abort = new AbortController()
  const endless = new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(512))
      abort.abort()
    },
  })
  await expect(saveImage('to-disk', saving(endless, abort.signal))).rejects.toThrow()
  expect(file().outcome).toBe('aborted')
})

test('without a picker an image of a size that the disk may hold can be saved', () => {
  expect(savingWay(8 * 2 ** 30)).toBe('through-browser')
  expect(savingWay(1024 * 2 ** 30)).toBe('impossible')
  withPicker()
  expect(savingWay(1024 * 2 ** 30)).toBe('to-disk')
})

test('without a picker the browser gets the same bytes, gaps as zeros', async () => {
  let saved: Blob | undefined
  vi.stubGlobal('document', { createElement: () => ({ click() {} }) })
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    saved = blob as Blob
    return 'blob:image'
  })
  const gap = 17 * 2 ** 20
  expect(await saveImage('through-browser', saving(image(512, 'bytes', gap, 'bytes')))).toBe(true)
  const bytes = new Uint8Array(await saved!.arrayBuffer())
  expect(bytes.length).toBe(512 + 512 + gap + 512)
  const filled = [...bytes.entries()].flatMap(([index, byte]) => (byte === 0 ? [] : [index]))
  expect([filled.length, filled[0], filled.at(-1)]).toEqual([1024, 512, bytes.length - 1])
})
