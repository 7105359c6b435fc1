import { parseMode } from '../../programs/files/mode.ts'
import { complainOf, invalidOption, type Builtin } from './builtin.ts'

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
  if (!change) return complainOf(shell, 'umask', `\`${value.charAt(0)}': invalid symbolic mode character`)
  shell.proc.umask(~change(~mask & 0o777, false, 0) & 0o777)
  return 0
}

const symbolicMask = (mask: number): string => {
  const rights = (bits: number): string =>
    `${bits & 4 ? '' : 'r'}${bits & 2 ? '' : 'w'}${bits & 1 ? '' : 'x'}`
  return `u=${rights(mask >> 6)},g=${rights((mask >> 3) & 7)},o=${rights(mask & 7)}`
}

const limits: Record<string, [description: string, unit: string, value: string]> = {
  c: ['core file size', 'blocks', '0'],
  d: ['data seg size', 'kbytes', 'unlimited'],
  f: ['file size', 'blocks', 'unlimited'],
  n: ['open files', '', '1024'],
  s: ['stack size', 'kbytes', '8192'],
  t: ['cpu time', 'seconds', 'unlimited'],
  u: ['max user processes', '', '4096'],
  v: ['virtual memory', 'kbytes', 'unlimited'],
}

/** Shows the limits; they are the machine's own and cannot be changed. */
export const ulimit: Builtin = async (shell, args) => {
  const letters = args
    .filter((arg) => arg.startsWith('-'))
    .join('')
    .replace(/[-SH]/g, '')
  const value = args.find((arg) => !arg.startsWith('-'))
  if (letters.includes('a')) {
    const lines = Object.entries(limits).map(
      ([letter, [what, unit, limit]]) =>
        `${what.padEnd(25)} ${`(${unit ? `${unit}, ` : ''}-${letter})`.padStart(14)} ${limit}\n`,
    )
    await shell.proc.stdout.write(lines.join(''))
    return 0
  }
  const letter = letters[0] ?? 'f'
  const limit = limits[letter]
  if (!limit)
    return invalidOption(shell, 'ulimit', `-${letter}`, 'ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]')
  if (value !== undefined) {
    if (value === limit[2]) return 0
    return complainOf(shell, 'ulimit', `${limit[0]}: cannot modify limit: Operation not permitted`)
  }
  await shell.proc.stdout.write(`${limit[2]}\n`)
  return 0
}
