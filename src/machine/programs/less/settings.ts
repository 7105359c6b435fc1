/** What less's options set. Those that are on or off can be turned in the running pager, with `-` and the letter. */
export interface Settings {
  /** -N: the lines' numbers stand before them. */
  numbers: boolean
  /** -S: long lines are cut off instead of wrapped. */
  chop: boolean
  /** -i, -I: letters' case does not matter in searches; with -i only as long as the pattern has no capitals. */
  ignoreCase: 'no' | 'small' | 'all'
  /** -R: colours go to the terminal as they are; -r: everything does. */
  raw: 'no' | 'colors' | 'all'
  /** -F: a text that fits onto the screen is printed, and that is all. */
  quitIfOneScreen: boolean
  /** -X: the text stays on the screen. */
  stays: boolean
  /** -e: leaves when one goes on from the end; -E: as soon as the end is shown. */
  quitAtEnd: 'no' | 'second' | 'first'
  /** -m, -M: how much the last row tells; `more` has its own. */
  prompt: 'short' | 'medium' | 'long' | 'more' | 'more-help'
  /** -s: several empty lines in a row are one. */
  squeeze: boolean
  /** -g: only the match that was found is highlighted; -G: none. */
  highlight: 'all' | 'found' | 'none'
  /** -~: nothing marks the rows behind the end. */
  plainEnd: boolean
  /** -n: lines are not counted. */
  uncounted: boolean
  /** -x: how far tab stops lie from each other. */
  tab: number
  /** -z: how many lines a window's scroll goes; less than 1 is that much less than the screen. */
  window: number
  /** -j: the row of the screen where what was looked for stands, from 1; negative counts from the bottom. */
  target: number
  /** -#: how many columns one goes sideways; 0 is half the screen. */
  shift: number
}

export const defaults: Settings = {
  numbers: false,
  chop: false,
  ignoreCase: 'no',
  raw: 'no',
  quitIfOneScreen: false,
  stays: false,
  quitAtEnd: 'no',
  prompt: 'short',
  squeeze: false,
  highlight: 'all',
  plainEnd: false,
  uncounted: false,
  tab: 8,
  window: 0,
  target: 1,
  shift: 0,
}

interface Toggle {
  long: readonly string[]
  /** What the pager says when it is off, and when it is on. */
  says: readonly [string, string]
  on: Partial<Settings>
  off: Partial<Settings>
}

const charCodes = {
  R: 'Display ANSI sequences directly, other control characters as ^X',
  r: 'Display control characters directly',
}

/** The options that are on or off. */
export const toggles: Readonly<Record<string, Toggle>> = {
  e: { long: ['quit-at-eof'], says: ["Don't quit at end-of-file", 'Quit at end-of-file'], on: { quitAtEnd: 'second' }, off: { quitAtEnd: 'no' } },
  E: { long: ['QUIT-AT-EOF'], says: ["Don't quit at end-of-file", 'Quit immediately at end-of-file'], on: { quitAtEnd: 'first' }, off: { quitAtEnd: 'no' } },
  F: { long: ['quit-if-one-screen'], says: ["Don't quit if end-of-file on first screen", 'Quit if end-of-file on first screen'], on: { quitIfOneScreen: true }, off: { quitIfOneScreen: false } },
  g: { long: ['hilite-search'], says: ['Highlight all matches for previous search pattern', 'Highlight last match only'], on: { highlight: 'found' }, off: { highlight: 'all' } },
  G: { long: ['HILITE-SEARCH'], says: ['Highlight all matches for previous search pattern', "Don't highlight search matches"], on: { highlight: 'none' }, off: { highlight: 'all' } },
  i: { long: ['ignore-case'], says: ['Case is significant in searches', 'Ignore case in searches'], on: { ignoreCase: 'small' }, off: { ignoreCase: 'no' } },
  I: { long: ['IGNORE-CASE'], says: ['Case is significant in searches', 'Ignore case in searches and in patterns'], on: { ignoreCase: 'all' }, off: { ignoreCase: 'no' } },
  m: { long: ['long-prompt'], says: ['Short prompt', 'Medium prompt'], on: { prompt: 'medium' }, off: { prompt: 'short' } },
  M: { long: ['LONG-PROMPT'], says: ['Short prompt', 'Long prompt'], on: { prompt: 'long' }, off: { prompt: 'short' } },
  n: { long: ['line-numbers'], says: ['Use line numbers', "Don't use line numbers"], on: { numbers: false, uncounted: true }, off: { uncounted: false } },
  N: { long: ['LINE-NUMBERS'], says: ["Don't display line numbers", 'Constantly display line numbers'], on: { numbers: true, uncounted: false }, off: { numbers: false } },
  r: { long: ['raw-control-chars'], says: ['Display control characters as ^X', charCodes.r], on: { raw: 'all' }, off: { raw: 'no' } },
  R: { long: ['RAW-CONTROL-CHARS'], says: ['Display control characters as ^X', charCodes.R], on: { raw: 'colors' }, off: { raw: 'no' } },
  s: { long: ['squeeze-blank-lines'], says: ['Display all blank lines', 'Squeeze multiple blank lines'], on: { squeeze: true }, off: { squeeze: false } },
  S: { long: ['chop-long-lines'], says: ['Fold long lines', 'Chop long lines'], on: { chop: true }, off: { chop: false } },
  X: { long: ['no-init'], says: ['Send init strings to terminal', "Don't use termcap init/deinit strings"], on: { stays: true }, off: { stays: false } },
  '~': { long: ['tilde'], says: ["Don't show tildes after end of file", 'Show tildes after end of file'], on: { plainEnd: true }, off: { plainEnd: false } },
} // prettier-ignore

