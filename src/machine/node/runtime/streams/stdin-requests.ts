import { boot } from '../boot-data.ts'
import { stdinBuffer } from './stdin-buffer.ts'
import { startReadingStdin, stdioChannel, stopReadingStdin } from './stdio.ts'

let waiting: (() => void)[] = []
let attached = false

/** Resolves when there is input on a terminal or pipe, or none will come. */
export function inputReady(): Promise<void> | undefined {
  if (boot().stdio[0]?.kind === 'file' || stdinBuffer.bytes.length > 0 || stdinBuffer.ended) return undefined
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
        stdinBuffer.bytes = bytes
        wake()
      },
      end: () => {
        stdinBuffer.ended = true
        wake()
      },
      error: () => {
        stdinBuffer.ended = true
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
