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

/** `shopt` options with their defaults, in the order in which they are listed. */
export const shoptDefaults = {
  autocd: false,
  assoc_expand_once: false,
  cdable_vars: false,
  cdspell: false,
  checkhash: false,
  checkjobs: false,
  checkwinsize: true,
  cmdhist: true,
  compat31: false,
  compat32: false,
  compat40: false,
  compat41: false,
  compat42: false,
  compat43: false,
  compat44: false,
  complete_fullquote: true,
  direxpand: false,
  dirspell: false,
  dotglob: false,
  execfail: false,
  expand_aliases: false,
  extdebug: false,
  extglob: false,
  extquote: true,
  failglob: false,
  force_fignore: true,
  globasciiranges: true,
  globskipdots: true,
  globstar: false,
  gnu_errfmt: false,
  histappend: true,
  histreedit: false,
  histverify: false,
  hostcomplete: true,
  huponexit: false,
  inherit_errexit: false,
  interactive_comments: true,
  lastpipe: false,
  lithist: false,
  localvar_inherit: false,
  localvar_unset: false,
  login_shell: false,
  mailwarn: false,
  no_empty_cmd_completion: false,
  nocaseglob: false,
  nocasematch: false,
  noexpand_translation: false,
  nullglob: false,
  patsub_replacement: true,
  progcomp: true,
  progcomp_alias: false,
  promptvars: true,
  restricted_shell: false,
  shift_verbose: false,
  sourcepath: true,
  varredir_close: false,
  xpg_echo: false,
} as const satisfies Record<string, boolean>

export type ShoptName = keyof typeof shoptDefaults

/** Those that this shell acts on in both states; all others have one state only. */
const acted: ReadonlySet<ShoptName> = new Set([
  'checkwinsize',
  'dotglob',
  'execfail',
  'expand_aliases',
  'extglob',
  'failglob',
  'globstar',
  'huponexit',
  'inherit_errexit',
  'lastpipe',
  'login_shell',
  'nocaseglob',
  'nocasematch',
  'nullglob',
  'patsub_replacement',
  'shift_verbose',
  'xpg_echo',
])

export const fixedShopts: Partial<Record<ShoptName, boolean>> = Object.fromEntries(
  Object.entries(shoptDefaults).filter(([name]) => !acted.has(name as ShoptName)),
)
