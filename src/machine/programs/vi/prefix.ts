import type { Session } from './session.ts'

/** What stood in front of a command: `"a3`. */
export interface Prefix {
  count: number
  /** Whether a count was typed at all. */
  given: boolean
  register: string | undefined
}

/** Reads `"x` and counts; then the command's own key, with the second one of g, z and Z. */
export const readCommand = async (session: Session): Promise<Prefix & { key: string }> => {
  let count = ''
  let register: string | undefined
  for (;;) {
    const key = await session.key()
    if (key === '"') {
      register = await session.key()
      continue
    }
    if (/^[1-9]$/.test(key) || (key === '0' && count !== '')) {
      count += key
      continue
    }
    const whole = key === 'g' ? key + (await session.key()) : key
    const number = Math.min(Number(count || 1), 1_000_000)
    return { key: whole, count: number, given: count !== '', register }
  }
}
