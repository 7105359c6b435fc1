/** unzip's own kind of options: letters together, lists behind -x, and the archive first. */
export interface UnzipOptions {
  flags: ReadonlySet<string>
  quiet: number
  archive: string | undefined
  members: string[]
  excluded: string[]
  directory: string | undefined
  /** A letter that is none. */
  unknown?: string
}

const known = 'lvtpcoqnjuxdfCZ1hzsmK'

export const parseUnzip = (args: readonly string[]): UnzipOptions => {
  const flags = new Set<string>()
  const options: UnzipOptions = {
    flags,
    quiet: 0,
    archive: undefined,
    members: [],
    excluded: [],
    directory: undefined,
  }
  let list: string[] | undefined
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    if (!arg.startsWith('-') || arg === '-') {
      if (options.archive === undefined) options.archive = arg
      else (list ?? options.members).push(arg)
      continue
    }
    list = undefined
    for (let at = 1; at < arg.length; at++) {
      const letter = arg[at]!
      if (!known.includes(letter)) return { ...options, unknown: letter }
      if (letter === 'q') options.quiet++
      else if (letter === 'x') list = options.excluded
      else if (letter === 'd') {
        options.directory = arg.slice(at + 1) || args[++i]
        break
      } else flags.add(letter)
    }
  }
  return options
}
