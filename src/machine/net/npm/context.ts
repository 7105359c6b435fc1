import type { Process } from '../../kernel/process.ts'
import { NpmError } from './npm-error.ts'
import { defaultRegistry } from './registry-client.ts'

export const npmVersion = '11.6.2'

/** One call of npm: its command, words and settings. */
export interface NpmCall {
  proc: Process
  command: string
  words: string[]
  flags: ReadonlySet<string>
  values: ReadonlyMap<string, string>
  /** What stood behind `--`, for scripts. */
  rest: string[]
  registry: string
  /** In milliseconds since boot. */
  began: number
}

const letters: Record<string, string> = {
  g: 'global', D: 'save-dev', S: 'save', P: 'save-prod', E: 'save-exact', O: 'save-optional',
  y: 'yes', v: 'version', h: 'help', s: 'silent', l: 'long', a: 'all', f: 'force',
} // prettier-ignore
const takesValue = new Set(['registry', 'omit', 'include', 'prefix', 'loglevel', 'depth', 'cache'])

export function parseCall(proc: Process): NpmCall {
  const words: string[] = []
  const flags = new Set<string>()
  const values = new Map<string, string>()
  const given = proc.argv.slice(1)
  const dashes = given.indexOf('--')
  const rest = dashes >= 0 ? given.splice(dashes).slice(1) : []
  for (let word; (word = given.shift()) !== undefined;) {
    if (word.startsWith('--')) {
      const [name = '', value] = splitAt(word.slice(2), '=')
      if (takesValue.has(name)) values.set(name, value ?? given.shift() ?? '')
      else if (value === 'false' || name.startsWith('no-'))
        flags.add(name.startsWith('no-') ? name : `no-${name}`)
      else flags.add(name === 'production' ? 'only=prod' : name)
      if (name === 'production') values.set('omit', 'dev')
    } else if (/^-[a-zA-Z]+$/.test(word)) {
      for (const letter of word.slice(1)) flags.add(letters[letter] ?? letter)
    } else words.push(word)
  }
  if (proc.env.get('NODE_ENV') === 'production' && !values.has('omit')) values.set('omit', 'dev')
  const command = words.shift() ?? ''
  const registry = values.get('registry') ?? proc.env.get('npm_config_registry') ?? defaultRegistry
  return {
    proc,
    command,
    words,
    flags,
    values,
    rest,
    registry: registry.endsWith('/') ? registry : `${registry}/`,
    began: proc.system.uptime(),
  }
}

const splitAt = (text: string, separator: string): [string, string | undefined] => {
  const at = text.indexOf(separator)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

/** Fedora's and so Amazon Linux's choice: what `-g` installs stays apart from what dnf does. */
export const globalPrefix = '/usr/local'

/** `express`, `express@^5`, `@scope/name@latest`. */
export function parseSpec(spec: string): { name: string; range: string } {
  const at = spec.indexOf('@', 1)
  const name = at < 0 ? spec : spec.slice(0, at)
  if (!/^(?:@[a-z0-9~._-]+\/)?[a-z0-9~-][a-z0-9~._-]*$/i.test(name))
    throw new NpmError('EINVALIDPACKAGENAME', [
      `Invalid package name "${name}" of package "${spec}": name can only contain URL-friendly characters.`,
    ])
  return { name, range: at < 0 ? '' : spec.slice(at + 1) }
}

/** `380ms`, `2s`. */
export function elapsed({ proc, began }: NpmCall): string {
  const milliseconds = Math.round(proc.system.uptime() - began)
  return milliseconds < 1000 ? `${milliseconds}ms` : `${Math.round(milliseconds / 1000)}s`
}
