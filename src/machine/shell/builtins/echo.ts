import { bytesOf, unescapeEcho } from '../expansion/escapes.ts'
import type { Builtin } from './builtin.ts'

export const echo: Builtin = async (shell, args) => {
  const { text, newline } = echoText(args, shell.shopt.get('xpg_echo'))
  await shell.proc.stdout.write(bytesOf(newline ? `${text}\n` : text))
  return 0
}

/** Reads echo's options (only groups of n, e, E count) and gives what is to be written. */
export const echoText = (
  args: readonly string[],
  escapesAtFirst = false,
): { text: string; newline: boolean } => {
  let newline = true
  let escapes = escapesAtFirst
  let i = 0
  for (; /^-[neE]+$/.test(args[i] ?? ''); i++)
    for (const letter of args[i]!.slice(1)) {
      if (letter === 'n') newline = false
      else escapes = letter === 'e'
    }
  const text = args.slice(i).join(' ')
  if (!escapes) return { text, newline }
  const escaped = unescapeEcho(text)
  return { text: escaped.text, newline: newline && !escaped.stop }
}
