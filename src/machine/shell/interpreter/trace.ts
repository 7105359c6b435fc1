import { isErrno } from '../../errno.ts'
import { parseTemplate } from '../expansion/parsed-text.ts'
import { expandTemplate } from '../expansion/word.ts'
import { expandPromptEscapes } from '../prompt-escapes.ts'
import type { Shell } from '../shell.ts'

/** As `set -x` shows a word: quoted where the shell would see more than the word in it, control characters as they are. */
export const quotedForTrace = (text: string): string => {
  if (text === '') return ''
  return /^(?:[^\s!"$&'()*;<>?[\\\]^`{|}~#]|(?<=.)[~#])+$/.test(text)
    ? text
    : `'${text.replaceAll("'", "'\\''")}'`
}

/** `set -x`: shows what is about to be done. `bare` text is written as it is. */
export const trace = async (shell: Shell, words: readonly string[], bare = false): Promise<void> => {
  const text = words.map((word) => (bare ? word : word === '' ? "''" : quotedForTrace(word))).join(' ')
  const prompt = await tracePrompt(shell)
  const fd = Number(shell.variables.get('BASH_XTRACEFD') ?? 2)
  try {
    await shell.proc.write(shell.proc.descriptors().includes(fd) ? fd : 2, `${prompt}${text}\n`)
  } catch (error) {
    if (!isErrno(error)) throw error
  }
}

/** PS4, its first character once more for every level of substitution. */
const tracePrompt = async (shell: Shell): Promise<string> => {
  const format = shell.variables.get('PS4') ?? ''
  const escaped = format.includes('\\') ? expandPromptEscapes(shell, format) : format
  // What the prompt itself runs is not traced.
  shell.options.delete('xtrace')
  const { status } = shell
  const text = /[$`]/.test(escaped) ? await expandTemplate(shell, parseTemplate(escaped)) : escaped
  shell.status = status
  shell.options.add('xtrace')
  return text.charAt(0).repeat(shell.traceDepth) + text
}
