import type { ScreenMessage, TerminalMessage } from '../api/api.ts'
import type { TerminalEnd, TerminalInfo, TerminalScreen } from './client.ts'

/**
 * The page's end of a terminal: what arrives before anybody listens is kept for the first listener.
 * @param moved aborted when the worker in which the terminal runs has gone.
 */
export const terminalScreen = (info: TerminalInfo, port: MessagePort, moved: AbortSignal): TerminalScreen => {
  const data = new Set<(data: Uint8Array) => void | Promise<void>>()
  const exit = new Set<(status: TerminalEnd) => void>()
  let early: Uint8Array[] | undefined = []
  let ended: TerminalEnd | undefined
  const end = (how: TerminalEnd) => {
    if (ended !== undefined) return
    ended = how
    for (const handler of exit) handler(how)
  }
  moved.addEventListener('abort', () => end('moved'))
  const send = (message: ScreenMessage) => port.postMessage(message)
  const show = async (bytes: Uint8Array) => {
    await Promise.all([...data].map((handler) => handler(bytes)))
    // Only now: a flood must wait for the screen, and not pile up before it.
    send({ type: 'shown', bytes: bytes.length })
  }
  port.addEventListener('message', ({ data: message }: MessageEvent<TerminalMessage>) => {
    if (message.type === 'output') {
      if (early) early.push(message.data)
      else void show(message.data)
    } else end(message.status)
  })
  port.start()
  return {
    ...info,
    onData(handler) {
      data.add(handler)
      const waiting = early ?? []
      early = undefined
      for (const bytes of waiting) void show(bytes)
      return () => data.delete(handler)
    },
    onExit(handler) {
      exit.add(handler)
      if (ended !== undefined) handler(ended)
      return () => exit.delete(handler)
    },
    write: (text) =>
      send({ type: 'input', data: typeof text === 'string' ? new TextEncoder().encode(text) : text }),
    resize: (columns, rows) => send({ type: 'resize', columns, rows }),
    detach: () => send({ type: 'detach' }),
    close: () => send({ type: 'close' }),
  }
}
