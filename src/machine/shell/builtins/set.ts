import { valueText } from '../expansion/transform.ts'
import { functionText } from '../interpreter/source-text.ts'
import {
  fixedOptions,
  fixedShopts,
  optionByLetter,
  optionNames,
  type OptionName,
  type ShoptName,
} from '../options.ts'
import type { Shell } from '../shell.ts'
import { complainOf, invalidOption, type Builtin } from './builtin.ts'

const usage = 'set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]'

export const set: Builtin = async (shell, args) => {
  if (args.length === 0) return showVariables(shell)
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    if (arg === '--' || arg === '-') {
      if (arg === '-') for (const name of ['xtrace', 'verbose'] as const) shell.options.delete(name)
      if (arg === '--' || i + 1 < args.length) shell.positional = args.slice(i + 1)
      return 0
    }
    if (!/^[-+]./.test(arg)) {
      shell.positional = args.slice(i)
      return 0
    }
    const on = arg[0] === '-'
    for (const letter of arg.slice(1)) {
      if (letter === 'o') {
        const name = args[i + 1]
        if (name === undefined) return showOptions(shell, on)
        i++
        if (!isOption(name)) return complainOf(shell, 'set', `${name}: invalid option name`, 2)
        if (isFixed(fixedOptions[name], on)) return refuse(shell, 'set', name, on)
        setOption(shell, name, on)
        continue
      }
      const name = optionByLetter(letter)
      if (!name) return invalidOption(shell, 'set', `${arg[0]}${letter}`, usage)
      if (isFixed(fixedOptions[name], on)) return refuse(shell, 'set', name, on)
      setOption(shell, name, on)
    }
  }
  return 0
}

const isFixed = (state: boolean | undefined, on: boolean): boolean => state !== undefined && state !== on

const refuse = (shell: Shell, command: string, name: string, on: boolean): Promise<number> =>
  complainOf(shell, command, `${name}: this shell cannot turn it ${on ? 'on' : 'off'}`)

const isOption = (name: string): name is OptionName => (optionNames as string[]).includes(name)

const setOption = (shell: Shell, name: OptionName, on: boolean): void => {
  if (on) shell.options.add(name)
  else shell.options.delete(name)
}

const showOptions = async (shell: Shell, table: boolean): Promise<number> => {
  const line = (name: OptionName): string =>
    table
      ? `${name.padEnd(15)}\t${shell.has(name) ? 'on' : 'off'}\n`
      : `set ${shell.has(name) ? '-' : '+'}o ${name}\n`
  await shell.proc.stdout.write(optionNames.map(line).join(''))
  return 0
}

const showVariables = async (shell: Shell): Promise<number> => {
  const lines: string[] = []
  for (const name of shell.variables.names()) {
    const variable = shell.variables.find(name)!
    const value = valueText(variable)
    if (value !== undefined) lines.push(`${name}=${value}`)
  }
  for (const definition of shell.functions.values()) lines.push(functionText(definition))
  await shell.proc.stdout.write(lines.map((line) => `${line}\n`).join(''))
  return 0
}

export const shift: Builtin = async (shell, args) => {
  const count = Number(args[0] ?? 1)
  if (!Number.isSafeInteger(count)) return complainOf(shell, 'shift', `${args[0]}: numeric argument required`)
  if (count < 0) return complainOf(shell, 'shift', `${args[0]}: shift count out of range`)
  if (count > shell.positional.length)
    return shell.shopt.get('shift_verbose')
      ? complainOf(shell, 'shift', `${count}: shift count out of range`)
      : 1
  shell.positional = shell.positional.slice(count)
  return 0
}

export const shopt: Builtin = async (shell, args) => {
  const flags = new Set<string>()
  let i = 0
  for (; /^-[psuqo]+$/.test(args[i] ?? ''); i++) for (const letter of args[i]!.slice(1)) flags.add(letter)
  const names = args.slice(i)
  if (flags.has('o')) return shoptOptions(shell, flags, names)
  let status = 0
  if (names.includes('expand_aliases')) shell.aliasGeneration++
  for (const name of names.length > 0 ? names : shell.shopt.keys()) {
    if (!shell.shopt.has(name as ShoptName)) {
      status = await complainOf(shell, 'shopt', `${name}: invalid shell option name`)
      continue
    }
    const on = shell.shopt.get(name as ShoptName) === true
    const changes = names.length > 0 && (flags.has('s') || flags.has('u'))
    if (changes && isFixed(fixedShopts[name as ShoptName], flags.has('s')))
      status = await refuse(shell, 'shopt', name, flags.has('s'))
    else if (names.length > 0 && flags.has('s')) shell.shopt.set(name as ShoptName, true)
    else if (names.length > 0 && flags.has('u')) shell.shopt.set(name as ShoptName, false)
    else {
      if (names.length > 0 && !on) status = 1
      const skipped = (flags.has('s') && !on) || (flags.has('u') && on) || flags.has('q')
      const text = flags.has('p')
        ? `shopt ${on ? '-s' : '-u'} ${name}\n`
        : `${name.padEnd(15)}\t${on ? 'on' : 'off'}\n`
      if (!skipped) await shell.proc.stdout.write(text)
    }
  }
  return status
}

const shoptOptions = async (
  shell: Shell,
  flags: ReadonlySet<string>,
  names: readonly string[],
): Promise<number> => {
  let status = 0
  for (const name of names.length > 0 ? names : optionNames) {
    if (!isOption(name)) status = await complainOf(shell, 'shopt', `${name}: invalid option name`)
    else if (
      names.length > 0 &&
      (flags.has('s') || flags.has('u')) &&
      isFixed(fixedOptions[name], flags.has('s'))
    )
      status = await refuse(shell, 'shopt', name, flags.has('s'))
    else if (names.length > 0 && (flags.has('s') || flags.has('u'))) setOption(shell, name, flags.has('s'))
    else {
      if (names.length > 0 && !shell.has(name)) status = 1
      const skipped = (flags.has('s') && !shell.has(name)) || (flags.has('u') && shell.has(name))
      if (flags.has('p')) await shell.proc.stdout.write(`set ${shell.has(name) ? '-' : '+'}o ${name}\n`)
      else if (!flags.has('q') && !skipped)
        await shell.proc.stdout.write(`${name.padEnd(15)}\t${shell.has(name) ? 'on' : 'off'}\n`)
    }
  }
  return status
}
