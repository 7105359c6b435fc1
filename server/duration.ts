const form = /^P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/

/** Milliseconds of an ISO 8601 duration of days and less (`PT5M`, `P1DT12H`); undefined if it is none. */
export function parseDuration(text: string): number | undefined {
  const match = form.exec(text)
  const parts = match?.slice(1) ?? []
  if (!parts.some((part) => part !== undefined)) return undefined
  const [days, hours, minutes, seconds] = parts.map((part) => Number(part ?? 0))
  return (((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds!) * 1000
}
