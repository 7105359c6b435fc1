/** The name that the launch page gives its group: `launch-wizard-1`, or the next number that is free. */
export const nextGroupName = (taken: readonly (string | undefined)[]): string => {
  let number = 1
  while (taken.includes(`launch-wizard-${number}`)) number++
  return `launch-wizard-${number}`
}
