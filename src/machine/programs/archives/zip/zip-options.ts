import type { Level } from '../deflate.ts'

export interface ZipOptions {
  flags: ReadonlySet<string>
  level: Level
  archive: string | undefined
  names: string[]
  excluded: string[]
  included: string[]
  /** Suffixes of files that are stored as they are. */
  storedSuffixes: string[]
  /** An option that there is not: what to say. */
  problem?: string
}

const known = 'rqvjxdoumfyDXTi@0123456789nSh'
const lacking: Readonly<Record<string, string>> = {
  e: 'encryption', P: 'encryption', s: 'split archives', F: 'repairing of archives', l: 'line end conversion',
  g: 'growing of archives in place: leave it out', L: 'licence text', z: 'comments', c: 'comments', A: 'self-extracting archives', Z: 'other compression methods', b: 'temporary paths', t: 'dates to choose by',
} // prettier-ignore
const long: Readonly<Record<string, string>> = {
  'recurse-paths': 'r', quiet: 'q', verbose: 'v', 'junk-paths': 'j', exclude: 'x', include: 'i', delete: 'd', move: 'm',
  update: 'u', freshen: 'f', symlinks: 'y', 'no-dir-entries': 'D', test: 'T', help: 'h', 'names-stdin': '@', grow: 'g', 'latest-time': 'o', license: 'L', 'split-size': 's',
  encrypt: 'e', password: 'P', 'show-files': 'S',
} // prettier-ignore

/** `S` stands for these; by itself it means hidden files of other systems. */
const shows = ['-sf', '--show-files']

export const parseZip = (args: readonly string[]): ZipOptions => {
  const flags = new Set<string>()
  const options: ZipOptions = {
    flags,
    level: 6,
    archive: undefined,
    names: [],
    excluded: [],
    included: [],
    storedSuffixes: [],
  }
  let list: string[] | undefined
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    if (arg === '@' && list) {
      list = undefined
      continue
    }
    if (!arg.startsWith('-') || arg === '-') {
      if (list) list.push(arg)
      else if (options.archive === undefined) options.archive = arg
      else options.names.push(arg)
      continue
    }
    list = undefined
    const letters = arg === '-sf' ? 'S' : arg.startsWith('--') ? (long[arg.slice(2)] ?? '?') : arg.slice(1)
    for (let at = 0; at < letters.length; at++) {
      const letter = letters[at]!
      if (lacking[letter])
        return { ...options, problem: `Sandcloud's zip has no ${lacking[letter]} (${arg})` }
      if (!known.includes(letter) || (letter === 'S' && arg.startsWith('-') && !shows.includes(arg)))
        return {
          ...options,
          problem: arg.startsWith('--')
            ? `long option '${arg.slice(2)}' not supported`
            : `short option '${letter}' not supported`,
        }
      if (/\d/.test(letter)) options.level = Number(letter) as Level
      else if (letter === 'x' || letter === 'i') {
        list = letter === 'x' ? options.excluded : options.included
        flags.add(letter)
        const rest = letters.slice(at + 1)
        if (rest !== '') list.push(rest)
        break
      } else if (letter === 'n') {
        options.storedSuffixes = (letters.slice(at + 1) || args[++i] || '').split(/[:,]/).filter(Boolean)
        break
      } else flags.add(letter)
    }
  }
  return options
}
