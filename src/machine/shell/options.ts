/** `set -o` options with their letters, in the order `set -o` lists them. */
export const optionLetters = {
  allexport: 'a',
  braceexpand: 'B',
  emacs: '',
  errexit: 'e',
  errtrace: 'E',
  functrace: 'T',
  hashall: 'h',
  histexpand: 'H',
  history: '',
  ignoreeof: '',
  'interactive-comments': '',
  keyword: 'k',
  monitor: 'm',
  noclobber: 'C',
  noexec: 'n',
  noglob: 'f',
  nolog: '',
  notify: 'b',
  nounset: 'u',
  onecmd: 't',
  physical: 'P',
  pipefail: '',
  posix: '',
  privileged: 'p',
  verbose: 'v',
  vi: '',
  xtrace: 'x',
} as const

export type OptionName = keyof typeof optionLetters

export const optionNames = Object.keys(optionLetters) as OptionName[]

export const optionByLetter = (letter: string): OptionName | undefined =>
  optionNames.find((name) => optionLetters[name] === letter)

/** `shopt` options that this shell acts on, with their defaults. */
export const shoptDefaults = {
  autocd: false,
  cdspell: false,
  checkwinsize: true,
  cmdhist: true,
  dotglob: false,
  expand_aliases: false,
  extglob: false,
  failglob: false,
  globstar: false,
  histappend: false,
  inherit_errexit: false,
  interactive_comments: true,
  lastpipe: false,
  login_shell: false,
  nocaseglob: false,
  nocasematch: false,
  nullglob: false,
  patsub_replacement: true,
  sourcepath: true,
  xpg_echo: false,
} as const satisfies Record<string, boolean>

export type ShoptName = keyof typeof shoptDefaults
