/** As lsblk and findmnt round: one decimal, which is left out when it is zero. */
export function humanSize(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < 5) {
    value /= 1024
    unit++
  }
  return `${value.toFixed(1).replace('.0', '')}${'BKMGTP'[unit]}`
}
