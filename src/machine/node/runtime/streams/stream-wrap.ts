import { concat } from '../../../bytes.ts'
import { AsyncWrap } from '../async-wrap.ts'
import { copyOf } from '../bytes/views.ts'
import { encodeText } from '../bytes/encode.ts'
import { complete, hold, letGo, nextTurn } from '../event-loop.ts'
import { dataOf } from '../facts.ts'
import { HandleWrap } from '../handle-wrap.ts'
import { uvNumber } from '../uv.ts'
import { Channel } from './channels.ts'

interface Layout {
  streamBaseState: Int32Array
  kReadBytesOrError: number
  kArrayBufferOffset: number
  kBytesWritten: number
  kLastWriteWasAsync: number
}
const data = dataOf('stream_wrap') as unknown as Layout
const state = data.streamBaseState

class WriteWrap extends AsyncWrap {
  constructor() {
    super('WRITEWRAP')
  }
}

class ShutdownWrap extends AsyncWrap {
  constructor() {
    super('SHUTDOWNWRAP')
  }
}

type Chunk = Uint8Array | string

/** A stream of libuv's on a channel: what lib sees of a TCP connection, a pipe or a terminal. */
export class LibuvStreamWrap extends HandleWrap {
  protected channel?: Channel
  declare onread?: (buffer?: ArrayBuffer) => unknown
  #reading = false

  /** Lib tests for -1. */
  get fd(): number {
    return this.channel?.id ?? -1
  }

  get bytesRead(): number {
    return this.channel?.bytesRead ?? 0
  }

  get bytesWritten(): number {
    return this.channel?.bytesWritten ?? 0
  }

  get writeQueueSize(): number {
    return 0
  }

  protected useChannel(channel: Channel): void {
    this.channel = channel
    channel.attach({
      data: (bytes) => this.#onRead(bytes.length, bytes),
      end: () => this.#onRead(uvNumber('EOF')),
      error: (code) => this.#onRead(uvNumber(code)),
    })
    if (this.#reading) channel.start()
  }

  /** Each chunk gets a turn of its own when several had waited, so that lib can stop between them. */
  #onRead(count: number, bytes?: Uint8Array): void {
    state[data.kReadBytesOrError] = count
    state[data.kArrayBufferOffset] = bytes?.byteOffset ?? 0
    this.callBack('onread', bytes?.buffer)
  }

  readStart(): number {
    if (this.closed) return uvNumber('EBADF')
    this.#reading = true
    this.setActive(true)
    this.onReadStart()
    // Lib's callbacks must not run inside readStart().
    nextTurn(() => {
      if (this.#reading) this.channel?.start()
    })
    return 0
  }

  readStop(): number {
    this.#reading = false
    this.channel?.stop()
    this.setActive(false)
    this.onReadStop()
    return 0
  }

  protected onReadStart(): void {}
  protected onReadStop(): void {}

  shutdown(request: ShutdownWrap): number {
    if (!this.channel) return uvNumber('ENOTCONN')
    this.channel.end()
    complete(() => request.callBack('oncomplete', 0))
    return 0
  }

  useUserBuffer(): void {}
  setBlocking(): number {
    return 0
  }

  #write(request: WriteWrap, bytes: Uint8Array): number {
    state[data.kBytesWritten] = bytes.length
    state[data.kLastWriteWasAsync] = 0
    if (!this.channel || this.closed) return uvNumber('EBADF')
    if (bytes.length === 0) return 0
    const hasRoom = this.channel.write(bytes, () => {
      letGo()
      nextTurn(() => request.callBack('oncomplete', this.closed ? uvNumber('ECANCELED') : 0, this, undefined))
    })
    if (!hasRoom) {
      hold()
      state[data.kLastWriteWasAsync] = 1
    }
    return 0
  }

  // The bytes of a buffer are copied: they are given away, and the program may reuse its buffer.
  writeBuffer(request: WriteWrap, buffer: Uint8Array): number {
    return this.#write(request, copyOf(buffer))
  }

  writev(request: WriteWrap, chunks: Chunk[] | (Chunk | string)[], allBuffers: boolean): number {
    const parts: Uint8Array[] = []
    if (allBuffers) parts.push(...(chunks as Uint8Array[]))
    else {
      for (let i = 0; i < chunks.length; i += 2) {
        const chunk = chunks[i]!
        parts.push(typeof chunk === 'string' ? encodeText(chunk, chunks[i + 1] as string) : chunk)
      }
    }
    return this.#write(request, concat(parts))
  }

  writeUtf8String(request: WriteWrap, text: string): number {
    return this.#write(request, encodeText(text, 'utf8'))
  }

  writeLatin1String(request: WriteWrap, text: string): number {
    return this.#write(request, encodeText(text, 'latin1'))
  }

  writeAsciiString(request: WriteWrap, text: string): number {
    return this.#write(request, encodeText(text, 'latin1'))
  }

  writeUcs2String(request: WriteWrap, text: string): number {
    return this.#write(request, encodeText(text, 'utf16le'))
  }

  protected override onClosed(): void {
    this.#reading = false
    this.channel?.close()
  }
}

export const streamWrapBinding = { ...data, LibuvStreamWrap, WriteWrap, ShutdownWrap }
