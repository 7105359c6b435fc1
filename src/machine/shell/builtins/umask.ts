import { parseMode } from '../../programs/files/mode.ts'
import { complainOf, type Builtin } from './builtin.ts'

export const umask: Builtin = async (shell, args) => {
  const symbolic = args.includes('-S')
  const value = args.find((arg) => !arg.startsWith('-'))
  const mask = shell.proc.umask()
  if (value === undefined) {
    const octal = mask.toString(8).padStart(4, '0')
    await shell.proc.stdout.write(
      `${symbolic ? symbolicMask(mask) : args.includes('-p') ? `umask ${octal}` : octal}\n`,
    )
    return 0
  }
  if (/^[0-7]+$/.test(value)) {
    shell.proc.umask(parseInt(value, 8) & 0o777)
    return 0
  }
  if (/^\d+$/.test(value)) return complainOf(shell, 'umask', `${value}: octal number out of range`)
  const change = parseMode(value)
  if (!change) return complainOf(shell, 'umask', `\`${strange(value)}': invalid symbolic mode character`)
  shell.proc.umask(~change(~mask & 0o777, false, 0) & 0o777)
  return 0
}

/** The first character that has no place where it stands. */
const strange = (mode: string): string => {
  const good = /^(?:[ugoa]*(?:[-+=][rwxXst]*)+(?:,|$))*[ugoa]*(?:[-+=][rwxXst]*)*/.exec(mode)![0]
  return mode.charAt(good.length) || mode.charAt(0)
}

const symbolicMask = (mask: number): string => {
  const rights = (bits: number): string =>
    `${bits & 4 ? '' : 'r'}${bits & 2 ? '' : 'w'}${bits & 1 ? '' : 'x'}`
  return `u=${rights(mask >> 6)},g=${rights((mask >> 3) & 7)},o=${rights(mask & 7)}`
}
