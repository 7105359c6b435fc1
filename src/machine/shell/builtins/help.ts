import { compilePattern } from '../expansion/pattern.ts'
import { invalidOption, type Builtin } from './builtin.ts'
import { helpTopics } from './help-topics.ts'

export const help: Builtin = async (shell, args) => {
  const flags = new Set<string>()
  let i = 0
  for (; /^-./.test(args[i] ?? '') && args[i] !== '--'; i++)
    for (const letter of args[i]!.slice(1)) {
      if (!'dms'.includes(letter))
        return invalidOption(shell, 'help', `-${letter}`, 'help [-dms] [pattern ...]')
      flags.add(letter)
    }
  const patterns = args.slice(i)
  if (patterns.length === 0) {
    const lines = Object.values(helpTopics).map(([synopsis]) => ` ${synopsis}\n`)
    await shell.proc.stdout.write(
      `These shell commands are built in. Type \`help name' for one of them.\n\n${lines.join('')}`,
    )
    return 0
  }
  let found = false
  for (const pattern of patterns) {
    const { matches } = compilePattern(pattern)
    const exact = helpTopics[pattern] !== undefined
    for (const [name, [synopsis, purpose]] of Object.entries(helpTopics)) {
      if (exact ? name !== pattern : !matches(name) && !name.startsWith(pattern)) continue
      found = true
      const text = flags.has('d')
        ? `${name} - ${purpose}\n`
        : flags.has('s')
          ? `${name}: ${synopsis}\n`
          : `${name}: ${synopsis}\n    ${purpose}\n`
      await shell.proc.stdout.write(text)
    }
  }
  if (found) return 0
  await shell.complain(
    `help: no help topics match \`${patterns.at(-1)}'.  Try \`help help' or \`man -k ${patterns.at(-1)}' or \`info ${patterns.at(-1)}'.`,
  )
  return 1
}
