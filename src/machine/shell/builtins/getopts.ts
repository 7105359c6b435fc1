import { isName } from '../variables.ts'
import { complainOf, type Builtin } from './builtin.ts'

export const getopts: Builtin = async (shell, args) => {
  const [spec, name, ...given] = args
  if (spec === undefined || name === undefined) {
    await shell.proc.stderr.write('getopts: usage: getopts optstring name [arg ...]\n')
    return 2
  }
  if (!isName(name)) return complainOf(shell, 'getopts', `\`${name}': not a valid identifier`)
  const words = given.length > 0 ? given : shell.positional
  const silent = spec.startsWith(':')
  const { variables } = shell
  let index = Number(variables.get('OPTIND') ?? 1) || 1
  const setIndex = (value: number, offset: number): void => {
    variables.set('OPTIND', String(value))
    shell.optionOffset = offset
  }
  const word = words[index - 1]
  const offset = shell.optionOffset || 1
  if (word === undefined || !/^-./.test(word) || word === '--') {
    if (word === '--') index++
    setIndex(index, 0)
    variables.set(name, '?')
    return 1
  }
  const letter = word[offset]!
  const at = letter === ':' ? -1 : spec.indexOf(letter, silent ? 1 : 0)
  const ends = offset + 1 >= word.length
  variables.unset('OPTARG')
  if (at < 0) {
    setIndex(ends ? index + 1 : index, ends ? 0 : offset + 1)
    variables.set(name, '?')
    if (silent) variables.set('OPTARG', letter)
    else if (variables.get('OPTERR') !== '0')
      await shell.proc.stderr.write(`${shell.name}: illegal option -- ${letter}\n`)
    return 0
  }
  if (spec[at + 1] !== ':') {
    setIndex(ends ? index + 1 : index, ends ? 0 : offset + 1)
    variables.set(name, letter)
    return 0
  }
  const value = ends ? words[index] : word.slice(offset + 1)
  setIndex(ends ? index + 2 : index + 1, 0)
  if (value !== undefined) {
    variables.set('OPTARG', value)
    variables.set(name, letter)
    return 0
  }
  variables.set('OPTIND', String(words.length + 1))
  variables.set(name, silent ? ':' : '?')
  if (silent) variables.set('OPTARG', letter)
  else if (variables.get('OPTERR') !== '0')
    await shell.proc.stderr.write(`${shell.name}: option requires an argument -- ${letter}\n`)
  return 0
}
