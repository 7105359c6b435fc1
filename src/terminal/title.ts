/** A title that a program has set, fit to be shown: one line, no controls, not endless. */
export const titleOf = (text: string): string =>
  text
    .slice(0, 600)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .trim()
    .slice(0, 60)