/** Options whose whole effect is how the real less draws or rings: this one never rings, and draws whole rows. */
const alwaysSo: Readonly<Record<string, readonly string[]>> = {
  c: ['clear-screen'],
  C: ['CLEAR-SCREEN'],
  d: ['dumb'],
  K: ['quit-on-intr'],
  L: ['no-lessopen'],
  q: ['quiet', 'silent'],
  Q: ['QUIET', 'SILENT'],
}

/** The options that take an argument. */
const valued: Readonly<Record<string, readonly string[]>> = {
  j: ['jump-target'],
  p: ['pattern'],
  x: ['tabs'],
  z: ['window'],
  '#': ['shift'],
}

export interface Arguments {
  settings: Settings
  files: string[]
  /** Keys that are typed when the first file is shown, and those for each file. */
  first: string[]
  every: string[]
  wantsVersion: boolean
  wantsHelp: boolean
  /** What could not be understood, in less's words. */
  problems: string[]
}

const noOption = (name: string): string => `There is no ${name} option ("less --help" for help)`

/** The options in LESS, then those of the command line, then the files. */
export const parseArguments = (args: readonly string[], environment: string): Arguments => {
  const result: Arguments = {
    settings: { ...defaults },
    files: [],
    first: [],
    every: [],
    wantsVersion: false,
    wantsHelp: false,
    problems: [],
  }
  for (const word of environment.split(/\s+/))
    if (word !== '') takeLetters(result, word.replace(/^-(?!-)/, ''), [])
  const rest = [...args]
  while (rest.length > 0) {
    const arg = rest.shift()!
    if (arg === '--') {
      result.files.push(...rest)
      break
    }
    if (arg.startsWith('++')) result.every.push(arg.slice(2))
    else if (arg.startsWith('+') && arg.length > 1) result.first.push(arg.slice(1))
    else if (arg.startsWith('-') && arg.length > 1) takeLetters(result, arg.slice(1), rest)
    else result.files.push(arg)
  }
  return result
}

/** One word of options, without its dash; an argument may be the next word. */
const takeLetters = (result: Arguments, word: string, rest: string[]): void => {
  if (word.startsWith('-')) return takeLong(result, word.slice(1), rest)
  for (let at = 0; at < word.length; at++) {
    // `-+N` turns an option back to what it is by default.
    const isDefault = word[at] === '+'
    if (isDefault) at++
    const letter = word[at]
    if (letter === undefined) return
    if (letter === '?') result.wantsHelp = true
    else if (letter === 'V') result.wantsVersion = true
    else if (toggles[letter]) Object.assign(result.settings, toggles[letter][isDefault ? 'off' : 'on'])
    else if (valued[letter]) {
      const inWord = word.slice(at + 1).replace(/\$.*/, '')
      at += letter === 'p' ? word.length : inWord.length
      takeValue(result, letter, inWord !== '' ? inWord : rest.shift())
      if (letter === 'p') return
    } else if (!alwaysSo[letter]) {
      result.problems.push(noOption(`-${letter}`))
      return
    }
  }
}

const takeLong = (result: Arguments, word: string, rest: string[]): void => {
  const [typed = '', inWord] = splitOnce(word)
  if (typed === 'help') result.wantsHelp = true
  else if (typed === 'version') result.wantsVersion = true
  else {
    const tables = [toggles, alwaysSo, valued] as const
    const all = tables.flatMap((table) =>
      Object.entries(table).flatMap(([letter, entry]) =>
        (Array.isArray(entry) ? (entry as string[]) : (entry as Toggle).long).map((name) => ({
          letter,
          name,
        })),
      ),
    )
    const exact = all.filter(({ name }) => name === typed)
    const found = exact.length > 0 ? exact : all.filter(({ name }) => name.startsWith(typed))
    const letter = found[0]?.letter
    if (letter === undefined) result.problems.push(noOption(typed))
    else if (found.length > 1)
      result.problems.push(`${typed} is an ambiguous abbreviation ("less --help" for help)`)
    else if (valued[letter]) takeValue(result, letter, inWord ?? rest.shift())
    else if (inWord !== undefined) result.problems.push(`The ${word} option should not be followed by =`)
    else takeLetters(result, letter, rest)
  }
}

const splitOnce = (word: string): [string, string | undefined] => {
  const at = word.indexOf('=')
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)]
}

const takeValue = (result: Arguments, letter: string, value: string | undefined): void => {
  if (letter === 'p') {
    if (value !== undefined) result.every.push(`/${value}`)
    return
  }
  const number = numberFor(letter, value)
  if (number === undefined)
    result.problems.push(letter === 'j' ? 'Invalid line number' : `Number is required after -${letter}`)
  else Object.assign(result.settings, { [numbers[letter]!]: number })
}

const numbers: Readonly<Record<string, keyof Settings>> = {
  j: 'target',
  x: 'tab',
  z: 'window',
  '#': 'shift',
}

const numberFor = (letter: string, value: string | undefined): number | undefined => {
  if (value === undefined || !/^-?\d+(,\d+)*$/.test(value)) return undefined
  // Only the first of several tab stops counts; the others are as far apart.
  const number = Math.min(Number.parseInt(value, 10), 10_000)
  if (letter === 'x') return Math.max(1, number)
  return letter === '#' ? Math.max(0, number) : number
}
