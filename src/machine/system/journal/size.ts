/** `8.0M`, as journalctl writes sizes. */
export const formatSize = (bytes: number): string => {
  for (const [unit, factor] of [
    ['G', 1024 ** 3],
    ['M', 1024 ** 2],
    ['K', 1024],
  ] as const)
    // prettier-ignore
    if (bytes >= factor) return `${(bytes / factor).toFixed(1)}${unit}`
  return `${bytes}B`
}
