import { AptError } from './apt-error.ts'

export interface Flags {
  yes: boolean
  quiet: boolean
  simulate: boolean
  recommends: boolean
  reinstall: boolean
  autoRemove: boolean
  purge: boolean
  installed: boolean
  upgradable: boolean
  namesOnly: boolean
  version: boolean
  help: boolean
}

const none: Flags = {
  yes: false,
  quiet: false,
  simulate: false,
  recommends: true,
  reinstall: false,
  autoRemove: false,
  purge: false,
  installed: false,
  upgradable: false,
  namesOnly: false,
  version: false,
  help: false,
}

const effects: Readonly<Record<string, Partial<Flags>>> = {
  '-y': { yes: true }, '--yes': { yes: true }, '--assume-yes': { yes: true },
  '-qq': { quiet: true, yes: true }, '-q=2': { quiet: true, yes: true },
  '-s': { simulate: true }, '--simulate': { simulate: true }, '--dry-run': { simulate: true },
  '--no-install-recommends': { recommends: false }, '--install-recommends': {},
  '--reinstall': { reinstall: true }, '--auto-remove': { autoRemove: true }, '--autoremove': { autoRemove: true },
  '--installed': { installed: true }, '--upgradable': { upgradable: true }, '--upgradeable': { upgradable: true },
  '-n': { namesOnly: true }, '--names-only': { namesOnly: true },
  '-v': { version: true }, '--version': { version: true }, '-h': { help: true }, '--help': { help: true },
  // These change nothing here.
  '-q': {}, '--quiet': {}, '-f': {}, '--fix-broken': {}, '-m': {}, '--fix-missing': {}, '--purge': { purge: true }, '-a': {}, '--all-versions': {},
  '--no-upgrade': {}, '--allow-downgrades': {}, '--allow-change-held-packages': {}, '--allow-releaseinfo-change': {},
  '--with-new-pkgs': {}, '--no-show-upgraded': {}, '-V': {}, '--verbose-versions': {}, '-u': {}, '--force-yes': {},
} // prettier-ignore

/** Options may stand anywhere; `-o Name=value` and `-t suite` take a word of their own. */
export function parseArguments(args: readonly string[]): { flags: Flags; words: string[] } {
  const flags = { ...none }
  const words: string[] = []
  const rest = [...args]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('-') || word === '-') words.push(word)
    else if (word === '-o' || word === '-t' || word === '-c') rest.shift()
    else if (/^(-o.+|--option=|--target-release=)/.test(word)) continue
    else if (Object.hasOwn(effects, word)) Object.assign(flags, effects[word])
    else if (/^-[a-z]{2,}$/.test(word)) rest.unshift(...Array.from(word.slice(1), (letter) => `-${letter}`))
    else if (word.startsWith('--'))
      throw new AptError(
        `E: Command line option ${word} is not understood in combination with the other options`,
      )
    else
      throw new AptError(
        `E: Command line option '${word.slice(1)}' [from ${word}] is not understood in combination with the other options.`,
      )
  }
  return { flags, words }
}
