import { afterEach, expect, test, vi } from 'vitest'
import { isEmpty, saveImage, savingWay } from './save-image.ts'

afterEach(() => vi.unstubAllGlobals())

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

const chunks = (...filled: boolean[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const full of filled) controller.enqueue(new Uint8Array(512).fill(full ? 7 : 0))
      controller.close()
    },
  })

const saving = (stream: ReadableStream<Uint8Array>, signal = new AbortController().signal) => ({
  suggestedName: 'vol-1.img',
  open: async () => stream,
  onProgress: () => {},
  signal,
})

test('an image on disk has its full length, and gaps where nothing was written', async () => {
  const { file } = withPicker()
  expect(await saveImage('to-disk', saving(chunks(true, false, false, true, false)))).toBe(true)
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

test('without a picker only a small image can be saved', () => {
  expect(savingWay(2 ** 30)).toBe('through-browser')
  expect(savingWay(8 * 2 ** 30)).toBe('impossible')
  withPicker()
  expect(savingWay(8 * 2 ** 30)).toBe('to-disk')
})

test('zeros are found wherever the chunk begins', () => {
  const bytes = new Uint8Array(100)
  expect([isEmpty(bytes.subarray(8, 24)), isEmpty(bytes.subarray(3, 20))]).toEqual([true, true])
  bytes[19] = 1
  expect([isEmpty(bytes.subarray(8, 24)), isEmpty(bytes.subarray(3, 20))]).toEqual([false, false])
})
