import { complainOf, invalidOption, type Builtin } from './builtin.ts'

const usage = 'enable [-a] [-dnps] [-f filename] [name ...]'

/** Takes builtins out of the way of programs of the same name, and puts them back. */
export const enable =
  (all: () => Iterable<string>, special: ReadonlySet<string>): Builtin =>
  async (shell, args) => {
    const flags = new Set<string>()
    let i = 0
    for (; /^-./.test(args[i] ?? ''); i++)
      for (const letter of args[i]!.slice(1)) {
        if (!'anps'.includes(letter)) return invalidOption(shell, 'enable', `-${letter}`, usage)
        flags.add(letter)
      }
    const known = new Set(all())
    const names = args.slice(i)
    if (names.length === 0) {
      const listed = [...known]
        .filter((name) => !flags.has('s') || special.has(name))
        .filter((name) => flags.has('a') || shell.disabled.has(name) === flags.has('n'))
      const lines = listed.map((name) => `enable ${shell.disabled.has(name) ? '-n ' : ''}${name}\n`)
      await shell.proc.stdout.write(lines.join(''))
      return 0
    }
    let status = 0
    for (const name of names) {
      if (!known.has(name)) status = await complainOf(shell, 'enable', `${name}: not a shell builtin`)
      else if (flags.has('n')) shell.disabled.add(name)
      else shell.disabled.delete(name)
    }
    return status
  }
