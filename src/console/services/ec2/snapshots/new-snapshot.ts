/** What AWS would refuse about a description; undefined for a good one. */
export const descriptionProblem = (text: string): string | undefined => {
  if (text.length > 255) return 'The description has up to 255 characters.'
  if (/[^\x20-\x7e]/.test(text)) return 'The description has ASCII characters only.'
  return undefined
}
