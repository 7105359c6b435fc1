import { parseTemplate } from './expansion/parsed-text.ts'
import { expandTemplate } from './expansion/word.ts'
import { expandPromptEscapes } from './prompt-escapes.ts'
import type { Shell } from './shell.ts'

/** PS1 and PS2 → the text to show. `\[` and `\]` become U+0001 and U+0002, which the editor leaves out of its count. */
export const expandPrompt = async (shell: Shell, format: string): Promise<string> => {
  const escaped = expandPromptEscapes(shell, format)
  return /[$`]/.test(escaped) ? expandTemplate(shell, parseTemplate(escaped)) : escaped
}
