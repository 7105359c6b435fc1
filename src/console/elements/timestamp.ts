const two = (value: number) => String(value).padStart(2, '0')

/** A moment as EC2's lists show it: `2026/09/25 22:58 GMT+2`. */
export const timestamp = (moment: Date | undefined): string => {
  if (!moment) return '–'
  const date = new Date(moment)
  const offset = -date.getTimezoneOffset()
  const hours = Math.trunc(offset / 60)
  const minutes = Math.abs(offset % 60)
  const zone = `GMT${hours >= 0 ? '+' : ''}${hours}${minutes ? `:${two(minutes)}` : ''}`
  return `${date.getFullYear()}/${two(date.getMonth() + 1)}/${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())} ${zone}`
}
