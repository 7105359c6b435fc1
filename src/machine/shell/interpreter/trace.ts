import { quotedIfNeeded } from '../quoting.ts'
import type { Shell } from '../shell.ts'

/** `set -x`: shows what is about to be done. `bare` text is written as it is. */
export const trace = async (shell: Shell, words: readonly string[], bare = false): Promise<void> => {
  const prompt = shell.variables.get('PS4') ?? '+ '
  const text = words.map((word) => (bare ? word : word === '' ? "''" : quotedIfNeeded(word))).join(' ')
  await shell.proc.stderr.write(`${prompt}${text}\n`)
}
