/**
 * What an executable of ours looks like on disk: a magic line, then the name of the program in the
 * machine's program table, then a newline. `\x7f` keeps it from looking like text, as in ELF files.
 */
const magic = '\x7fSANDCLOUD\n'
const longestName = 64

export const binaryFor = (program: string): Uint8Array => new TextEncoder().encode(`${magic}${program}\n`)

/** The program that a file's first bytes name, or undefined when it is no binary of ours. */
export function programOf(head: Uint8Array): string | undefined {
  const text = new TextDecoder('latin1').decode(head.subarray(0, magic.length + longestName + 1))
  if (!text.startsWith(magic)) return undefined
  const end = text.indexOf('\n', magic.length)
  return end < 0 ? undefined : text.slice(magic.length, end)
}
