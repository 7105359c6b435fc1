import { formatUuid, parseUuid } from '../uuid.ts'

export const swapPage = 4096
const magic = new TextEncoder().encode('SWAPSPACE2')
const magicAt = swapPage - magic.length
const [versionAt, lastPageAt, uuidAt, labelAt] = [1024, 1028, 1036, 1052]
const labelLength = 16

export interface SwapHeader {
  uuid: string
  label: string
  /** How many pages there are, the header's own among them. */
  pages: number
}

/** The first page of a swap area, as mkswap writes it. */
export function encodeSwap({ uuid, label, pages }: SwapHeader): Uint8Array {
  const page = new Uint8Array(swapPage)
  const view = new DataView(page.buffer)
  view.setUint32(versionAt, 1, true)
  view.setUint32(lastPageAt, pages - 1, true)
  page.set(parseUuid(uuid), uuidAt)
  page.set(new TextEncoder().encode(label).subarray(0, labelLength), labelAt)
  page.set(magic, magicAt)
  return page
}

/** Undefined for what is no swap area. */
export function decodeSwap(page: Uint8Array): SwapHeader | undefined {
  if (page.length < swapPage || !magic.every((byte, index) => page[magicAt + index] === byte))
    return undefined
  const view = new DataView(page.buffer, page.byteOffset, swapPage)
  return {
    uuid: formatUuid(page.subarray(uuidAt, uuidAt + 16)),
    label: new TextDecoder().decode(page.subarray(labelAt, labelAt + labelLength)).split('\0', 1)[0]!,
    pages: view.getUint32(lastPageAt, true) + 1,
  }
}
