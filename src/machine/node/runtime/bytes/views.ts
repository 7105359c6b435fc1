/*
 * Node's Buffer has methods of its own under Uint8Array's names (slice, indexOf, fill): what comes from a
 * program is looked at through a plain view.
 */
export const plainView = (view: ArrayBufferView): Uint8Array =>
  new Uint8Array(view.buffer, view.byteOffset, view.byteLength)

/** Bytes of one's own, that can be given away. */
export const copyOf = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes)
