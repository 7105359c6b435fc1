import { utf8Bytes } from '../bytes/encode.ts'
import { dataOf } from '../facts.ts'
import { host } from '../host.ts'
import { requireBuiltin } from '../realm-require.ts'

const data = dataOf('encoding_binding') as { encodeIntoResults: Uint32Array }
const encoder = new host.TextEncoder()

type Decoder = Pick<TextDecoder, 'decode'>
const decoders = new Map<string, Decoder>()

function utf8Decoder(ignoreBOM: boolean, fatal: boolean): Decoder {
  const key = `${ignoreBOM}${fatal}`
  const known = decoders.get(key) ?? new host.TextDecoder('utf-8', { ignoreBOM, fatal })
  decoders.set(key, known)
  return known
}

function invalid(encoding: string): Error {
  const { codes } = requireBuiltin('internal/errors') as {
    codes: Record<string, new (...args: unknown[]) => Error>
  }
  return new codes.ERR_ENCODING_INVALID_ENCODED_DATA!(encoding, undefined)
}

const unshared = (input: ArrayBuffer | ArrayBufferView): ArrayBuffer | ArrayBufferView<ArrayBuffer> => {
  const buffer = ArrayBuffer.isView(input) ? input.buffer : input
  if (buffer instanceof ArrayBuffer) return input as ArrayBuffer
  return ArrayBuffer.isView(input)
    ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength).slice()
    : new Uint8Array(buffer).slice()
}

export const encodingBinding = {
  ...data,
  encodeInto(text: string, into: Uint8Array) {
    const { read, written } = encoder.encodeInto(text, into)
    data.encodeIntoResults[0] = read
    data.encodeIntoResults[1] = written
  },
  encodeUtf8String: (text: string) => utf8Bytes(text),
  decodeUTF8(input: ArrayBuffer | ArrayBufferView, ignoreBOM: boolean, fatal: boolean) {
    try {
      return utf8Decoder(ignoreBOM, fatal).decode(unshared(input))
    } catch {
      throw invalid('utf-8')
    }
  },
  toASCII: (name: string) => name,
  toUnicode: (name: string) => name,
}

const [flush, fatal, ignoreBOM] = [1, 2, 4] as const
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u
const zero = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u

/** ICU's part, played by the browser's own decoders. */
export const icuBinding = {
  getConverter(encoding: string, flags: number) {
    try {
      return new host.TextDecoder(encoding, {
        fatal: (flags & fatal) !== 0,
        ignoreBOM: (flags & ignoreBOM) !== 0,
      })
    } catch {
      return undefined
    }
  },
  decode(converter: TextDecoder, input: ArrayBuffer | ArrayBufferView, flags: number, encoding: string) {
    try {
      return converter.decode(unshared(input), { stream: !(flags & flush) })
    } catch {
      throw invalid(encoding)
    }
  },
  hasConverter: (encoding: string) => icuBinding.getConverter(encoding, 0) !== undefined,
  icuErrName: (status: number) => `U_ERROR_${status}`,
  getStringWidth: (text: string) =>
    [...text].reduce(
      (width, character) => width + (zero.test(character) ? 0 : wide.test(character) ? 2 : 1),
      0,
    ),
  transcode(source: Uint8Array, from: string, to: string) {
    const { Buffer } = requireBuiltin('buffer') as {
      Buffer: { from(data: unknown, encoding?: string): { toString(encoding: string): string } }
    }
    return Buffer.from(Buffer.from(source).toString(from), to)
  },
}
