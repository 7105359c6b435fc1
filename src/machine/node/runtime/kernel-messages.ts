import type { ToWorker } from '../protocol.ts'
import { resolved } from './bindings/cares-wrap.ts'
import { childExited, childFailed, childStarted } from './bindings/process-wrap.ts'
import { receiveSignal } from './bindings/signal-wrap.ts'
import { turn } from './event-loop.ts'
import { files } from './files/index.ts'
import { answered } from './files/kernel-requests.ts'
import { start, warn } from './start.ts'
import { channelOf } from './streams/channels.ts'
import { connecting, listeners } from './streams/connecting.ts'
import { changePorts } from './streams/ports.ts'
import { setTerminalSize } from './streams/tty-wrap.ts'

/** Every message is a turn of the event loop. */
export function receiveKernelMessage(message: ToWorker): void {
  if (message.type === 'boot') start(message)
  // Only back-pressure: no callback of the program's, unless one has waited for it, and then in its own turn.
  else if (message.type === 'taken') channelOf(message.stream)?.taken(message.bytes)
  else turn(() => receive(message))
}

function receive(message: Exclude<ToWorker, { type: 'boot' | 'taken' }>): void {
  switch (message.type) {
    case 'data':
      return channelOf(message.stream)?.receive({ bytes: message.bytes })
    case 'end':
      return channelOf(message.stream)?.receive({ end: true })
    case 'error': {
      const pending = connecting.get(message.stream)
      connecting.delete(message.stream)
      if (pending) return pending.failed(message.code)
      return channelOf(message.stream)?.receive({ error: message.code })
    }
    case 'connection':
      return listeners.get(message.listener)?.accept(message.stream, message.local, message.remote)
    case 'listen-failed':
      return listeners.get(message.listener)?.refuse(message.code)
    case 'connected': {
      const pending = connecting.get(message.stream)
      connecting.delete(message.stream)
      return pending?.connected(message.local, message.remote)
    }
    case 'resolved':
      return resolved(message.request, message.addresses)
    case 'ports':
      return changePorts(message.added, message.removed)
    case 'signal':
      return receiveSignal(message.signal)
    case 'resize':
      return setTerminalSize(message.columns, message.rows)
    case 'files':
      return files().apply(message.changes)
    case 'file-answer':
      return answered(message.request, message.code, message.bytes)
    case 'file-failed':
      return warn(
        `${message.operation} '${message.path}' failed in the kernel with ${message.code}: another process was faster`,
      )
    case 'child-started':
      return childStarted(message.child, message.pid)
    case 'child-failed':
      return childFailed(message.child, message.code)
    case 'child-exited':
      return childExited(message.child, message.status, message.signal)
  }
}
