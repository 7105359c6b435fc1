/** Bytes of which every part says which version of what they are: a mixture of two versions shows. */
export const contentsOf = (version: number, length: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(new Uint32Array(Math.ceil(length / 4)).fill(version).buffer, 0, length)

/** The version of such bytes. Throws when they are of no single one. */
export const versionOf = (bytes: Uint8Array, what: string): number => {
  const words = new Uint32Array(bytes.slice().buffer)
  const version = words[0]!
  const other = words.findIndex((word) => word !== version)
  if (other >= 0)
    throw new Error(
      `${what} is half written: version ${version}, and ${words[other]} from byte ${other * 4} on`,
    )
  return version
}
