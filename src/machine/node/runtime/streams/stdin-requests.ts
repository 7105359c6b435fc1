import { boot } from '../boot-data.ts'
import { startReadingStdin, stdioChannel, stopReadingStdin } from './stdio.ts'

let buffered: Uint8Array = new Uint8Array(0)
let ended = false
let waiting: (() => void)[] = []
let attached = false

/** fs.read(0): input that has come and nobody has read. */
export function takeInput(into: Uint8Array): number | undefined {
  if (buffered.length === 0) return ended ? 0 : undefined
  const count = Math.min(into.length, buffered.length)
  into.set(buffered.subarray(0, count))
  buffered = buffered.subarray(count)
  return count
}

/** Resolves when there is input on a terminal or pipe, or none will come. */
export function inputReady(): Promise<void> | undefined {
  if (boot().stdio[0]?.kind === 'file' || buffered.length > 0 || ended) return undefined
  const channel = stdioChannel(0)
  const wake = () => {
    stopReadingStdin()
    channel.stop()
    for (const resume of waiting.splice(0)) resume()
  }
  if (!attached) {
    attached = true
    channel.attach({
      data: (bytes) => {
        buffered = bytes
        wake()
      },
      end: () => {
        ended = true
        wake()
      },
      error: () => {
        ended = true
        wake()
      },
    })
  }
  return new Promise((resolve) => {
    waiting.push(resolve)
    startReadingStdin()
    channel.start()
  })
}
