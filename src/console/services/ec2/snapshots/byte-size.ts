const units = ['KiB', 'MiB', 'GiB', 'TiB']

/** `512 KiB`, `1.61 GiB`; nothing is `0 GiB`, as AWS writes an empty snapshot. */
export const byteSize = (bytes: number | undefined): string | undefined => {
  if (bytes === undefined) return undefined
  if (bytes === 0) return '0 GiB'
  const unit = Math.min(units.length, Math.max(1, Math.floor(Math.log2(bytes) / 10)))
  return `${Number((bytes / 2 ** (10 * unit)).toFixed(2))} ${units[unit - 1]}`
}
