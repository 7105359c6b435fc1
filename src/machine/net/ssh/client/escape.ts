/** ssh's own keys: a tilde at the beginning of a line, and what follows it. */
const tilde = 0x7e
const [newline, carriageReturn, dot, question] = [10, 13, 0x2e, 0x3f]

export type EscapeAction = 'disconnect' | 'help'

export const escapeHelp = `~?\r
Supported escape sequences:\r
 ~.   - terminate connection (and any multiplexed sessions)\r
 ~?   - this message\r
 ~~   - send the escape character by typing it twice\r
(Note that escapes are only recognized immediately after newline.)\r
`

export class EscapeFilter {
  #state: 'line start' | 'in line' | 'tilde' = 'line start'

  /** What goes through to the far end, up to the first action. */
  filter(keys: Uint8Array): { bytes: Uint8Array; action?: EscapeAction } {
    const through: number[] = []
    for (const key of keys) {
      const action = this.#take(key, through)
      if (action) return { bytes: Uint8Array.from(through), action }
    }
    return { bytes: Uint8Array.from(through) }
  }

  #take(key: number, through: number[]): EscapeAction | undefined {
    if (this.#state === 'line start' && key === tilde) {
      this.#state = 'tilde'
      return undefined
    }
    if (this.#state === 'tilde') {
      this.#state = 'line start'
      if (key === dot) return 'disconnect'
      if (key === question) return 'help'
      if (key !== tilde) through.push(tilde)
    }
    through.push(key)
    this.#state = key === newline || key === carriageReturn ? 'line start' : 'in line'
    return undefined
  }
}
