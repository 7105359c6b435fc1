/** What a field shows where there is nothing: AWS's en dash. */
export const dash = (value: string | number | undefined | null): string =>
  value === undefined || value === null || value === '' ? '–' : String(value)
