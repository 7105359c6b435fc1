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

/** Options that this shell has in one state only: to ask for the other is refused. */
export const fixedOptions: Partial<Record<OptionName, boolean>> = {
  hashall: true,
  ignoreeof: false,
  'interactive-comments': true,
  notify: false,
  privileged: false,
  vi: false,
}

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
  histappend: true,
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

export const fixedShopts: Partial<Record<ShoptName, boolean>> = {
  autocd: false,
  cdspell: false,
  cmdhist: true,
  histappend: true,
  interactive_comments: true,
  sourcepath: true,
}
