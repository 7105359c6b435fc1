/** What a call was refused with: `Code: message`, as the CLI prints it. */
export const refusal = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call
  } catch (error) {
    const { name, message } = error as Error
    return `${name}: ${message}`
  }
  throw new Error('The call was not refused')
}
